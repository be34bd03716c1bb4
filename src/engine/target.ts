import { addWorkingTime, type CompiledCalendar, calendarFor, defaultCalendar } from "./calendar.ts";
import type { Definition } from "./definition.ts";
import type { Directory } from "./directory.ts";
import type { Instant } from "./ids.ts";
import type { StoredValue } from "./value.ts";
import { instantOn } from "./wall-clock.ts";

const DAY_MS = 24 * 3_600_000;

const workflowCalendar = (directory: Directory, definition: Definition): CompiledCalendar => {
  const named = definition.calendar === undefined ? undefined : directory.calendars.get(definition.calendar);
  return calendarFor(named ?? defaultCalendar("UTC"));
};

/** When a case that starts at `from` should be finished: a duration in the workflow's calendar, or the end of the day that an input names. */
export const targetFrom = (
  directory: Directory,
  definition: Definition,
  inputs: Readonly<Record<string, StoredValue>>,
  from: Instant,
): Instant | undefined => {
  const { target } = definition;
  if (target === undefined) return undefined;
  const calendar = workflowCalendar(directory, definition);
  if ("duration" in target) return addWorkingTime(calendar, from, target.duration);
  const value = inputs[target.input];
  if (typeof value === "number") return value;
  return typeof value === "string" ? instantOn(calendar.zone, nextDay(value)) : undefined;
};

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
