import { activate } from "./activate.ts";
import { refreshRequest } from "./approval-request.ts";
import { nextRepeat } from "./clocks.ts";
import { isTrue } from "./condition.ts";
import type { StepDefinition } from "./definition.ts";
import { endStep } from "./end-step.ts";
import { isWork } from "./evolve/fold.ts";
import type { Happening } from "./happening.ts";
import type { Step, WaitingStep } from "./instance.ts";
import { hasEnded, isOver, repeatOf, turnOf } from "./joins.ts";
import { planAhead } from "./planning.ts";
import { priorityNow } from "./priority-rule.ts";
import { missingFor, waitForMissing } from "./readiness.ts";
import { scopeOf } from "./scope.ts";
import { tellWatchers } from "./tell.ts";

/**
 * What follows by itself from what happened: dates that came, steps whose turn it is (active, skipped, or not ready and asked about), repeats,
 * requests whose proposal moved, owners who can be known now, the priority, and the end of the case. Only for a case that is running.
 */
export const advance = (h: Happening): void => {
  while (advanceOnce(h)) {
    // Each round changes a step for good; a step that started may have ended at once, and let others start.
  }
  for (const { key } of h.definition.steps) refreshRequest(h, key);
  planAhead(h);
  reprioritise(h);
  complete(h);
};

/** One round over the steps in the order of telling; whether anything moved. */
const advanceOnce = (h: Happening): boolean => {
  const before = h.events.length;
  for (const step of h.definition.steps) move(h, step, h.step(step.key));
  return h.events.length > before;
};

const move = (h: Happening, definition: StepDefinition, step: Step): void => {
  if (step.status === "waiting") consider(h, definition, step);
  else if (step.status === "done") again(h, step);
  else if (isWork(step) && (hasCome(h, step) || isOver(h.definition, h.instance(), step.key)))
    endStep(h, step.key, { repeatAt: nextRepeat(h, step.key) });
};

const hasCome = (h: Happening, step: Step): boolean => isWork(step) && step.until !== undefined && step.until <= h.now;

const again = (h: Happening, step: Step): void => {
  const repeatAt = repeatOf(h.definition, h.instance(), step);
  if (repeatAt !== undefined && repeatAt <= h.now) activate(h, step.key);
};

const consider = (h: Happening, definition: StepDefinition, step: WaitingStep): void => {
  const turn = isOver(h.definition, h.instance(), step.key) ? "skip" : turnOf(h.definition, h.instance(), definition);
  if (turn === "wait") return;
  if (turn === "skip") {
    skip(h, definition, "needs");
    return;
  }
  // Once a pass: a step that is not ready has had its condition answered.
  if (step.unready === undefined && definition.when !== undefined && !isTrue(definition.when, scopeOf(h.instance()))) {
    skip(h, definition, "condition");
    return;
  }
  const missing = missingFor(h, definition);
  if (missing.length > 0) waitForMissing(h, definition, step, missing);
  else activate(h, step.key);
};

const skip = (h: Happening, { key, rule }: StepDefinition, cause: "condition" | "needs"): void =>
  h.emit(
    { type: "step.skipped", step: key, by: undefined, cause, why: undefined },
    { rule: `${rule}.${cause === "needs" ? "needs" : "when"}` },
  );

const reprioritise = (h: Happening): void => {
  const { priority, priorityFixed } = h.instance();
  const today = priorityNow(h.definition.priority, scopeOf(h.instance()));
  if (priorityFixed || today === priority) return;
  h.emit({ type: "priority.changed", by: undefined, priority: today, fixed: false }, { rule: "priority" });
};

const complete = (h: Happening): void => {
  const instance = h.instance();
  const everyStep = Object.values(instance.steps);
  if (!everyStep.every((step) => hasEnded(h.definition, instance, step))) return;
  h.emit({ type: "instance.completed", outcome: "completed" }, { rule: "steps" });
  tellWatchers(h, "completed");
};
