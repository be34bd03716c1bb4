import { calendarFor, defaultCalendar, nextOpening } from "../engine/calendar.ts";
import { calendarOfPerson } from "../engine/hours.ts";
import type { Instant } from "../engine/ids.ts";
import { instantOn, localDate } from "../engine/wall-clock.ts";
import type { ProductLike } from "./ports.ts";

const DAY = 24 * 3_600_000;

/** When work begins next, on another day: by the calendar that the first workflow with one names, else Monday to Friday at nine. */
export const nextMorning = ({ catalogue }: Pick<ProductLike["core"], "catalogue">, now: Instant): Instant => {
  const directory = catalogue.directory();
  const definition = catalogue.all().find((each) => each.calendar !== undefined && directory.calendars.has(each.calendar));
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const calendar = definition === undefined ? calendarFor(defaultCalendar(timeZone)) : calendarOfPerson(directory, definition, undefined);
  const midnight = instantOn(calendar.zone, localDate(calendar.zone, now));
  const today = nextOpening(calendar, midnight);
  if (today > now) return today;
  return nextOpening(calendar, instantOn(calendar.zone, localDate(calendar.zone, midnight + DAY + DAY / 2)));
};
