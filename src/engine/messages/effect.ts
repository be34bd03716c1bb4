import type { ActKind } from "../autonomy/kinds.ts";
import type { Trigger } from "../definition.ts";
import type { InstanceId, Instant, PersonId, StepKey, WorkflowId } from "../ids.ts";

/** What is to be done outside, as plain data: it is committed with the state as a job, and run afterwards. */
export type Effect = PostMessage | RefreshInstance | RefreshMessages | RefreshHome | RunAction | PostToPerson | PostUnderMessage;

/** Posts a message once, under `key`. It lives on: each refresh renders it anew from state until it is settled. */
export interface PostMessage {
  readonly type: "post";
  readonly key: string;
  readonly audience: Audience;
  readonly content: MessageContent;
}

/** Where a message goes. `case` is the root of the case's thread, posted in the workflow's channel. */
export type Audience =
  | { readonly to: "case" }
  | { readonly to: "thread" }
  | { readonly to: "person"; readonly person: PersonId }
  /** The thread of a message that somebody wrote, outside any case. */
  | { readonly to: "message"; readonly channel: string; readonly ts: string };

/** What a clock counts from. */
export type Since =
  | "started"
  | "assigned"
  | "offered"
  | "heard"
  | "quiet"
  | "promised"
  | "due"
  | "reminded"
  | "blocked"
  | "until"
  | "missing"
  | "warned"
  | "asked"
  | "expected"
  | "put-off";

/** Why a notice was sent: the rule, and the arithmetic of its clock. */
export interface Why {
  /** Rule path; its place is in the definition. */
  readonly rule: string;
  readonly from?: Instant | undefined;
  readonly fromWhat?: Since;
  /** In words: `2 working days`. With `from` and `at` it is a sum that holds: forwards, or backwards where `at` is the earlier. */
  readonly duration?: string;
  readonly at?: Instant;
  /** Whose working time the sum is in; left out for the step's calendar. */
  readonly hours?: PersonId;
  /** When it was to be said, where that is not `at` (or `from`): at an opening of those it is for, or a closing before. */
  readonly saidAt?: Instant;
  /** When a due date at `from` was set, where no sum gives it. */
  readonly setAt?: Instant;
  /** In words: how often, where it was said before. */
  readonly every?: string;
  /** Levels on the way that reached nobody, and why not. */
  readonly skipped?: readonly { readonly rule: string; readonly why: string }[];
  /** An agent saw it, and no clock was waited for. */
  readonly raised?: { readonly by: string; readonly why: string };
  /** The step whose end is expected at `from`, and the rule of the due date that says so. */
  readonly expects?: { readonly step: StepKey; readonly rule?: string };
}

/** Names what a message is about; its words and buttons are rendered from state by the channel. */
export type MessageContent =
  | { readonly kind: "case" }
  | { readonly kind: "step"; readonly step: StepKey; readonly pass: number }
  | { readonly kind: "reminder"; readonly step: StepKey; readonly pass: number; readonly id: string; readonly why: Why }
  | { readonly kind: "upcoming"; readonly step: StepKey; readonly why: Why }
  | {
      readonly kind: "warning";
      readonly step: StepKey;
      readonly pass: number;
      readonly episode: number;
      readonly level: number;
      readonly trigger: Trigger;
      readonly why: Why;
    }
  | {
      readonly kind: "escalation";
      readonly step: StepKey;
      readonly pass: number;
      readonly episode: number;
      readonly level: number;
      readonly trigger: Trigger;
      readonly to: readonly PersonId[];
      readonly inform: readonly PersonId[];
      readonly offer: readonly string[];
      /** A summary goes to those informed; both see the same alternatives. */
      readonly detail: boolean;
      readonly why: Why;
    }
  | { readonly kind: "proposal"; readonly step: StepKey; readonly pass: number; readonly episode: number; readonly alternative: string }
  | { readonly kind: "unready"; readonly step: StepKey; readonly missing: readonly string[]; readonly why: Why }
  | { readonly kind: "unclaimed"; readonly step: StepKey; readonly pass: number; readonly why: Why }
  | { readonly kind: "draft"; readonly draft: string }
  | { readonly kind: "suggestion"; readonly suggestion: string }
  | {
      readonly kind: "handoff";
      readonly step: StepKey;
      readonly pass: number;
      readonly from: PersonId | undefined;
      readonly to: PersonId;
      readonly returned: boolean;
    }
  | {
      readonly kind: "told";
      readonly what: Told;
      readonly step: StepKey | undefined;
      readonly by: PersonId | undefined;
      readonly detail?: string;
    };

