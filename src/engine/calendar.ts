import type { Duration } from "./duration.ts";
import { isZero } from "./duration.ts";
import type { Instant } from "./ids.ts";
import { invariant } from "./invariant.ts";
import { memoise } from "./memoise.ts";
import { type CalendarSpec, compileWindows, type OpenWindows, type YearSpan } from "./open-windows.ts";

export type { CalendarSpec, Hours, Weekday, YearSpan } from "./open-windows.ts";

/** Working time, ready to be asked. Reaches as far as it is asked to: years are compiled when first needed, which no answer shows. */
export interface CompiledCalendar {
  readonly spec: CalendarSpec;
  readonly zone: string;
  /** Windows that cover both moments. */
  readonly covering: (from: Instant, to: Instant) => OpenWindows;
}

const NINE_TO_FIVE = [[540, 1_020]] as const;

/** Monday to Friday, 9 to 17: the hours of whoever has no calendar. */
export const DEFAULT_HOURS: CalendarSpec["hours"] = {
  mon: NINE_TO_FIVE,
  tue: NINE_TO_FIVE,
  wed: NINE_TO_FIVE,
  thu: NINE_TO_FIVE,
  fri: NINE_TO_FIVE,
};

export const defaultCalendar = (zone: string): CalendarSpec => ({ zone, hours: DEFAULT_HOURS, closed: [], open: [] });

/** The same hours and closed days on another zone's clock. */
export const withZone = (spec: CalendarSpec, zone: string): CalendarSpec => ({ ...spec, zone });

const yearOf = (at: Instant): number => new Date(at).getUTCFullYear();

/** Compiles `span` at once, if given, and other years when they are asked about. */
export const compileCalendar = (spec: CalendarSpec, span?: YearSpan): CompiledCalendar => {
  let widest = span && compileWindows(spec, span);
  const covering = (from: Instant, to: Instant): OpenWindows => {
    if (widest && widest.from <= from && to <= widest.to) return widest;
    const fromYear = yearOf(Math.min(from, widest?.from ?? from)) - 1;
    const toYear = yearOf(Math.max(to, widest?.to ?? to)) + 1;
    widest = compileWindows(spec, { fromYear, toYear });
    return widest;
  };
  return { spec, zone: spec.zone, covering };
};

const byContent = memoise(500, (content) => compileCalendar(JSON.parse(content)));
const byIdentity = new WeakMap<CalendarSpec, CompiledCalendar>();

/** The compiled calendar of a spec; specs that say the same share one, so that compiling is paid once. */
export const calendarFor = (spec: CalendarSpec): CompiledCalendar => {
  const known = byIdentity.get(spec) ?? byContent(JSON.stringify(spec));
  byIdentity.set(spec, known);
  return known;
};

const YEAR = 366 * 86_400_000;

/** Asks over more and more years, until the answer lies within what was compiled: not a number says that it does not. */
const within = (calendar: CompiledCalendar, at: Instant, ask: (windows: OpenWindows) => Instant): Instant => {
  for (const years of [2, 8, 32, 128, 512]) {
    const found = ask(calendar.covering(at - years * YEAR, at + years * YEAR));
    if (!Number.isNaN(found)) return found;
  }
  invariant(false, `The calendar in ${calendar.zone} has no open hour to answer with.`);
};

const get = (numbers: ArrayLike<number>, index: number): number => numbers[index] ?? Number.NaN;

/** The first index of a sorted array whose number passes; its length when none does. */
const firstIndex = (sorted: ArrayLike<number>, passes: (value: number) => boolean): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(get(sorted, middle))) high = middle;
    else low = middle + 1;
  }
  return low;
};

const closingAfter = ({ closes }: OpenWindows, at: Instant): number => firstIndex(closes, (close) => close > at);
const openedBy = ({ opens }: OpenWindows, at: Instant): number => firstIndex(opens, (open) => open > at) - 1;

const workedBefore = (windows: OpenWindows, at: Instant): number => {
  const index = closingAfter(windows, at);
  return get(windows.worked, index) + Math.max(0, at - (windows.opens[index] ?? at));
};

