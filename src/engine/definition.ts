import type { Automation } from "./autonomy/policy.ts";
import type { Duration } from "./duration.ts";
import type { StepKey, VersionHash, WorkflowId } from "./ids.ts";
import type { Value } from "./value.ts";

/**
 * What a workflow is, after normalisation: every default filled in, every name checked, nothing left to interpret.
 * Plain JSON throughout; `hash` is over everything but `places`, so moving a line makes no new version.
 */
export interface Definition {
  readonly workflow: WorkflowId;
  readonly hash: VersionHash;
  readonly title: string;
  readonly about: string;
  /** The process owner. */
  readonly owner: readonly Who[];
  /** Where its cases live: `#name` or a channel id. */
  readonly channel: string;
  readonly calendar: string | undefined;
  readonly case: { readonly key: string; readonly title: Template };
  readonly target: Target | undefined;
  readonly running: "keep" | "migrate";
  readonly access: Access;
  readonly watchers: readonly Who[];
  readonly notify: Notify;
  readonly priority: PriorityRule;
  readonly inputs: readonly Field[];
  /** Where requests for it are written; left out where they are not. */
  readonly intake?: Intake | undefined;
  readonly startOn: readonly StartOn[];
  readonly alternatives: Readonly<Record<string, Alternative>>;
  readonly messages: Readonly<Record<string, MessageTemplate>>;
  /** How far agents may go; left out where the definition says nothing of them. */
  readonly automation?: Automation | undefined;
  /** In the order of telling. */
  readonly steps: readonly StepDefinition[];
  /** Rule path (`steps.sso.escalation.blocked[0]`) to its place (`customer-onboarding.yaml:34:7`). Outside the hash. */
  readonly places: Readonly<Record<string, string>>;
}

export interface Intake {
  /** `#name` or a channel id. */
  readonly channels: readonly string[];
  /** The input that says how important a customer is. */
  readonly tier: string | undefined;
}

export type Template = string;
/** A CEL expression that the rules have checked. */
export type Expression = string;
export type Notify = "thread" | "dm" | "both";
export type Priority = "low" | "medium" | "high" | "critical";
export type PriorityRule =
  | { readonly fixed: Priority }
  | { readonly critical?: Expression; readonly high?: Expression; readonly else: Priority };
export type Target = { readonly duration: Duration } | { readonly input: string };

export interface Access {
  /** Undefined: members of the channel. */
  readonly start: readonly Who[] | undefined;
  /** "channel": whoever is in the channel. Undefined: participants and watchers only. */
  readonly see: "channel" | readonly Who[] | undefined;
  readonly audit: readonly Who[];
}

export type FieldType = "text" | "number" | "money" | "boolean" | "choice" | "date" | "datetime" | "person" | "email" | "url" | "file";

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly label: string;
  readonly required: boolean;
  readonly default: Value | undefined;
  /** Choices, for `choice`. */
  readonly options: readonly string[];
  /** Who is asked for it when an event did not bring it. Empty: the starter, else the process owner. */
  readonly from: readonly Who[];
  readonly personal: boolean;
}

export interface StartOn {
  readonly event: string;
  /** Input name to the path into the event (`data.company`). */
  readonly with: Readonly<Record<string, string>>;
}

/** Somebody, by name or by role. A list of these means each of them, in order. */
export type Who =
  | { readonly who: "address"; readonly address: string }
  | { readonly who: "team"; readonly team: string; readonly skill?: Template }
  | { readonly who: "input"; readonly input: string }
  | { readonly who: "same-as"; readonly step: StepKey }
  | { readonly who: "owner-of"; readonly step: StepKey }
  | { readonly who: "manager-of"; readonly of: Who }
  | { readonly who: "process-owner" }
  | { readonly who: "starter" }
  | { readonly who: "step-team-lead" };

export type Due =
  | { readonly kind: "fixed"; readonly duration: Duration }
  | {
      readonly kind: "by";
      readonly input: string;
      readonly values: Readonly<Record<string, Duration>>;
      readonly else: Duration | undefined;
    };

export interface Reminders {
  readonly upcoming: Duration | undefined;
  readonly before: readonly Duration[];
  readonly atDue: boolean;
  readonly overdue: { readonly every: Duration; readonly atMost: number } | undefined;
  /** A template added to the words. */
  readonly say: Template | undefined;
  /** Rule path of the block these come from, for *Why now?*. */
  readonly rule: string;
}

export const TRIGGERS = ["silent", "overdue", "blocked", "unready", "unanswered"] as const;
export type Trigger = (typeof TRIGGERS)[number];