/** One-line notices without buttons. */
export type Told =
  | "started"
  | "blocked"
  | "unblocked"
  | "progress"
  | "escalated"
  | "target-at-risk"
  | "completed"
  | "cancelled"
  | "paused"
  | "resumed"
  | "reopened"
  | "waits-again"
  | "reassigned-away"
  | "quorum-lost"
  | "back-refused"
  | "rejected-ask"
  | "automation-stopped"
  | "approver-changed"
  | "decided"
  | "handoff-returned"
  | "ladder-ended"
  | "delivery-failed"
  | "action-failed"
  | "undone"
  | "note";

/** Renders every living message of the instance again from what is true when the job runs, and edits those that changed. */
export interface RefreshInstance {
  readonly type: "refresh";
}

/** Renders messages outside any case again, by their keys. */
export interface RefreshMessages {
  readonly type: "refresh-messages";
  readonly keys: readonly string[];
}

export interface RefreshHome {
  readonly type: "home";
  readonly people: readonly PersonId[];
}

/** An action step: the job carries it out and reports the result as a command. */
export interface RunAction {
  readonly type: "action";
  readonly step: StepKey;
  readonly pass: number;
  /** Set going again after it failed: tells this attempt from those before, and is the same however often its job runs. */
  readonly attempt?: number;
  /** Carries out the `start` of this alternative, which was picked, instead of the step's own action; nothing is reported back. */
  readonly alternative?: string;
}

/** To one person, outside any case: a bad event's form, a reload's report, trouble that is said once. */
export interface PostToPerson {
  readonly type: "post-to-person";
  readonly key: string;
  readonly person: PersonId;
  readonly content:
    | {
        readonly kind: "start-form";
        readonly workflow: WorkflowId;
        readonly event: string;
        readonly problems: readonly string[];
        readonly inputs: Readonly<Record<string, unknown>>;
      }
    | {
        readonly kind: "autonomy";
        readonly workflow: WorkflowId;
        readonly act: ActKind;
        readonly change: "promotion" | "demotion";
        readonly figures: string;
      }
    /** An agent proposes to start a case: what it says is read from the proposal. */
    | { readonly kind: "proposed-start"; readonly workflow: WorkflowId; readonly proposal: InstanceId }
    | { readonly kind: "digest"; readonly items: readonly DigestItem[] }
    | { readonly kind: "trouble"; readonly what: string; readonly instance: InstanceId | undefined };
}

/** Under a message that somebody wrote, outside any case: what is still missing in a request. */
export interface PostUnderMessage {
  readonly type: "post-under-message";
  readonly key: string;
  readonly person?: never;
  readonly channel: string;
  readonly ts: string;
  readonly content: { readonly kind: "request"; readonly workflow: WorkflowId; readonly proposal: InstanceId; readonly reminder: boolean };
}

/** What a digest names: a reminder over the day's budget, a ladder that ended unanswered, a no that waits for a decision, a bottleneck, or a suggestion. */
export interface DigestItem {
  readonly instance: InstanceId;
  /** As it is shown: the case, then the step. */
  readonly title: string;
  readonly why: "held-reminder" | "ladder-ended" | "undecided" | "bottleneck" | "suggestion";
  /** What an agent suggests. */
  readonly act?: ActKind;
  /** How many reminders reach somebody in a day, where this one was one too many. */
  readonly limit?: number;
  /** When the last level asked somebody, where nobody has answered since. */
  readonly askedAt?: Instant;
  readonly dueAt: Instant | undefined;
}
