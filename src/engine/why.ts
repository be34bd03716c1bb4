import { addWorkingTime, type CompiledCalendar, subtractWorkingTime } from "./calendar.ts";
import { type Duration, formatDuration } from "./duration.ts";
import type { Happening } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Since, Why } from "./messages/effect.ts";
import { hoursOf } from "./reach.ts";

// The arithmetic of a notice is worked out anew when it is sent, and said only where it comes to the moment that was planned: after a
// pause, a handoff or another calendar the sum would be false, and only where the clock began is said.

/** What a duration comes to, with what it was counted in. */
export interface Sum {
  readonly from: Instant;
  readonly duration: Duration;
  readonly at: Instant;
  /** Whose hours; undefined for the step's calendar. */
  readonly hours: PersonId | undefined;
}

/** Of several people's hours the one whose time is up first. */
export const sumInHours = (h: Happening, key: StepKey, people: readonly PersonId[], from: Instant, duration: Duration): Sum | undefined =>
  people
    .map((person) => ({ from, duration, at: addWorkingTime(hoursOf(h, key, person), from, duration), hours: person }))
    .toSorted((one, other) => one.at - other.at)[0];

export const sumInCalendar = (calendar: CompiledCalendar, from: Instant, duration: Duration): Sum => ({
  from,
  duration,
  at: addWorkingTime(calendar, from, duration),
  hours: undefined,
});

/** The same backwards, for what comes before a date. */
export const differenceIn = (calendar: CompiledCalendar, from: Instant, duration: Duration, hours?: PersonId): Sum => ({
  from,
  duration,
  at: subtractWorkingTime(calendar, from, duration),
  hours,
});

/** A tick comes a little late. */
const MINUTE = 60_000;

/** Where it is said at another moment than the sum's: at an opening after it, or at a closing before it. */
export const saidAt = (at: Instant, said: Instant | undefined): Pick<Why, "saidAt"> =>
  said === undefined || Math.abs(said - at) < MINUTE ? {} : { saidAt: said };

/** A sum in the words of a notice. */
export const whyOfSum = ({ from, duration, at, hours }: Sum, fromWhat: Since | undefined, said?: Instant): Omit<Why, "rule"> => ({
  from,
  ...(fromWhat === undefined ? {} : { fromWhat }),
  duration: formatDuration(duration),
  at,
  ...(hours === undefined ? {} : { hours }),
  ...saidAt(at, said),
});
