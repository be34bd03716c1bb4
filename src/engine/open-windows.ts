import type { Instant } from "./ids.ts";
import { type WallClock, wallClock } from "./wall-clock.ts";

export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Minutes of the local day, `[540, 1020]` is 9 to 17. An end at or before its start is on the next day: `[1320, 360]` is 22 to 6. */
export type Hours = readonly (readonly [start: number, end: number])[];

/** A calendar as data. Holidays are expanded into `closed`; a date in both is open. */
export interface CalendarSpec {
  /** IANA. */
  readonly zone: string;
  /** A weekday that is left out is closed. */
  readonly hours: Readonly<Partial<Record<Weekday, Hours>>>;
  /** `YYYY-MM-DD`, local. */
  readonly closed: readonly string[];
  /** Open though a weekend or a holiday: with its weekday's hours, else those of the nearest weekday before that has any. */
  readonly open: readonly string[];
}

/** Both inclusive. */
export interface YearSpan {
  readonly fromYear: number;
  readonly toYear: number;
}

/** A calendar compiled over a span: sorted UTC windows that never overlap, the open time before each, and the open day each belongs to. */
export interface OpenWindows {
  readonly from: Instant;
  readonly to: Instant;
  readonly clock: WallClock;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  /** `worked[i]`: milliseconds open before window i; one longer than the windows. */
  readonly worked: Float64Array;
  readonly dayOf: Int32Array;
  /** For each open day, its first window (one longer than the days), and what the wall shows at its midnight. */
  readonly firstOfDay: Int32Array;
  readonly midnight: Float64Array;
}

const DAY = 86_400_000;

const hoursByDate = (spec: CalendarSpec): ((midnight: number) => Hours) => {
  const week = WEEKDAYS.map((weekday) => spec.hours[weekday] ?? []);
  const closed = new Set(spec.closed.map((date) => Date.parse(date)));
  const open = new Set(spec.open.map((date) => Date.parse(date)));
  return (midnight) => {
    const weekday = new Date(midnight).getUTCDay();
    const backwards = [...week.slice(weekday + 1), ...week.slice(0, weekday + 1)].reverse();
    if (open.has(midnight)) return backwards.find((hours) => hours.length > 0) ?? [];
    return closed.has(midnight) ? [] : backwards.slice(0, 1).flat();
  };
};

const windowsOf = (clock: WallClock, midnight: number, hours: Hours): readonly (readonly [Instant, Instant])[] =>
  hours
    .map(([start, end]) => [start, end > start ? end : end + 1_440] as const)
    .sort(([one], [other]) => one - other)
    .map(([start, end]) => [clock.toInstant(midnight + start * 60_000), clock.toInstant(midnight + end * 60_000)] as const);

/** Compiles a calendar once, so that a question costs a binary search instead of a walk over days. Pure; about half a millisecond a year. */
export const compileWindows = (spec: CalendarSpec, span: YearSpan): OpenWindows => {
  const clock = wallClock(spec.zone);
  const hoursOn = hoursByDate(spec);
  const [opens, closes, worked, dayOf]: [number[], number[], number[], number[]] = [[], [], [0], []];
  const [firstOfDay, midnight]: [number[], number[]] = [[], []];
  let closed = Number.NEGATIVE_INFINITY;
  let total = 0;
  const last = Date.UTC(span.toYear, 11, 31);
  for (let date = Date.UTC(span.fromYear, 0, 1); date <= last; date += DAY) {
    const first = opens.length;
    for (const [from, to] of windowsOf(clock, date, hoursOn(date))) {
      // A night that runs into the next morning's hours counts once.
      const start = Math.max(from, closed);
      if (start >= to) continue;
      dayOf.push(midnight.length);
      opens.push(start);
      closes.push(to);
      total += to - start;
      worked.push(total);
      closed = to;
    }
    if (opens.length > first) {
      firstOfDay.push(first);
      midnight.push(date);
    }
  }
  firstOfDay.push(opens.length);
  return {
    // A day inside, so that every zone's edges are covered.
    from: Date.UTC(span.fromYear, 0, 2),
    to: Date.UTC(span.toYear, 11, 30),
    clock,
    opens: Float64Array.from(opens),
    closes: Float64Array.from(closes),
    worked: Float64Array.from(worked),
    dayOf: Int32Array.from(dayOf),
    firstOfDay: Int32Array.from(firstOfDay),
    midnight: Float64Array.from(midnight),
  };
};
