import type { CommandId, InstanceId, StepKey } from "../ids.ts";
import type { Envelope } from "./envelope.ts";

/** What became of an agent's act. `unknown`: nobody can say, as when the database was gone. */
export type AgentOutcome = "done" | "proposed" | "refused" | "unknown";

/** An agent says what it is about to do; `act` is the id of the command that follows. */
export interface RecordIntent extends Envelope {
  readonly type: "RecordIntent";
  readonly instance: InstanceId;
  readonly tool: string;
  readonly act: CommandId;
}

/** And what became of it. */
export interface RecordResult extends Envelope {
  readonly type: "RecordResult";
  readonly instance: InstanceId;
  readonly tool: string;
  readonly act: CommandId;
  readonly outcome: AgentOutcome;
}

/** What wakes an agent, once for its `run`: a job is made of it in the commit that it stands in. */
export interface Waking {
  /** Who is woken. */
  readonly agent: string;
  readonly run: string;
  /** The dotted name of what happened. */
  readonly event: string;
  /** The case that it is about; none where it is left out. */
  readonly instance?: InstanceId | undefined;
  readonly step?: StepKey | undefined;
  /** Id of the erasable text that it brought. */
  readonly text?: string | undefined;
  /** How many tasks and results led to it. */
  readonly depth: number;
  /** Whom its result wakes, where it was given as a task. */
  readonly lead?: string | undefined;
}

/** What became of a run. `limited`: it was one too many in its hour. */
export type RunOutcome = "done" | "failed" | "limited";

/** An agent woke, gave a task, or is finished; a result wakes the lead who gave the task. The same in a case's trace and in the workspace's own. */
export type RunEventBody =
  | { readonly type: "agent.woke"; readonly run: string; readonly event: string }
  | { readonly type: "agent.task"; readonly run: string; readonly wakes: readonly Waking[] }
  | { readonly type: "agent.finished"; readonly run: string; readonly outcome: RunOutcome; readonly ended: string }
  | {
      readonly type: "agent.result";
      readonly run: string;
      readonly outcome: RunOutcome;
      readonly ended: string;
      readonly wakes: readonly Waking[];
    };

/** What an agent says of its own run, in the case that it is about. */
export interface RecordRun extends Envelope {
  readonly type: "RecordRun";
  readonly instance: InstanceId;
  readonly says: RunEventBody;
}
/** And where it is about none. */
export interface RecordRunOutside extends Envelope {
  readonly type: "RecordRunOutside";
  readonly says: RunEventBody;
}

export type AgentEventBody =
  | RunEventBody
  | { readonly type: "agent.intended"; readonly tool: string; readonly act: CommandId }
  | { readonly type: "agent.acted"; readonly tool: string; readonly act: CommandId; readonly outcome: AgentOutcome };
