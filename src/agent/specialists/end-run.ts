import type { AgentRecords } from "../../application/ports/agent-records.ts";
import type { Logger } from "../../application/ports/machine.ts";
import type { Reads } from "../../application/ports/reads.ts";
import { runOfAgent } from "../../application/wake-agents.ts";
import type { WorkspaceId } from "../../engine/ids.ts";
import type { Waking } from "../../engine/messages/agent-record.ts";
import { LIMITED, type RunEnd, type RunLog, type Waked } from "./run-log.ts";

interface Ports {
  readonly log: RunLog;
  readonly records: Pick<AgentRecords, "keep">;
  readonly reads: Pick<Reads, "texts">;
  readonly logger: Logger;
}

export interface EndRun {
  /** On record first, then said: what is lost between the two is said when its job runs again. */
  finish(waked: Waked, end: RunEnd, said: string): Promise<void>;
  /** One too many in its hour: said once, and left. */
  leave(waked: Waked, first: boolean): Promise<void>;
  /** A result wakes the lead once; whatever else ends is only said. */
  tell(waked: Waked, end: RunEnd): Promise<void>;
}

/** What it was that woke a run; undefined where nothing came with it, or it was erased. */
export const broughtBy = async (reads: Ports["reads"], workspace: WorkspaceId, { text }: Waking): Promise<string | undefined> =>
  text === undefined ? undefined : (await reads.texts(workspace, [text])).get(text);

const resultOf = ({ run }: Waking): string => `${run}:result`;

const wakesLead = (waking: Waking, lead: string): Waking => {
  const { run, instance, depth } = waking;
  return { agent: lead, run: runOfAgent(lead, run), event: "agent.result", instance, text: resultOf(waking), depth: depth + 1 };
};

export const createEndRun = ({ log, records, reads, logger }: Ports): EndRun => {
  /** What the lead reads of it, beside what it had asked for. */
  const keepResult = async ({ workspace, waking }: Waked, { outcome, ended }: RunEnd, said: string): Promise<void> => {
    if (waking.lead === undefined) return;
    const task = (await broughtBy(reads, workspace, waking)) ?? "";
    const words = [`${waking.agent} was asked:`, task, `It ended: ${outcome}, ${ended}. It says:`, said].join("\n");
    await records.keep(workspace, waking.instance, resultOf(waking), words);
  };

  const tell: EndRun["tell"] = async (waked, { outcome, ended }) => {
    const { run, lead } = waked.waking;
    if (lead === undefined) await log.say(waked, { type: "agent.finished", run, outcome, ended });
    else await log.say(waked, { type: "agent.result", run, outcome, ended, wakes: [wakesLead(waked.waking, lead)] });
  };

  return {
    tell,
    finish: async (waked, end, said) => {
      const { specialist, waking } = waked;
      await keepResult(waked, end, said);
      await log.end(waked, end);
      if (end.outcome === "failed") logger.warn({ agent: specialist.name, run: waking.run, ended: end.ended }, "an agent failed");
      await tell(waked, end);
    },
    leave: async (waked, first) => {
      const { name, anHour } = waked.specialist;
      if (first) logger.warn({ agent: name, anHour }, "an agent has had its runs of this hour");
      await keepResult(waked, LIMITED, "");
      if (first || waked.waking.lead !== undefined) await tell(waked, LIMITED);
    },
  };
};
