import type { AlternativeArgs } from "../alternative-args.ts";
import type { Definition, Priority, WaitingOn } from "../definition.ts";
import type { DraftWords } from "../draft-words.ts";
import type { InstanceId, Instant, PersonId, StepKey, VersionHash, WorkflowId } from "../ids.ts";
import type { StoredValue, Value } from "../value.ts";
import type { RecordIntent, RecordResult, RecordRun } from "./agent-record.ts";
import type { Envelope } from "./envelope.ts";
import type { MachineCommand } from "./machine-command.ts";
import type { OnInstance, OnStep } from "./on-case.ts";
import type { RecordWords } from "./record-words.ts";
import type { SuggestionCommand } from "./suggestion-command.ts";
import type { WorkspaceCommand } from "./workspace-command.ts";

export type EvidenceValues = Readonly<Record<string, StoredValue>>;

export interface StartWorkflow extends Envelope {
  readonly type: "StartWorkflow";
  readonly workflow: WorkflowId;
  /** Chosen by whoever translates, so that a repeat is the same instance. */
  readonly newInstance: InstanceId;
  readonly inputs: Readonly<Record<string, StoredValue>>;
  /** The plain text of what `inputs` holds by reference, for checking formats and the case key; never stored in the chain. */
  readonly personal?: Readonly<Record<string, Value>>;
  /** A new run of a case that has ended is wanted. */
  readonly confirmed?: boolean;
  /** The event that started it, when one did. */
  readonly event?: { readonly type: string; readonly id: string };
  /** Membership of the workflow's channel, for `access.start` left out: looked up by the edge. */
  readonly inChannel?: boolean;
  /** An agent proposed it, in these messages outside the case; `drift` names the inputs that a person changed. `newInstance` is the proposal's. */
  readonly proposal?: { readonly messages: readonly string[]; readonly drift: readonly string[] };
  /** Whoever starts it wants this of those who may own that step. */
  readonly owner?: { readonly step: StepKey; readonly person: PersonId };
}
export interface TakeStep extends OnStep {
  readonly type: "TakeStep";
}
export interface AcknowledgeStep extends OnStep {
  readonly type: "AcknowledgeStep";
}
export interface CompleteStep extends OnStep {
  readonly type: "CompleteStep";
  readonly evidence?: EvidenceValues;
  readonly note?: string;
}
export interface DecideStep extends OnStep {
  readonly type: "DecideStep";
  readonly option: string;
  readonly reason?: string;
  readonly evidence?: EvidenceValues;
  readonly note?: string;
}
export interface AddEvidence extends OnStep {
  readonly type: "AddEvidence";
  readonly evidence: EvidenceValues;
  readonly note?: string;
}
export interface BlockStep extends OnStep {
  readonly type: "BlockStep";
  readonly reason: string;
  readonly on: WaitingOn;
  readonly onWhom?: string;
  readonly until?: Instant;
  readonly urgency?: "normal" | "urgent" | "critical";
  readonly note?: string;
}
export interface UnblockStep extends OnStep {
  readonly type: "UnblockStep";
  readonly note?: string;
}
export interface HandOffStep extends OnStep {
  readonly type: "HandOffStep";
  readonly to?: PersonId;
  readonly note?: string /** Not mine: the sender knows no receiver; the lead gets it. */;
  readonly notMine?: boolean;
}
export interface AcceptHandOff extends OnStep {
  readonly type: "AcceptHandOff";
}
export interface ReturnHandOff extends OnStep {
  readonly type: "ReturnHandOff";
  readonly missing: string;
}
export interface ReassignStep extends OnStep {
  readonly type: "ReassignStep";
  readonly to: PersonId;
  readonly note?: string;
}
export interface SnoozeReminder extends OnStep {
  readonly type: "SnoozeReminder";
  readonly until: SnoozePreset | Instant;
}
export type SnoozePreset = "1-hour" | "this-afternoon" | "tomorrow-morning";
export interface CommitTo extends OnStep {
  readonly type: "CommitTo";
  readonly until: Instant;
}
export interface AddNote extends OnInstance {
  readonly type: "AddNote";
  readonly step?: StepKey;
  readonly text: string;
  /** Membership of the workflow's channel, for `access.see: channel`: looked up by the edge. */
  readonly inChannel?: boolean;
}
/** A person wrote something under a step's card: whether it counts as heard is decided by the engine. */
export interface Hear extends OnStep {
  readonly type: "Hear";
  readonly text: string;
}
export interface PickAlternative extends OnStep {
  readonly type: "PickAlternative";
  readonly episode: number;
  readonly alternative: string;
  readonly args?: AlternativeArgs;
}
export interface SettleProposal extends OnStep {
  readonly type: "SettleProposal";
  readonly episode: number;
  readonly approve: boolean;
  readonly reason?: string;
}
export interface CastVote extends OnStep {
  readonly type: "CastVote";
  readonly vote: "approve" | "reject" | "changes";
  readonly reason?: string /** The revision of the request that the button showed. */;
  readonly revision: number;
}
export interface ChangeApprovers extends OnStep {
  readonly type: "ChangeApprovers";
  readonly approvers: readonly PersonId[];
  readonly note?: string;
}
export interface DraftMessage extends OnInstance {
  readonly type: "DraftMessage";
  readonly message: string;
  readonly step?: StepKey;
  /** Instead of the message's own: who receives and who approves it stay as the definition says. */
  readonly words?: DraftWords;
}
export interface ApproveMessage extends OnInstance {
  readonly type: "ApproveMessage";
  readonly draft: string;
  /** In the words that a model offered for it, and not in its own. */
  readonly offered?: boolean;
}
export interface RejectMessage extends OnInstance {
  readonly type: "RejectMessage";
  readonly draft: string;
  readonly reason?: string;
}
export interface MarkMessageSent extends OnInstance {
  readonly type: "MarkMessageSent";
  readonly draft: string;
}
export interface SkipStep extends OnStep {
  readonly type: "SkipStep";
  readonly reason: string;
}
export interface ExtendStep extends OnStep {
  readonly type: "ExtendStep";
  readonly until: Instant;
  readonly reason?: string;
}
export interface ReopenStep extends OnStep {
  readonly type: "ReopenStep";
  readonly reason: string;
}
export interface SetPriority extends OnInstance {
  readonly type: "SetPriority";
  readonly priority: Priority;
}
export interface ChangeWatchers extends OnInstance {
  readonly type: "ChangeWatchers";
  readonly add?: readonly PersonId[];
  readonly remove?: readonly PersonId[];
  /** Membership of the workflow's channel, for whoever watches what they may see by `access.see: channel`: looked up by the edge. */
  readonly inChannel?: boolean;
}
export interface ProvideInput extends OnInstance {
  readonly type: "ProvideInput";
  readonly inputs: Readonly<Record<string, StoredValue>>;
}
export interface PauseInstance extends OnInstance {
  readonly type: "PauseInstance";
  readonly reason?: string;
}
export interface ResumeInstance extends OnInstance {
  readonly type: "ResumeInstance";
}
export interface CancelInstance extends OnInstance {
  readonly type: "CancelInstance";
  readonly reason: string;
}
export interface MigrateInstance extends OnInstance {
  readonly type: "MigrateInstance";
  readonly from: Definition;
  readonly to: VersionHash;
}
/** An entitled person says that what was waited for has come. */
export interface MarkArrived extends OnStep {
  readonly type: "MarkArrived";
  readonly note?: string;
}
/** Asks whom the step's ladder asks next, now and not when its clock would. Whom that is, the ladder says. */
export interface EscalateStep extends OnInstance {
  readonly type: "EscalateStep";
  readonly step: StepKey;
  readonly pass: number;
  /** How many levels had fired when this was judged. */
  readonly level: number;
  /** The agent, whoever carries it out. */
  readonly raisedBy: string;
  /** What it saw, in words of our own: nothing that people wrote. */
  readonly why: string;
}
export interface ResumeAutomation extends OnInstance {
  readonly type: "ResumeAutomation";
}
export interface ReadTrace extends OnInstance {
  readonly type: "ReadTrace";
  readonly how: "read" | "export";
}

export type InstanceCommand =
  | StartWorkflow
  | TakeStep
  | AcknowledgeStep
  | CompleteStep
  | DecideStep
  | AddEvidence
  | BlockStep
  | UnblockStep
  | HandOffStep
  | AcceptHandOff
  | ReturnHandOff
  | ReassignStep
  | SnoozeReminder
  | CommitTo
  | AddNote
  | Hear
  | PickAlternative
  | SettleProposal
  | CastVote
  | ChangeApprovers
  | DraftMessage
  | ApproveMessage
  | RejectMessage
  | MarkMessageSent
  | SkipStep
  | ExtendStep
  | ReopenStep
  | SetPriority
  | ChangeWatchers
  | ProvideInput
  | PauseInstance
  | ResumeInstance
  | CancelInstance
  | MigrateInstance
  | MarkArrived
  | EscalateStep
  | ResumeAutomation
  | MachineCommand
  | SuggestionCommand
  | ReadTrace
  | RecordIntent
  | RecordResult
  | RecordRun
  | RecordWords;

export type Command = InstanceCommand | WorkspaceCommand;
export type CommandOf<T extends Command["type"]> = Extract<Command, { type: T }>;
