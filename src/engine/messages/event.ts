import type { AlternativeArgs } from "../alternative-args.ts";
import type { Priority, StepKind, Trigger, Verdict } from "../definition.ts";
import type { Raised } from "../episode.ts";
import type { Evidence } from "../evidence.ts";
import type { InstanceId, Instant, PersonId, StepKey, VersionHash, WorkflowId, WorkspaceId } from "../ids.ts";
import type {
  AlternativeProposal,
  ApprovalRequest,
  Block,
  Commitment,
  Draft,
  HandOff,
  Reminder,
  StopReason,
  Unready,
  Vote,
} from "../instance.ts";
import type { StoredValue } from "../value.ts";
import type { AgentEventBody } from "./agent-record.ts";
import type { WordsEventBody } from "./record-words.ts";
import type { SuggestionEventBody } from "./suggestion-event.ts";
import type { WorkspaceEventBody } from "./workspace-event.ts";

/**
 * What happened, in the past tense, under the dotted name that the trace shows. Events carry results, not recipes: who was picked, the
 * instant something is due. `evolve` reads nothing else, so folding is the same for ever.
 */
export type EventBody = InstanceEventBody | WorkspaceEventBody;

/** Clocks of a step after the event; what is left out stays, `null` ends it. */
export interface Clock {
  readonly dueAt?: Instant | null;
  readonly heardAt?: Instant;
  readonly silentAt?: Instant | null;
  readonly reminder?: Reminder | null;
  readonly until?: Instant | null;
}

/** Who owns a step from now on, and how they were found. */
export interface Pick {
  readonly owner: PersonId | undefined;
  /** The absent one, when a delegate stands in: both names are recorded. */
  readonly insteadOf: PersonId | undefined;
  readonly team: string | undefined;
  /** Everyone who was considered. */
  readonly candidates: readonly PersonId[];
}

/** A step as it enters an instance: it waits, on its first pass. */
export interface NewStep {
  readonly key: StepKey;
  readonly kind: StepKind;
}

interface At<T extends string> {
  readonly type: T;
  readonly step: StepKey;
}

