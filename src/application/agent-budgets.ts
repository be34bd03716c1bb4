import type { Directory } from "../engine/directory.ts";
import { CommandId, type Instant, type PersonId } from "../engine/ids.ts";
import { admins } from "../engine/people.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { AgentRecords, AgentRun, BudgetLimit, BudgetLimits, BudgetState } from "./ports/agent-records.ts";
import type { Clock, Logger } from "./ports/machine.ts";

/** What a question may cost at most, and how long its answer may take in machine milliseconds. */
export interface Estimate extends BudgetLimit {
  readonly deadlineMs: number;
}

export interface SpentBudget {
  readonly kind: keyof BudgetLimits;
  /** For the record. */
  readonly reason: string;
  readonly words: string;
}

export interface AgentBudgets {
  /** Reserves what a run may cost; else the budget that has no room for it, said to the admins once when it is spent. */
  reserve(run: AgentRun, estimate: Estimate): Promise<SpentBudget | undefined>;
}

interface Ports {
  readonly records: Pick<AgentRecords, "reserve">;
  readonly limits: BudgetLimits;
  readonly directory: () => Directory;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly clock: Clock;
  readonly logger: Logger;
}

const DAY_MS = 86_400_000;

/** A budget's day is UTC's: the same for everybody who spends from it. */
const dayOf = (now: Instant): Instant => now - (now % DAY_MS);

/** After its deadline a question has an answer or a fault, or its process is gone. */
const GRACE_MS = 30_000;

const rounded = (cents: number): string => `${Math.round(cents * 100) / 100}`;

const reasonOf = (kind: string, { cents, unpriced }: BudgetState, limit: BudgetLimit): string =>
  `${kind}: ${rounded(cents)} of ${limit.cents} cents and ${unpriced} of ${limit.tokens} unpriced tokens are spent today`;

const KINDS = ["workspace", "case", "person"] as const;

const OF: { readonly [K in keyof BudgetLimits]: string } = { person: "this person", case: "this case", workspace: "the workspace" };
const VARIABLE: { readonly [K in keyof BudgetLimits]: string } = {
  person: "AGENT_BUDGET_PERSON",
  case: "AGENT_BUDGET_CASE",
  workspace: "AGENT_BUDGET_WORKSPACE",
};

/** What is done without a model goes on as ever, so it is told to those who can raise a budget, not to those who wait. */
export const createAgentBudgets = ({ records, limits, directory, handleWorkspace, clock, logger }: Ports): AgentBudgets => {
  const tell = async (kind: keyof BudgetLimits, { workspace, onBehalfOf, instance }: AgentRun, reason: string): Promise<void> => {
    const day = new Date(dayOf(clock.now())).toISOString().slice(0, 10);
    const who = { person: onBehalfOf, case: instance, workspace }[kind] ?? "";
    const whose = kind === "person" ? `of ${directory().people.get(onBehalfOf as PersonId)?.name ?? who}` : `of ${OF[kind]}`;
    const what = `The agent's budget ${whose} for ${day} (UTC) is spent, or too little is left for what is asked: templates are used until the day is over, and nothing waits. ${VARIABLE[kind]}_CENTS and ${VARIABLE[kind]}_TOKENS set it. This is said once.`;
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
    reserve: async (run, { cents, tokens, deadlineMs }) => {
      const reserving = { cents, tokens, limits, since: dayOf(clock.now()), holdMs: deadlineMs + GRACE_MS };
      const states = await records.reserve(run, reserving);
      const kind = KINDS.find((each) => states[each].spent) ?? KINDS.find((each) => !states[each].fits);
      if (kind === undefined) return undefined;
      const reason = reasonOf(kind, states[kind], limits[kind]);
      // What others are asking just now may yet turn out cheaper: nobody has to raise a budget for that.
      if (!states[kind].spent)
        return { kind, reason: `${reason}; the rest is reserved`, words: `The agent's budget of ${OF[kind]} is in use.` };
      await tell(kind, run, reason);
      return { kind, reason, words: `The agent's budget of ${OF[kind]} is spent for today.` };
    },
  };
};