/** Whether it is working time. The very moment of closing still counts: what was set to it can be delivered at it. */
export const isOpen = (calendar: CompiledCalendar, at: Instant): boolean => previousClosing(calendar, at) === at;

/** `at` itself when open (its closing included), else the next opening. */
export const nextOpening = (calendar: CompiledCalendar, at: Instant): Instant =>
  within(calendar, at, (windows) => {
    const index = closingAfter(windows, at);
    return windows.closes[index - 1] === at ? at : Math.max(at, get(windows.opens, index));
  });

/** `at` itself when open (its closing included), else the last closing before it. */
export const previousClosing = (calendar: CompiledCalendar, at: Instant): Instant =>
  within(calendar, at, (windows) => Math.min(at, get(windows.closes, openedBy(windows, at))));

/** Milliseconds of open time from one moment to another; negative when `to` is the earlier. */
export const workingTimeBetween = (calendar: CompiledCalendar, from: Instant, to: Instant): number => {
  const windows = calendar.covering(Math.min(from, to), Math.max(from, to));
  return workedBefore(windows, to) - workedBefore(windows, from);
};

/** The moment at which `target` milliseconds of the windows have passed; a closing rather than the opening after it, unless `late`. */
const whenWorked = ({ worked, opens }: OpenWindows, target: number, late: boolean): Instant => {
  const index = firstIndex(worked, (sum) => (late ? sum > target : sum >= target)) - 1;
  return get(opens, index) + target - get(worked, index);
};

/** The same local time as `at`, in window `index`, on the day that many open days on, within that day's hours or at the closing before. */
const sameLocalTime = (windows: OpenWindows, index: number, at: Instant, days: number): Instant => {
  const { clock, midnight, dayOf, opens, closes, firstOfDay } = windows;
  const day = get(dayOf, index) + days;
  const then = clock.toInstant(get(midnight, day) + clock.toWall(at) - get(midnight, day - days));
  const [first, end] = [get(firstOfDay, day), get(firstOfDay, day + 1)];
  // Counting forward, a moment on an opening has not opened yet: it is the previous closing.
  const begun = opens.subarray(first, end).filter((opening) => (days > 0 ? opening < then : opening <= then)).length;
  return Math.min(then, get(closes, first - 1 + begun));
};

const addDays = (windows: OpenWindows, from: Instant, days: number): Instant => {
  const index = closingAfter(windows, from);
  return sameLocalTime(windows, index, Math.max(from, get(windows.opens, index)), days);
};

const subtractDays = (windows: OpenWindows, until: Instant, days: number): Instant => {
  const index = openedBy(windows, until);
  return sameLocalTime(windows, index, Math.min(until, get(windows.closes, index)), -days);
};

/**
 * When a duration that starts at `from` has passed. *Working days*: the same local time that many open days on, within that day's hours;
 * *working hours* count open time; both start at the next opening when closed, and end on a closing rather than on the opening after it.
 * Nothing of either kind is `from` itself, or the next opening. Plain durations are plain addition.
 */
export const addWorkingTime = (calendar: CompiledCalendar, from: Instant, duration: Duration): Instant => {
  if (duration.kind === "plain") return from + duration.ms;
  if (isZero(duration)) return nextOpening(calendar, from);
  if (duration.kind === "working-days") return within(calendar, from, (windows) => addDays(windows, from, duration.days));
  return within(calendar, from, (windows) => whenWorked(windows, workedBefore(windows, from) + duration.ms, false));
};

/** The moment from which a duration lasts until `until`, for a reminder *before* it: outside hours it moves back to the previous closing. */
export const subtractWorkingTime = (calendar: CompiledCalendar, until: Instant, duration: Duration): Instant => {
  if (duration.kind === "plain") return until - duration.ms;
  if (isZero(duration)) return previousClosing(calendar, until);
  if (duration.kind === "working-days") return within(calendar, until, (windows) => subtractDays(windows, until, duration.days));
  return within(calendar, until, (windows) => whenWorked(windows, workedBefore(windows, until) - duration.ms, true));
};
