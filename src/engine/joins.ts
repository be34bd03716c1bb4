import type { Definition, StepDefinition } from "./definition.ts";
import { stepDefinition } from "./happening.ts";
import type { Instant } from "./ids.ts";
import type { DoneStep, Instance, Step } from "./instance.ts";
import { invariant } from "./invariant.ts";

/** Whether a waiting step's turn has come: `skip` when it never will, because nothing it needs was really done. */
export type Turn = "wait" | "start" | "skip";

/**
 * Reads a join. In `all`, a skipped need counts as done; in `any`, one that its own condition skipped does not count; in `done`, only what
 * was really done does. A step that repeats is done when it repeats no more, and one that is held only when the process owner lets it go on.
 */
export const turnOf = (definition: Definition, instance: Instance, step: StepDefinition): Turn => {
  const needs = step.needs.steps.map((key) => needOf(definition, instance, key));
  if (needs.length === 0) return "start";
  switch (step.needs.join) {
    case "all":
      return needs.every((need) => need !== "open") ? "start" : "wait";
    case "any":
      if (needs.some((need) => need === "done" || need === "waived")) return "start";
      return needs.every((need) => need === "skipped") ? "skip" : "wait";
    case "done":
      if (needs.some((need) => need === "skipped" || need === "waived")) return "skip";
      return needs.every((need) => need === "done") ? "start" : "wait";
  }
};

/** `waived`: a person skipped it, which stands in for doing it. */
type Need = "open" | "done" | "skipped" | "waived";

const needOf = (definition: Definition, instance: Instance, key: StepDefinition["key"]): Need => {
  const step = instance.steps[key];
  invariant(step !== undefined, `step ${key} is not in instance ${instance.id}`);
  if (step.status === "skipped") return step.cause === "person" ? "waived" : "skipped";
  return hasEnded(definition, instance, step) ? "done" : "open";
};

/** Done or skipped for good: it neither repeats nor is held. */
export const hasEnded = (definition: Definition, instance: Instance, step: Step): boolean => {
  if (step.status === "skipped") return true;
  return step.status === "done" && repeatOf(definition, instance, step) === undefined && !isHeld(definition, step);
};

/**
 * A step that ended with a no, and nothing in its definition says how to go on: a rejection to be asked about, or one that would have sent the
 * work back once too often. What comes after waits until the process owner skips it, reopens a step, or cancels.
 */
export const isHeld = (definition: Definition, step: DoneStep): boolean => {
  const rule = stepDefinition(definition, step.key);
  if (rule.kind === "decision") return rule.options.some(({ id, then }) => id === step.outcome && then?.do === "back");
  if (rule.kind !== "approval" || step.outcome === "approved") return false;
  const { do: after } = step.outcome === "rejected" ? rule.onReject : rule.onChanges;
  return after === "ask" || after === "back";
};

/** When a repeating step that is done for now becomes active again; undefined once the step it repeats until has ended. */
export const repeatOf = (definition: Definition, instance: Instance, step: Step): Instant | undefined => {
  if (step.status !== "done" || step.repeatAt === undefined) return undefined;
  return untilOf(definition, step.key) === undefined || isOver(definition, instance, step.key) ? undefined : step.repeatAt;
};

/** The step that a repeating one repeats until. */
const untilOf = (definition: Definition, key: Step["key"]): Step["key"] | undefined => {
  const rule = stepDefinition(definition, key);
  return rule.kind === "task" ? rule.repeat?.until : undefined;
};

/** Whether a repeating step has nothing left to repeat for. */
export const isOver = (definition: Definition, instance: Instance, key: Step["key"]): boolean => {
  const end = untilOf(definition, key);
  const until = end === undefined ? undefined : instance.steps[end];
  return until?.status === "done" || until?.status === "skipped";
};
