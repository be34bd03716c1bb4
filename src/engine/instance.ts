import type { AlternativeArgs } from "./alternative-args.ts";
import type { Suggestion } from "./autonomy/suggestion.ts";
import type { Priority, StepKind, WaitingOn } from "./definition.ts";
import type { DraftWords } from "./draft-words.ts";
import type { Episode } from "./episode.ts";
import type { Evidence } from "./evidence.ts";
import type { InstanceId, Instant, PersonId, StepKey, VersionHash, WorkflowId, WorkspaceId } from "./ids.ts";
import type { ModelWords } from "./messages/record-words.ts";
import type { StoredValue } from "./value.ts";

/** A running workflow: the fold of its events. Plain JSON throughout. */
export interface Instance {
  readonly workspace: WorkspaceId;
  readonly id: InstanceId;
  readonly workflow: WorkflowId;
  readonly version: VersionHash;
  /** Trimmed, NFKC, case-folded; unique among running and paused instances of a workflow. */
  readonly caseKey: string;
  /** As it was typed. */
  readonly caseId: string;
  readonly run: number;
  readonly status: "running" | "paused" | "completed" | "cancelled";
  readonly outcome: string | undefined;
  /** Of the stored row; the store raises it by one a commit. */
  readonly rev: number;
  /** Of the last event. */
  readonly seq: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant | undefined;
  readonly pausedAt: Instant | undefined;
  readonly starter: PersonId | undefined;
  readonly priority: Priority;
  /** True once a person set it; the expression then no longer counts. */
  readonly priorityFixed: boolean;
  readonly targetAt: Instant | undefined;
  readonly inputs: Readonly<Record<string, StoredValue>>;
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly watchers: readonly PersonId[];
  readonly drafts: Readonly<Record<string, Draft>>;
  /** Automated acts are stopped until the process owner has looked. */
  readonly stopped: { readonly reason: StopReason; readonly at: Instant } | undefined;
  readonly steps: Readonly<Record<StepKey, Step>>;
  /** Of the last event that was not a sweep's: what *no progress* counts from. */
  readonly progressAt: Instant;
  /** Of the last event: `now` is never before it. */
  readonly lastAt: Instant;
  /** `person:act` to the minute of the last refusal row, so that repeats collapse. */
  readonly refusals: Readonly<Record<string, number>>;
  /** `step:episode` to what was chosen in it: what every prompt of that episode then says. */
  readonly picks?: Readonly<Record<string, Picked>>;
  /** `step:pass` to how a decision or approval ended: its card says so even when that sent the work back. */
  readonly decided?: Readonly<Record<string, Decided>>;
  /** What agents proposed or did alone, by id, oldest first. */
  readonly suggestions?: Readonly<Record<string, Suggestion>>;
}

export interface Decided {
  readonly outcome: string;
  readonly by: PersonId;
  readonly at: Instant;
  readonly why: string | undefined;
  /** What had been asked, with its votes, for an approval. */
  readonly request: ApprovalRequest | undefined;
}

/** The alternative that was picked in an episode; `settled` once somebody whose approval it needed has answered. */
export interface Picked {
  readonly alternative: string;
  readonly by: PersonId;
  readonly at: Instant;
  readonly settled: { readonly by: PersonId; readonly approved: boolean; readonly at: Instant } | undefined;
}

export type StopReason = "no-progress" | "conflicting-signals" | "missing-approval" | "reaches-customer";

/** A message to somebody outside, from its drafting to *Sent*. */
export interface Draft {
  readonly id: string;
  readonly message: string;
  readonly step: StepKey | undefined;
  /** What it says, where that is not the message's own text. */
  readonly words?: DraftWords;
  readonly status: "pending" | "approved" | "rejected" | "sent" | "void";
  readonly author: PersonId | undefined;
  /** Whose approval is asked; never the author's. */
  readonly approvers: readonly PersonId[];
  readonly at: Instant;
  /** What a model offered to say instead; `chosen` where it was approved so. */
  readonly offered?: ModelWords & { readonly chosen: boolean };
  readonly approvedBy: PersonId | undefined;
  readonly settledAt: Instant | undefined;
}

export type Step = WaitingStep | ActiveStep | BlockedStep | DoneStep | SkippedStep;

interface StepBase {
  readonly key: StepKey;
  readonly kind: StepKind;
  /** 1 the first time; raised by back, reopen and repeat. */
  readonly pass: number;
  /** Who is expected to own it, as far as that can be known before it starts. */
  readonly planned: PersonId | undefined;
  /** Who named the planned owner, when it was a person and not the policy: such a plan holds although the definition names others. */
  readonly plannedBy?: PersonId | undefined;
  /** How often a decision or rejection sent the work back *to here*, for `at_most`. */
  readonly backs: number;
  /** Episodes opened so far; the current one's number. */
  readonly episodes: number;
  readonly episode: Episode | undefined;
}

export interface WaitingStep extends StepBase {
  readonly status: "waiting";
  /** Needs are met but something is missing: the `unready` clock runs from `since`. */
  readonly unready: Unready | undefined;
  /** When the planned owner is told that their turn is near; undefined once told or not wanted. */
  readonly upcomingAt: Instant | undefined;
  /** An alternative to its `unready` ladder that was picked and needs somebody's approval. */
  readonly proposal: AlternativeProposal | undefined;
}

