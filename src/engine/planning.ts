import { planOwner } from "./assignment.ts";
import { upcomingAt } from "./clocks.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { StepKey } from "./ids.ts";
import type { WaitingStep } from "./instance.ts";
import type { EventBody } from "./messages/event.ts";

/**
 * Keeps the plan of what has not started: owners who can be known now (an input that was brought later, somebody who did an earlier step),
 * and when each is told that their turn is near.
 */
export const planAhead = (h: Happening): void => {
  const hasMoved = h.events.some(({ body }) => MOVES.has(body.type));
  if (!hasMoved) return;
  for (const { key } of h.definition.steps) {
    const step = h.step(key);
    if (step.status === "waiting") planStep(h, step);
  }
};

/** What may make a turn come earlier, or name an owner. */
const MOVES: ReadonlySet<EventBody["type"]> = new Set<EventBody["type"]>([
  "instance.started",
  "instance.migrated",
  "input.set",
  "evidence.added",
  "step.reset",
  "step.skipped",
  "step.completed",
  "decision.made",
  "approval.decided",
  "step.extended",
]);

const planStep = (h: Happening, step: WaitingStep): void => {
  const planned = step.planned ?? planOwner(h, step.key);
  const isFirst = step.planned !== planned || isNew(h, step.key);
  const soonest = upcomingAt(h, step.key, planned);
  const upcoming = isFirst ? soonest : sooner(h, step.upcomingAt, soonest);
  if (planned === step.planned && upcoming === step.upcomingAt) return;
  const rule = step.planned === planned ? stepDefinition(h.definition, step.key).reminders.rule : `steps.${step.key}.owner`;
  h.emit({ type: "step.planned", step: step.key, planned, upcomingAt: upcoming, by: step.plannedBy }, { rule });
};

/** A turn that comes later is found out when it was to be told; one that comes earlier would be told too late. */
const sooner = (h: Happening, planned: number | undefined, now: number | undefined): number | undefined =>
  planned === undefined ? undefined : Math.min(planned, now ?? h.now);

/** It began to wait in this very decision. */
const isNew = (h: Happening, key: StepKey): boolean =>
  h.events.some(({ body }) => body.type === "instance.started" || (body.type === "step.reset" && body.step === key));