export interface Level {
  readonly after: Duration;
  /** A private warning to the owner; only the first level may be one. Then `to` is empty. */
  readonly warnOwner: boolean;
  readonly to: readonly Who[];
  readonly inform: readonly Who[];
  /** Ids in `Definition.alternatives`. */
  readonly offer: readonly string[];
  readonly rule: string;
}

export type WaitingOn = "customer" | "vendor" | "person" | "other";

export interface Alternative {
  readonly id: string;
  readonly title: string;
  readonly act: AlternativeAct;
}

/** Built-in `reassign`, `extend`, `wait` and `cancel` leave out what the click then asks for. */
export type AlternativeAct =
  | { readonly do: "reassign"; readonly to: readonly Who[] | undefined }
  | { readonly do: "extend"; readonly by: Duration | undefined }
  | { readonly do: "wait"; readonly on: WaitingOn; readonly for: Duration | undefined; readonly message: string | undefined }
  | { readonly do: "skip"; readonly approval: readonly Who[] }
  | { readonly do: "parallel"; readonly steps: readonly StepKey[] }
  | { readonly do: "note"; readonly text: Template; readonly resume: boolean }
  | { readonly do: "start"; readonly start: WorkflowId; readonly with: Readonly<Record<string, Template>> }
  | { readonly do: "cancel" };

export interface MessageTemplate {
  readonly id: string;
  /** Somebody outside: an input that holds an address, or an address. */
  readonly to: readonly Who[];
  readonly approve: readonly Who[];
  readonly text: Template;
}

export type OnOutcome =
  | { readonly do: "back"; readonly step: StepKey; readonly atMost: number }
  | { readonly do: "cancel" }
  | { readonly do: "continue" }
  | { readonly do: "ask" };

export interface StepBase {
  readonly key: StepKey;
  readonly title: Template;
  /** Empty for an action; for an approval, whoever proposes it if named. */
  readonly owner: readonly Who[];
  readonly due: Due | undefined;
  readonly needs: { readonly join: "all" | "any" | "done"; readonly steps: readonly StepKey[] };
  readonly when: Expression | undefined;
  /** Inputs or evidence that must exist before the step may start. */
  readonly ready: readonly string[];
  readonly evidence: readonly Field[];
  /** Its name in the trace, dotted, for the event that ends it. */
  readonly audit: string | undefined;
  readonly calendar: string | undefined;
  readonly notify: Notify;
  readonly silence: Duration | undefined;
  readonly reminders: Reminders;
  /** Defaults filled in from the workflow; a trigger without a ladder is left out. */
  readonly escalation: Readonly<Partial<Record<Trigger, readonly Level[]>>>;
  /** Rule path: `steps.sso`. */
  readonly rule: string;
}

export interface TaskStep extends StepBase {
  readonly kind: "task";
  readonly repeat: { readonly every: Duration; readonly until: StepKey } | undefined;
}

export interface DecisionOption {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  /** A reason must be given. */
  readonly reason: boolean;
  readonly then:
    | { readonly do: "back"; readonly step: StepKey; readonly atMost: number }
    | { readonly do: "end"; readonly outcome: string }
    | undefined;
}

export interface DecisionStep extends StepBase {
  readonly kind: "decision";
  readonly options: readonly DecisionOption[];
}

export type Show =
  | { readonly label: string; readonly value: Expression }
  | { readonly label: string; readonly before: Expression; readonly after: Expression };

export interface ApprovalStep extends StepBase {
  readonly kind: "approval";
  readonly approvers: readonly Who[];
  readonly quorum: "any" | "all" | number;
  readonly not: readonly Who[];
  readonly shows: readonly Show[];
  /** Input name to the evidence that replaces it once approved. */
  readonly sets: Readonly<Record<string, string>>;
  readonly onReject: OnOutcome;
  readonly onChanges: OnOutcome;
}

export interface WaitStep extends StepBase {
  readonly kind: "wait";
  readonly waitFor: { readonly event: string; readonly where: Expression | undefined } | { readonly until: string };
}

export interface ActionStep extends StepBase {
  readonly kind: "action";
  readonly action:
    | { readonly do: "record" }
    | { readonly do: "post"; readonly message: string }
    | { readonly do: "start"; readonly start: WorkflowId; readonly with: Readonly<Record<string, Template>> };
}

export type StepDefinition = TaskStep | DecisionStep | ApprovalStep | WaitStep | ActionStep;
export type StepKind = StepDefinition["kind"];

/** ALLOW: done. WARN: done, and a rule flagged it. DENY: refused, or a decision that says no. */
export type Verdict = "ALLOW" | "WARN" | "DENY";

/** An alternative with this id may be offered without being defined: the click asks for what it needs. */
export const BUILT_IN_ALTERNATIVES = ["reassign", "extend", "wait", "cancel"] as const;
