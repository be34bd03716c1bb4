import type { ActKind } from "../autonomy/kinds.ts";
import type { Absence } from "../directory.ts";
import type { InstanceId, Instant, PersonId, VersionHash, WorkflowId } from "../ids.ts";
import type { StoredValue } from "../value.ts";
import type { DigestItem } from "./effect.ts";
import type { Envelope } from "./envelope.ts";
import type { ProposalCommand } from "./start-proposal.ts";

/** On the workspace's own chain. */
export interface DeclareAbsence extends Envelope {
  readonly type: "DeclareAbsence";
  readonly person: PersonId;
  readonly absence: Absence;
}
export interface EndAbsence extends Envelope {
  readonly type: "EndAbsence";
  readonly person: PersonId;
  readonly at: Instant;
}
export interface RecordReload extends Envelope {
  readonly type: "RecordReload";
  readonly changes: readonly string[];
  readonly directory: VersionHash;
}
export interface RecordRefusal extends Envelope {
  readonly type: "RecordRefusal";
  readonly act: string;
  readonly reason: string;
}
/** An event that could start nothing because its mapping is bad: the process owner gets the form filled in. */
export interface RecordBadEvent extends Envelope {
  readonly type: "RecordBadEvent";
  readonly workflow: WorkflowId;
  readonly event: string;
  readonly eventId: string;
  readonly problems: readonly string[];
  readonly inputs: Readonly<Record<string, StoredValue>>;
}

/** A signed event came in, and this is what it did: the answer that a repeat of it gets. */
export interface RecordEvent extends Envelope {
  readonly type: "RecordEvent";
  readonly event: string;
  readonly eventId: string;
  readonly started: readonly InstanceId[];
  readonly delivered: readonly InstanceId[];
}

/** What waited for a person's next working morning, as one message. */
export interface QueueDigest extends Envelope {
  readonly type: "QueueDigest";
  readonly person: PersonId;
  readonly items: readonly DigestItem[];
}

/** What stops work until somebody mends it, outside any one case: a channel that is gone, a person who left. Said once to `people`. */
export interface RecordTrouble extends Envelope {
  readonly type: "RecordTrouble";
  /** What it is about: the same trouble, noticed twice, is said once. */
  readonly about: string;
  readonly what: string;
  readonly people: readonly PersonId[];
  /** Where to look. */
  readonly instance: InstanceId | undefined;
}

/** What an agent has earned, or lost, in a workflow: its process owner is asked for a signature, or told. */
export interface ReviewAutonomy extends Envelope {
  readonly type: "ReviewAutonomy";
  readonly workflow: WorkflowId;
  readonly kind: ActKind;
  readonly change: "promotion" | "demotion";
  readonly figures: string;
}

/** The process owner signs that a kind of act may be automated. */
export interface SignAutonomy extends Envelope {
  readonly type: "SignAutonomy";
  readonly workflow: WorkflowId;
  readonly kind: ActKind;
}

export type WorkspaceCommand =
  | ProposalCommand
  | ReviewAutonomy
  | SignAutonomy
  | DeclareAbsence
  | EndAbsence
  | RecordReload
  | RecordRefusal
  | RecordBadEvent
  | RecordEvent
  | RecordTrouble
  | QueueDigest;