export type InstanceEventBody =
  | {
      readonly type: "instance.started";
      readonly workspace: WorkspaceId;
      readonly instance: InstanceId;
      readonly steps: readonly NewStep[];
      readonly workflow: WorkflowId;
      readonly version: VersionHash;
      readonly caseKey: string;
      readonly caseId: string;
      readonly run: number;
      readonly starter: PersonId | undefined;
      readonly inputs: Readonly<Record<string, StoredValue>>;
      readonly watchers: readonly PersonId[];
      readonly priority: Priority;
      readonly targetAt: Instant | undefined;
      readonly planned: Readonly<Record<StepKey, PersonId>>;
      readonly event: { readonly type: string; readonly id: string } | undefined;
    }
  | (At<"step.planned"> & {
      readonly planned: PersonId | undefined;
      readonly upcomingAt: Instant | undefined;
      /** Left out when a policy planned it. */
      readonly by?: PersonId | undefined;
    })
  | (At<"upcoming.queued"> & { readonly to: PersonId })
  | (At<"step.unready"> & { readonly unready: Unready })
  | (At<"unready.reminded"> & { readonly to: readonly PersonId[]; readonly remindAt: Instant | undefined })
  | (At<"step.activated"> & {
      readonly pass: number;
      readonly pick: Pick;
      readonly dueAt: Instant | undefined;
      readonly dueRule: string | undefined;
      readonly silentAt: Instant | undefined;
      readonly reminder: Reminder | undefined;
      readonly until: Instant | undefined;
      readonly request: ApprovalRequest | undefined;
    })
  | (At<"step.skipped"> & {
      readonly by: PersonId | undefined;
      readonly cause: "condition" | "person" | "needs";
      readonly why: string | undefined;
    })
  | (At<"step.taken"> & { readonly by: PersonId; readonly clock: Clock })
  | (At<"step.acknowledged"> & { readonly by: PersonId; readonly clock: Clock })
  | (At<"step.heard"> & { readonly by: PersonId; readonly clock: Clock })
  | (At<"step.completed"> & {
      readonly by: PersonId | undefined;
      readonly outcome: string | undefined;
      readonly note: string | undefined;
      readonly repeatAt: Instant | undefined;
    })
  | (At<"decision.made"> & {
      readonly by: PersonId;
      readonly option: string;
      readonly why: string | undefined;
      readonly note: string | undefined;
    })
  | (At<"approval.decided"> & {
      readonly outcome: "approved" | "rejected" | "changes";
      readonly by: PersonId;
      readonly why: string | undefined;
    })
  | (At<"evidence.added"> & {
      readonly by: PersonId | undefined;
      readonly values: Readonly<Record<string, Evidence>>;
      readonly note: string | undefined;
    })
  | (At<"step.blocked"> & { readonly block: Block; readonly clock: Clock })
  | (At<"step.unblocked"> & { readonly by: PersonId | undefined; readonly note: string | undefined; readonly clock: Clock })
  | (At<"step.handed-off"> & {
      readonly by: PersonId;
      readonly from: PersonId | undefined;
      readonly handOff: HandOff;
      readonly clock: Clock;
    })
  | (At<"handoff.accepted"> & { readonly by: PersonId; readonly clock: Clock })
  | (At<"handoff.returned"> & { readonly by: PersonId; readonly missing: string; readonly to: PersonId; readonly clock: Clock })
  | (At<"step.reassigned"> & {
      readonly by: PersonId | undefined;
      readonly from: PersonId | undefined;
      readonly pick: Pick;
      readonly note: string | undefined;
      readonly clock: Clock;
    })
  | (At<"reminder.queued"> & { readonly id: string; readonly to: readonly PersonId[]; readonly next: Reminder | undefined })
  | (At<"reminder.snoozed"> & { readonly by: PersonId; readonly reminder: Reminder })
  | (At<"commitment.made"> & { readonly commitment: Commitment; readonly clock: Clock })
  | (At<"commitment.settled"> & { readonly until: Instant; readonly state: Exclude<Commitment["state"], "open"> })
  | { readonly type: "note.added"; readonly step: StepKey | undefined; readonly by: PersonId | undefined; readonly text: string }
  | (At<"episode.opened"> & {
      readonly n: number;
      readonly trigger: Trigger;
      readonly since: Instant;
      readonly nextAt: Instant | undefined;
    })
  | (At<"episode.joined"> & { readonly trigger: Trigger; readonly since: Instant; readonly nextAt: Instant | undefined })
  | (At<"episode.eased"> & { readonly trigger: Trigger; readonly nextAt: Instant | undefined })
  | (At<"episode.closed"> & { readonly n: number })
  | (At<"warning.queued"> & {
      readonly episode: number;
      readonly level: number;
      readonly to: readonly PersonId[];
      readonly nextAt: Instant | undefined;
    })
  | (At<"escalation.queued"> & {
      readonly episode: number;
      readonly level: number;
      readonly trigger: Trigger;
      readonly to: readonly PersonId[];
      readonly inform: readonly PersonId[];
      readonly offer: readonly string[];
      readonly nextAt: Instant | undefined;
    })
  | (At<"level.skipped"> & { readonly episode: number; readonly level: number; readonly why: string; readonly nextAt: Instant | undefined })
  /** Nothing fired: the moment moved, because calendars, people or absences did. */
  | (At<"level.replanned"> & { readonly nextAt: Instant | undefined })
  /** The next level was brought forward to `nextAt`; `opened`: nothing held the ladder before. */
  | (At<"escalation.raised"> & { readonly raised: Raised; readonly nextAt: Instant })
  /** What was raised was taken back. */
  | (At<"escalation.lowered"> & { readonly nextAt: Instant | undefined; readonly silentAt: Instant | undefined })
  | (At<"unclaimed.warned"> & {
      readonly to: readonly PersonId[];
      /** Nobody was warned yet: the lead works again at this time. */
      readonly again?: Instant | undefined;
    })
  | (At<"alternative.picked"> & {
      readonly episode: number;
      readonly alternative: string;
      readonly by: PersonId;
      readonly args: AlternativeArgs;
      /** What was shown before the pick. */
      readonly predicted: string;
      /** Silence starts anew: somebody has decided what to do about it. */
      readonly clock?: Clock;
    })
  | (At<"alternative.proposed"> & { readonly proposal: AlternativeProposal })
  | (At<"alternative.settled"> & {
      readonly alternative: string;
      readonly approved: boolean;
      readonly by: PersonId;
      readonly why: string | undefined;
    })
  | (At<"approval.changed"> & { readonly by: PersonId | undefined; readonly request: ApprovalRequest; readonly note: string | undefined })
  | (At<"vote.cast"> & { readonly vote: Vote; readonly revision: number; readonly unreachable: boolean })
  | {
      readonly type: "input.set";
      readonly by: PersonId | undefined;
      readonly inputs: Readonly<Record<string, StoredValue>>;
      /** The target, where an input names it. */
      readonly targetAt?: Instant;
      /** Until when steps wait that have begun to wait for a date among the inputs. */
      readonly untils?: Readonly<Record<StepKey, Instant>>;
    }
  | { readonly type: "message.drafted"; readonly draft: Draft }
  | { readonly type: "message.approved"; readonly draft: string; readonly by: PersonId; readonly offered?: boolean }
  | { readonly type: "message.rejected"; readonly draft: string; readonly by: PersonId; readonly why: string | undefined }
  | { readonly type: "message.sent"; readonly draft: string; readonly by: PersonId }
  | { readonly type: "message.voided"; readonly draft: string }
  | (At<"step.extended"> & {
      readonly by: PersonId;
      readonly from: Instant | undefined;
      readonly why: string | undefined;
      readonly clock: Clock;
    })
  /** The target of a `back_to` or *reopen*; it becomes active by the `step.activated` that follows. `counts`: towards `at_most`. */
  | (At<"step.reopened"> & {
      readonly by: PersonId | undefined;
      readonly from: StepKey | undefined;
      readonly why: string | undefined;
      readonly counts: boolean;
    })
  /** A descendant waits again: votes void, cards closed, evidence kept and marked with its pass. */
  | (At<"step.reset"> & { readonly because: StepKey })
  /** Beyond `at_most`: the process owner is asked instead. */
  | (At<"back.refused"> & { readonly target: StepKey; readonly atMost: number })
  | { readonly type: "priority.changed"; readonly by: PersonId | undefined; readonly priority: Priority; readonly fixed: boolean }
  | { readonly type: "watchers.changed"; readonly by: PersonId | undefined; readonly watchers: readonly PersonId[] }
  | { readonly type: "instance.paused"; readonly by: PersonId | undefined; readonly why: string | undefined }
  | {
      readonly type: "instance.resumed";
      readonly by: PersonId | undefined;
      /** Relative clocks after the pause, with what was left of them; absolute times are not in here. */
      readonly clocks: Readonly<
        Record<StepKey, Clock & { readonly nextAt?: Instant; readonly remindAt?: Instant; readonly repeatAt?: Instant }>
      >;
      readonly targetAt: Instant | undefined;
    }
  | { readonly type: "instance.cancelled"; readonly by: PersonId | undefined; readonly outcome: string; readonly why: string | undefined }
  | { readonly type: "instance.completed"; readonly outcome: string }
  | { readonly type: "instance.reopened"; readonly by: PersonId | undefined }
  | {
      readonly type: "instance.migrated";
      readonly by: PersonId | undefined;
      readonly from: VersionHash;
      readonly to: VersionHash;
      /** New steps, with their kind, which wait; steps that were waiting and are gone. */
      readonly added: readonly NewStep[];
      readonly removed: readonly StepKey[];
    }
  | (At<"event.delivered"> & { readonly event: { readonly type: string; readonly id: string } })
  | (At<"action.failed"> & { readonly detail: string })
  | { readonly type: "delivery.failed"; readonly message: string; readonly why: string; readonly person: PersonId | undefined }
  | { readonly type: "automation.stopped"; readonly reason: StopReason; readonly step: StepKey | undefined }
  | { readonly type: "automation.resumed"; readonly by: PersonId | undefined }
  | SuggestionEventBody
  | WordsEventBody
  | { readonly type: "trace.read"; readonly by: PersonId; readonly how: "read" | "export" }
  | AgentEventBody
  | { readonly type: "act.refused"; readonly act: string; readonly step: StepKey | undefined; readonly by: string; readonly code: string };

export type EventType = EventBody["type"];
export type EventOf<T extends EventType> = Extract<EventBody, { type: T }>;

/** An event with what the trace says of it. `reason` is the rule and its place in the definition. */
export interface Event<B extends EventBody = EventBody> {
  readonly seq: number;
  readonly at: Instant;
  /** The dotted name in the trace: the step's own `audit` where the event ends the step, else the body's type. */
  readonly action: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly step: StepKey | undefined;
  readonly pass: number | undefined;
  readonly body: B;
}
