import { clockAfterDue, workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { refuseUnlessWork } from "../end-step.ts";
import { easeCause } from "../episodes.ts";
import type { Happening } from "../happening.ts";
import { personActing } from "../heard.ts";
import type { Instant, PersonId, StepKey } from "../ids.ts";
import type { ExtendStep } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { invalid } from "../new-owner.ts";

/** Moves the due date to a later one. */
export const extendStep: Decider<ExtendStep> = (h, { step, until, reason }) =>
  refuseUnlessWork(h, step) ?? extend(h, step, { until, by: personActing(h), why: reason });

export interface Extension {
  readonly until: Instant;
  readonly by: PersonId;
  readonly why: string | undefined;
}

/** The new date counts from now on: reminders move with it, and a step that was overdue is not any more. */
export const extend = (h: Happening, key: StepKey, { until, by, why }: Extension): Rejection | undefined => {
  const { dueAt } = workOf(h, key);
  if (until <= Math.max(h.now, dueAt ?? h.now)) return invalid("until", "Choose a date after today's due date, and not in the past.");
  h.emit({ type: "step.extended", step: key, by, from: dueAt, why, clock: clockAfterDue(h, key, until) });
  easeCause(h, key, "overdue");
  return undefined;
};
