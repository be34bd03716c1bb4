import type { Directory } from "../engine/directory.ts";
import { CommandId, type InstanceId, type Instant, type PersonId, type WorkspaceId } from "../engine/ids.ts";
import { admins } from "../engine/people.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { AgentRecords, Tally } from "./ports/agent-records.ts";
import type { Clock, Logger } from "./ports/machine.ts";

/** A day's worth. `tokens` are those of models whose price is not known. */
export interface BudgetLimit {
  readonly cents: number;
  readonly tokens: number;
}

export interface BudgetLimits {
  readonly person: BudgetLimit;
  readonly case: BudgetLimit;
  readonly workspace: BudgetLimit;
}

export interface Spender {
  readonly workspace: WorkspaceId;
  readonly person: PersonId | undefined;
  readonly instance: InstanceId | undefined;
}

export interface SpentBudget {
  readonly kind: keyof BudgetLimits;
  /** For the record. */
  readonly reason: string;
  readonly words: string;
}

export interface AgentBudgets {
  /** A budget that has nothing left today, said to the admins once; undefined while there is something in each. */
  spent(spender: Spender): Promise<SpentBudget | undefined>;
}

interface Ports {
  readonly records: Pick<AgentRecords, "spentSince">;
  readonly limits: BudgetLimits;
  readonly directory: () => Directory;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly clock: Clock;
  readonly logger: Logger;
}

const DAY_MS = 86_400_000;

/** A budget's day is UTC's: the same for everybody who spends from it. */
const dayOf = (now: Instant): Instant => now - (now % DAY_MS);

const isSpent = ({ cents, unpriced }: Tally, limit: BudgetLimit): boolean => cents >= limit.cents || unpriced >= limit.tokens;

const rounded = (cents: number): string => `${Math.round(cents * 100) / 100}`;

const reasonOf = (kind: string, { cents, unpriced }: Tally, limit: BudgetLimit): string =>
  `${kind}: ${rounded(cents)} of ${limit.cents} cents and ${unpriced} of ${limit.tokens} unpriced tokens are spent today`;

const OF: { readonly [K in keyof BudgetLimits]: string } = { person: "this person", case: "this case", workspace: "the workspace" };
const VARIABLE: { readonly [K in keyof BudgetLimits]: string } = {
  person: "AGENT_BUDGET_PERSON",
  case: "AGENT_BUDGET_CASE",
  workspace: "AGENT_BUDGET_WORKSPACE",
};

/** What is done without a model goes on as ever, so it is told to those who can raise a budget, not to those who wait. */
export const createAgentBudgets = ({ records, limits, directory, handleWorkspace, clock, logger }: Ports): AgentBudgets => {
  const tell = async (kind: keyof BudgetLimits, { workspace, person, instance }: Spender, reason: string): Promise<void> => {
    const day = new Date(dayOf(clock.now())).toISOString().slice(0, 10);
    const who = { person, case: instance, workspace }[kind] ?? "";
    const whose = kind === "person" ? `of ${directory().people.get(person as PersonId)?.name ?? who}` : `of ${OF[kind]}`;
    const what = `The agent's budget ${whose} for ${day} (UTC) is spent: templates are used until the day is over, and nothing waits. ${VARIABLE[kind]}_CENTS and ${VARIABLE[kind]}_TOKENS set it. This is said once.`;
    await handleWorkspace({
      id: CommandId.parse(`agent-budget:${kind}:${who}:${day}`.slice(0, 500)),
      workspace,
      actor: { kind: "system", id: "budgets" },
      via: "queue",
      type: "RecordTrouble",
      about: `agent-budget:${kind}:${who}:${day}`,
      what,
      people: admins(directory()),
      instance: kind === "case" ? instance : undefined,
    });
    logger.warn({ kind, who, reason }, "an agent's budget is spent");
  };
  return {
    spent: async (spender) => {
      const { workspace, person, instance } = spender;
      const tallies = await records.spentSince(workspace, { person, instance }, dayOf(clock.now()));
      const all = { person: tallies.person, case: tallies.instance, workspace: tallies.workspace };
      const kind = (["workspace", "case", "person"] as const).find((each) => isSpent(all[each], limits[each]));
      if (kind === undefined) return undefined;
      const reason = reasonOf(kind, all[kind], limits[kind]);
      await tell(kind, spender, reason);
      return { kind, reason, words: `The agent's budget of ${OF[kind]} is spent for today.` };
    },
  };
};
