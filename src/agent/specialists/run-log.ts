import type { HandleCommand } from "../../application/handle-command.ts";
import type { HandleWorkspaceCommand } from "../../application/handle-workspace-command.ts";
import type { AgentRecords, AgentRun, Entry } from "../../application/ports/agent-records.ts";
import type { Clock } from "../../application/ports/machine.ts";
import type { Specialist } from "../../application/ports/specialists.ts";
import type { Answer } from "../../application/ports/store.ts";
import { CommandId, type PersonId, type WorkspaceId } from "../../engine/ids.ts";
import type { RunEventBody, RunOutcome, Waking } from "../../engine/messages/agent-record.ts";

/** A run of an agent that is under way: by whom, for whom, and why. */
export interface Waked {
  readonly workspace: WorkspaceId;
  readonly waking: Waking;
  readonly specialist: Specialist;
  readonly person: PersonId;
}

/** How a run ended. What it said stands in the records of its turns. */
export interface RunEnd {
  readonly outcome: RunOutcome;
  /** In a word of ours: `said`, `time`, `fault`, ... */
  readonly ended: string;
}

interface Ports {
  readonly records: AgentRecords;
  readonly handle: HandleCommand;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly clock: Clock;
}

/** What is on record of a run: every replica that takes it up reads the same. */
export interface RunLog {
  /** False where the agent has had its runs of this hour: this one is left. `first`: none was left in this hour before. */
  begin(run: Waked): Promise<{ readonly ok: true } | { readonly ok: false; readonly first: boolean }>;
  /** Earlier attempts, and how it ended where it did. */
  soFar(run: Waked): Promise<{ readonly attempts: number; readonly end: RunEnd | undefined }>;
  attempt(run: Waked): Promise<void>;
  end(run: Waked, end: RunEnd): Promise<void>;
  /** A row in the trace of the case, or in the workspace's own; once, however often it is said. */
  say(run: Waked, says: RunEventBody, part?: string): Promise<void>;
}

/** One too many in its hour. */
export const LIMITED: RunEnd = { outcome: "limited", ended: "limit" };

const endOf = ({ kind, name = "said" }: Entry): RunEnd => {
  if (name === LIMITED.ended) return LIMITED;
  return { outcome: kind === "answer" ? "done" : "failed", ended: name };
};

const HOUR_MS = 3_600_000;
const MOST_ENTRIES = 100;

const rowOf = ({ workspace, waking, specialist, person }: Waked): AgentRun => ({
  workspace,
  id: waking.run,
  instance: waking.instance,
  purpose: specialist.model,
  pattern: `agent:${specialist.name}`,
  onBehalfOf: person,
});

export const createRunLog = ({ records, handle, handleWorkspace, clock }: Ports): RunLog => {
  const answerTo = async ({ workspace, waking, specialist, person }: Waked, says: RunEventBody, part: string): Promise<Answer> => {
    const id = CommandId.parse(`${waking.run}:${says.type}${part}`);
    const actor = { kind: "agent", id: specialist.name, onBehalfOf: person } as const;
    const envelope = { id, workspace, actor, via: "agent", correlation: waking.run } as const;
    const { instance } = waking;
    if (instance === undefined) return await handleWorkspace({ ...envelope, type: "RecordRunOutside", says });
    return await handle({ ...envelope, type: "RecordRun", instance, says });
  };
  return {
    begin: async (run) => {
      const row = rowOf(run);
      const now = clock.now();
      if (!(await records.begin(row, now))) return { ok: true };
      // It counts itself: two that begin at once may both be left, and never both run where there is room for one.
      const { begun, limited } = await records.begunSince(run.workspace, row.pattern, now - HOUR_MS);
      if (begun <= run.specialist.anHour) return { ok: true };
      await records.add(row, [{ kind: "fault", name: LIMITED.ended }], now);
      await records.settle(row, LIMITED.outcome, undefined, now);
      return { ok: false, first: limited === 0 };
    },
    soFar: async (run) => {
      const entries = await records.entries(rowOf(run), 0, MOST_ENTRIES);
      const last = entries.find(({ kind }) => kind === "answer" || kind === "fault");
      return { attempts: entries.filter(({ kind }) => kind === "prompt").length, end: last && endOf(last) };
    },
    attempt: async (run) => await records.add(rowOf(run), [{ kind: "prompt", name: run.waking.event }], clock.now()),
    end: async (run, { outcome, ended }) => {
      const row = rowOf(run);
      await records.add(row, [{ kind: outcome === "done" ? "answer" : "fault", name: ended }], clock.now());
      await records.settle(row, ended, undefined, clock.now());
    },
    say: async (run, says, part = "") => {
      const answer = await answerTo(run, says, part);
      if (!answer.ok) throw new Error(`What ${run.waking.run} has to say is refused: ${answer.rejection.message}`);
    },
  };
};
