import { TZDate } from "@date-fns/tz";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addWorkingTime,
  type CalendarSpec,
  calendarFor,
  type Hours,
  isOpen,
  nextOpening,
  subtractWorkingTime,
  type Weekday,
  workingTimeBetween,
} from "../../src/engine/calendar.ts";
import type { Duration } from "../../src/engine/duration.ts";
import type { Instant } from "../../src/engine/ids.ts";
import { WEEKDAYS } from "../../src/engine/open-windows.ts";
import { localDate, wallClock } from "../../src/engine/wall-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const SPLIT: Hours = [
  [9 * 60, 13 * 60],
  [14 * 60, 18 * 60],
];
const everyWeekday = (hours: Hours): CalendarSpec["hours"] => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours });

// What follows is held against a walk over days with the date library itself, for calendars and moments made up at random.

const hoursOfDay = fc.constantFrom<Hours>(
  [],
  SPLIT,
  [[540, 1_020]],
  [[600, 900]],
  [[1_320, 360]],
  [[0, 1_440]],
  [
    [480, 720],
    [720, 960],
  ],
  [[120, 240]],
);
const zones = fc.constantFrom("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "UTC");
const dates = fc.integer({ min: 0, max: 800 }).map((day) => new Date(Date.UTC(2025, 11, 1) + day * DAY).toISOString().slice(0, 10));
const specs: fc.Arbitrary<CalendarSpec> = fc
  .record({
    zone: zones,
    week: fc.array(hoursOfDay, { minLength: 7, maxLength: 7 }),
    closed: fc.array(dates, { maxLength: 60 }),
    open: fc.array(dates, { maxLength: 5 }),
  })
  .filter(({ week }) => week.some((hours) => hours.length > 0))
  .map(({ zone, week, closed, open }) => ({
    zone,
    closed,
    open,
    hours: Object.fromEntries(week.map((hours, day) => [WEEKDAYS[day] as Weekday, hours])),
  }));
const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
const spans = fc.integer({ min: 1, max: 120 * HOUR });
const dayCounts = fc.integer({ min: 1, max: 40 });

const days = (count: number): Duration => ({ kind: "working-days", days: count });
const working = (ms: number): Duration => ({ kind: "working", ms });

/** Noon of each local day, from ten days before a moment. */
const noonsFrom = (zone: string, from: Instant): readonly TZDate[] => {
  const first = new TZDate(from, zone);
  return Array.from(
    { length: 400 },
    (_, index) => new TZDate(first.getFullYear(), first.getMonth(), first.getDate() + index - 10, 12, zone),
  );
};

const hoursOn = (spec: CalendarSpec, noon: TZDate): Hours => {
  const date = [noon.getFullYear(), `${noon.getMonth() + 1}`.padStart(2, "0"), `${noon.getDate()}`.padStart(2, "0")].join("-");
  const own = (back: number): Hours => spec.hours[WEEKDAYS[(noon.getDay() + 7 - back) % 7] ?? "sun"] ?? [];
  if (spec.open.includes(date)) return [0, 1, 2, 3, 4, 5, 6].map(own).find((hours) => hours.length > 0) ?? [];
  return spec.closed.includes(date) ? [] : own(0);
};

const wallOf = (zone: string, noon: TZDate, minute: number): Instant => {
  const shown = new TZDate(noon.getFullYear(), noon.getMonth(), noon.getDate(), 0, minute, zone);
  const earlier = [HOUR, HOUR / 2].map((repeated) => new TZDate(shown.getTime() - repeated, zone));
  const first = earlier.find((each) => each.getHours() === shown.getHours() && each.getMinutes() === shown.getMinutes());
  return (first ?? shown).getTime();
};

function* walk(spec: CalendarSpec, from: Instant): Generator<readonly [Instant, Instant]> {
  let closed = Number.NEGATIVE_INFINITY;
  for (const noon of noonsFrom(spec.zone, from)) {
    for (const [start, end] of hoursOn(spec, noon)) {
      const [opens, closes] = [Math.max(wallOf(spec.zone, noon, start), closed), wallOf(spec.zone, noon, end > start ? end : end + 1_440)];
      if (opens < closes) yield [opens, closes];
      closed = Math.max(closed, closes);
    }
  }
}

const walked = (spec: CalendarSpec, from: Instant, ms: number): Instant => {
  let left = ms;
  for (const [opens, closes] of walk(spec, from)) {
    const start = Math.max(opens, from);
    if (start >= closes) continue;
    if (left <= closes - start) return start + left;
    left -= closes - start;
  }
  throw new Error("The walk ended too early.");
};

const isBusy = (spec: CalendarSpec): boolean => Object.values(spec.hours).filter((hours) => hours.length > 0).length >= 3;

describe("for any calendar", () => {
  it("adding working time answers as a walk over its days does", () => {
    fc.assert(
      fc.property(specs.filter(isBusy), moments, spans, (spec, from, ms) => {
        expect(addWorkingTime(calendarFor(spec), from, working(ms))).toBe(walked(spec, from, ms));
      }),
      { numRuns: 60 },
    );
  });

  it("adding working time and measuring it are inverse, across holidays and changes of the clock", () => {
    fc.assert(
      fc.property(specs, moments, spans, (spec, from, ms) => {
        const calendar = calendarFor(spec);
        expect(workingTimeBetween(calendar, from, addWorkingTime(calendar, from, working(ms)))).toBe(ms);
        expect(workingTimeBetween(calendar, subtractWorkingTime(calendar, from, working(ms)), from)).toBe(ms);
      }),
    );
  });

  it("subtracting undoes adding, to the very moment but for a start at a closing, which is as good as the next opening", () => {
    fc.assert(
      fc.property(specs, moments, spans, (spec, moment, ms) => {
        const calendar = calendarFor(spec);
        const from = addWorkingTime(calendar, moment, working(0));
        const back = subtractWorkingTime(calendar, addWorkingTime(calendar, from, working(ms)), working(ms));
        expect(workingTimeBetween(calendar, from, back)).toBe(0);
        if (isOpen(calendar, from + 1)) expect(back).toBe(from);
      }),
    );
  });

  it("a later start never ends earlier, and a longer duration never ends sooner", () => {
    fc.assert(
      fc.property(specs, moments, spans, spans, dayCounts, (spec, from, later, ms, count) => {
        const calendar = calendarFor(spec);
        expect(addWorkingTime(calendar, from + later, working(ms))).toBeGreaterThanOrEqual(addWorkingTime(calendar, from, working(ms)));
        expect(addWorkingTime(calendar, from, working(ms + later))).toBeGreaterThan(addWorkingTime(calendar, from, working(ms)));
        expect(addWorkingTime(calendar, from, days(count + 1))).toBeGreaterThanOrEqual(addWorkingTime(calendar, from, days(count)));
        expect(addWorkingTime(calendar, from + later, days(count))).toBeGreaterThanOrEqual(addWorkingTime(calendar, from, days(count)));
        expect(addWorkingTime(calendar, from, days(1))).toBeGreaterThan(from);
      }),
    );
  });

  it("nothing lands outside hours, nor a deadline on the wrong side of where it counts from", () => {
    fc.assert(
      fc.property(specs, moments, spans, dayCounts, (spec, from, ms, count) => {
        const calendar = calendarFor(spec);
        for (const amount of [working(ms), days(count), days(0), working(0)]) {
          const [end, start] = [addWorkingTime(calendar, from, amount), subtractWorkingTime(calendar, from, amount)];
          expect([isOpen(calendar, end), isOpen(calendar, start)]).toEqual([true, true]);
          expect(end).toBeGreaterThanOrEqual(from);
          expect(start).toBeLessThanOrEqual(from);
        }
      }),
    );
  });

  it("working days end on that many open days after the day they start on", () => {
    fc.assert(
      fc.property(zones, moments, dayCounts, fc.array(dates, { maxLength: 60 }), (zone, from, count, closed) => {
        const spec: CalendarSpec = { zone, hours: everyWeekday(SPLIT), closed, open: [] };
        const calendar = calendarFor(spec);
        const opening = nextOpening(calendar, from + 1);
        const end = addWorkingTime(calendar, opening, days(count));
        const openDays = new Set<string>();
        for (const [opens] of walk(spec, opening)) if (opens >= opening && opens < end) openDays.add(localDate(zone, opens));
        openDays.delete(localDate(zone, opening));
        const startsAtOpening = wallClock(zone).toWall(opening) % DAY === 9 * HOUR;
        expect(openDays.size).toBe(startsAtOpening ? count - 1 : count);
      }),
      { numRuns: 25 },
    );
  });
});
