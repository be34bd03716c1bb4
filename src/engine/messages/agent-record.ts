import type { CommandId, InstanceId } from "../ids.ts";
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

export type AgentEventBody =
  | { readonly type: "agent.intended"; readonly tool: string; readonly act: CommandId }
  | { readonly type: "agent.acted"; readonly tool: string; readonly act: CommandId; readonly outcome: AgentOutcome };
