import { addWorkingTime, nextOpening } from "./calendar.ts";
import type { StepDefinition } from "./definition.ts";
import type { Duration } from "./duration.ts";
import { calendarOfStep } from "./hours.ts";
import type { Instant, PersonId } from "./ids.ts";
import type { Standpoint } from "./people.ts";
import { storedValues } from "./scope.ts";
import { instantOn } from "./wall-clock.ts";

/** How long a step may take, as its definition and what is known so far say; undefined when nothing says. */
export const dueDuration = (standpoint: Standpoint, step: StepDefinition): Duration | undefined => {
  if (step.due?.kind !== "by") return step.due?.duration;
  const value = storedValues(standpoint.instance)[step.due.input];
  const key = String(value);
  return Object.hasOwn(step.due.values, key) ? step.due.values[key] : step.due.else;
};

export interface Holder {
  readonly owner: PersonId | undefined;
  readonly team: string | undefined;
}

/** When a step that starts at `from` is due, in the step's calendar. */
export const dueFrom = (standpoint: Standpoint, step: StepDefinition, holder: Holder, from: Instant): Instant | undefined => {
  const duration = dueDuration(standpoint, step);
  return duration && addWorkingTime(stepCalendar(standpoint, step, holder), from, duration);
};

export const stepCalendar = (standpoint: Standpoint, step: StepDefinition, { owner, team }: Holder) =>
  calendarOfStep(standpoint.directory, standpoint.definition, step.key, team, owner);

/** The date a wait step waits for: the moment itself, or the first opening of that day. Undefined while the input is not known. */
export const waitUntil = (standpoint: Standpoint, step: StepDefinition, holder: Holder): Instant | undefined => {
  if (step.kind !== "wait" || !("until" in step.waitFor)) return undefined;
  const value = storedValues(standpoint.instance)[step.waitFor.until];
  if (typeof value === "number") return value;
  if (typeof value !== "string" || Number.isNaN(Date.parse(value))) return undefined;
  const calendar = stepCalendar(standpoint, step, holder);
  return nextOpening(calendar, instantOn(calendar.zone, value));
};