export interface Unready {
  readonly since: Instant;
  readonly missing: readonly string[];
  readonly asked: readonly PersonId[];
  /** When whoever was asked is reminded next. */
  readonly remindAt: Instant | undefined;
}

/** What an active and a blocked step share. */
export interface Work {
  /** Undefined while a team owns it and nobody has taken it, for an approval, and for an action. */
  readonly owner: PersonId | undefined;
  /** The owner's absent principal, when a delegate acts. */
  readonly insteadOf: PersonId | undefined;
  /** The team it was picked from, if any: whose lead is *step-team-lead*. */
  readonly team: string | undefined;
  readonly activatedAt: Instant;
  /** Since when the present owner has it. */
  readonly ownedAt: Instant;
  /** The person who made the present owner its owner: the owner, who took it from their team, or whoever gave it to them. */
  readonly givenBy?: PersonId | undefined;
  readonly dueAt: Instant | undefined;
  /** When the due date was moved last: by somebody, or by a pause. */
  readonly dueSetAt?: Instant | undefined;
  readonly heardAt: Instant;
  /** Once a pass. */
  readonly acknowledged: boolean;
  /** When silence begins unless heard before; undefined when the step has no silence or it has begun. */
  readonly silentAt: Instant | undefined;
  /** The next reminder; undefined when there is none left. `id` is `before[0]`, `at-due`, `overdue:2`, `chase`. */
  readonly reminder: Reminder | undefined;
  readonly commitments: readonly Commitment[];
  readonly handOff: HandOff | undefined;
  /** For an approval: what is asked, and of whom. */
  readonly request: ApprovalRequest | undefined;
  /** An alternative that was picked and needs somebody's approval; holds the episode. */
  readonly proposal: AlternativeProposal | undefined;
  /** For a wait step with a date. */
  readonly until: Instant | undefined;
}

export interface ActiveStep extends StepBase, Work {
  readonly status: "active";
}

export interface BlockedStep extends StepBase, Work {
  readonly status: "blocked";
  readonly block: Block;
}

export interface DoneStep extends StepBase {
  readonly status: "done";
  readonly owner: PersonId | undefined;
  /** Who ended it: what `same_as` resolves to. */
  readonly by: PersonId | undefined;
  readonly team: string | undefined;
  readonly activatedAt: Instant;
  readonly endedAt: Instant;
  readonly dueAt: Instant | undefined;
  /** An option, `approved`, `rejected`, `changes`; undefined for a plain task. */
  readonly outcome: string | undefined;
  /** A repeating task: when it becomes active again. */
  readonly repeatAt: Instant | undefined;
}

export interface SkippedStep extends StepBase {
  readonly status: "skipped";
  readonly by: PersonId | undefined;
  /** `condition`: its `when` was false, so it does not count in an `any` join. */
  readonly cause: "condition" | "person" | "needs";
  readonly endedAt: Instant;
}

export interface Block {
  readonly reason: string;
  readonly on: WaitingOn;
  /** Free words: which customer, vendor or person. */
  readonly onWhom: string | undefined;
  readonly until: Instant | undefined;
  readonly urgency: "normal" | "urgent" | "critical";
  readonly by: PersonId | undefined;
  readonly at: Instant;
}

export interface Reminder {
  readonly id: string;
  readonly at: Instant;
  readonly rule: string;
}

export interface Commitment {
  readonly until: Instant;
  readonly at: Instant;
  readonly by: PersonId;
  /** `passed-on`: somebody else has the step now, and nobody is held to it. */
  readonly state: "open" | "kept" | "missed" | "passed-on";
}

export interface HandOff {
  readonly from: PersonId | undefined;
  readonly to: PersonId;
  readonly at: Instant;
  readonly accepted: boolean;
  /** Times it was returned in this pass; the second goes to the lead. */
  readonly returns: number;
  readonly note: string | undefined;
  /** The packet's first words, where a model has found some. */
  readonly words?: ModelWords;
}

export interface ApprovalRequest {
  /** Raised when the proposal or the approvers change; a vote names the one it saw. */
  readonly revision: number;
  readonly approvers: readonly PersonId[];
  /** `not`, resolved: nobody overrides it. */
  readonly excluded: readonly PersonId[];
  readonly needed: number;
  readonly shows: readonly Shown[];
  /** Input name to its new value, applied when approved. */
  readonly sets: Readonly<Record<string, StoredValue>>;
  readonly votes: readonly Vote[];
  /** The process owner was asked because the quorum can no longer be reached. */
  readonly unreachable: boolean;
}

export type Shown =
  | { readonly label: string; readonly value: StoredValue | undefined }
  | { readonly label: string; readonly before: StoredValue | undefined; readonly after: StoredValue | undefined };

export interface Vote {
  readonly by: PersonId;
  /** The approver whose vote it is; another person when a delegate votes. */
  readonly approver: PersonId;
  readonly vote: "approve" | "reject" | "changes";
  readonly reason: string | undefined;
  readonly at: Instant;
}

export interface AlternativeProposal {
  readonly alternative: string;
  readonly args: AlternativeArgs;
  readonly by: PersonId;
  readonly approvers: readonly PersonId[];
  readonly at: Instant;
  readonly episode: number;
}
