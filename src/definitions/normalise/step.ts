import type {
  ActionStep,
  ApprovalStep,
  DecisionOption,
  DecisionStep,
  Due,
  OnOutcome,
  StepBase,
  StepDefinition,
  WaitStep,
} from "../../engine/definition.ts";
import { StepKey, WorkflowId } from "../../engine/ids.ts";
import type { DueDocument, NeedsDocument, OnOutcomeDocument, OptionDocument, StepDocument } from "../schema/step.ts";
import type { WorkflowDocument } from "../schema/workflow.ts";
import { normaliseDuration, normaliseOptionalDuration } from "./duration.ts";
import { normaliseFields } from "./fields.ts";
import { laddersFor, normaliseLadders } from "./ladders.ts";
import { normaliseReminders } from "./reminders.ts";
import { normalisePeople } from "./who.ts";
import { humanise } from "./words.ts";

type DocumentOf<Kind extends StepDefinition["kind"]> = Extract<StepDocument, { kind: Kind }>;

const BACK_AT_MOST = 3;

/** One step with every default of its workflow filled in; `above` is the step before it in the telling. */
export const normaliseStep = (workflow: WorkflowDocument, key: string, above: string | undefined, step: StepDocument): StepDefinition => {
  const base = normaliseBase(workflow, key, above, step);
  switch (step.kind) {
    case "decision":
      return { ...base, ...decision(step) };
    case "approval":
      return { ...base, ...approval(step) };
    case "wait":
      return { ...base, ...wait(step) };
    case "action":
      return { ...base, ...action(step) };
    default:
      return {
        ...base,
        kind: "task",
        repeat: step.repeat && { every: normaliseDuration(step.repeat.every), until: StepKey.parse(step.repeat.until) },
      };
  }
};

const normaliseBase = (workflow: WorkflowDocument, key: string, above: string | undefined, step: StepDocument): StepBase => ({
  key: StepKey.parse(key),
  title: step.title ?? humanise(key),
  owner: normalisePeople(step.owner),
  due: step.due === undefined ? undefined : normaliseDue(step.due),
  needs: normaliseNeeds(step.needs, above),
  when: step.when,
  ready: step.ready ?? [],
  evidence: normaliseFields(step.evidence),
  audit: step.audit,
  calendar: step.calendar ?? workflow.calendar,
  notify: step.notify ?? workflow.notify ?? "thread",
  silence: normaliseOptionalDuration(step.silence ?? workflow.silence),
  reminders: normaliseReminders(key, step.reminders, workflow.reminders),
  escalation: normaliseLadders(laddersFor(step.kind ?? "task", key, step.escalation, workflow.escalation)),
  rule: `steps.${key}`,
});

/** Left out, the step above; `any` and `done` join as they say. */
export const normaliseNeeds = (needs: NeedsDocument | undefined, above: string | undefined): StepBase["needs"] => {
  if (needs === undefined) return { join: "all", steps: above === undefined ? [] : [StepKey.parse(above)] };
  if (Array.isArray(needs)) return { join: "all", steps: needs.map((step) => StepKey.parse(step)) };
  const [join, steps] = "any" in needs ? (["any", needs.any] as const) : (["done", needs.done] as const);
  return { join, steps: steps.map((step) => StepKey.parse(step)) };
};

const normaliseDue = (due: DueDocument): Due => {
  if (typeof due === "string") return { kind: "fixed", duration: normaliseDuration(due) };
  const { by, else: otherwise, ...values } = due;
  const durations = Object.entries(values).map(([value, duration]) => [value, normaliseDuration(duration)] as const);
  return { kind: "by", input: by, values: Object.fromEntries(durations), else: normaliseOptionalDuration(otherwise) };
};

const decision = (step: DocumentOf<"decision">): Omit<DecisionStep, keyof StepBase> => ({
  kind: "decision",
  options: Object.entries(step.options).map(([id, option]) => normaliseOption(id, option)),
});

const normaliseOption = (id: string, option: OptionDocument): DecisionOption => {
  const { title, verdict, reason, back_to, at_most, end } = typeof option === "string" ? { title: option } : option;
  const back = back_to === undefined ? undefined : ({ do: "back", step: StepKey.parse(back_to), atMost: at_most ?? BACK_AT_MOST } as const);
  const then = back ?? (end === undefined ? undefined : ({ do: "end", outcome: end } as const));
  return { id, title: title ?? humanise(id), verdict: verdict ?? "ALLOW", reason: reason ?? false, then };
};

const approval = (step: DocumentOf<"approval">): Omit<ApprovalStep, keyof StepBase> => ({
  kind: "approval",
  approvers: normalisePeople(step.approvers),
  quorum: step.quorum ?? "any",
  not: normalisePeople(step.not),
  shows: step.shows ?? [],
  sets: step.sets ?? {},
  onReject: normaliseOutcome(step.on_reject),
  onChanges: normaliseOutcome(step.on_changes),
});

const normaliseOutcome = (outcome: OnOutcomeDocument | undefined): OnOutcome => {
  if (outcome === undefined) return { do: "ask" };
  if (typeof outcome === "string") return { do: outcome };
  return { do: "back", step: StepKey.parse(outcome.back_to), atMost: outcome.at_most ?? BACK_AT_MOST };
};

const wait = (step: DocumentOf<"wait">): Omit<WaitStep, keyof StepBase> => ({
  kind: "wait",
  waitFor: step.for === undefined ? { until: step.until ?? "" } : { event: step.for.event, where: step.for.where },
});

const action = (step: DocumentOf<"action">): Omit<ActionStep, keyof StepBase> => ({ kind: "action", action: normaliseAction(step) });

const normaliseAction = (step: DocumentOf<"action">): ActionStep["action"] => {
  switch (step.do) {
    case "record":
      return { do: "record" };
    case "post":
      return { do: "post", message: step.message ?? "" };
    case "start":
      return { do: "start", start: WorkflowId.parse(step.start), with: step.with ?? {} };
  }
};
