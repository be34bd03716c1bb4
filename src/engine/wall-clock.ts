import { tzOffset } from "@date-fns/tz";
import type { Instant } from "./ids.ts";
import { invariant } from "./invariant.ts";
import { memoise } from "./memoise.ts";

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/** A zone's clock. *Wall* is what the clock shows, as if it were UTC: 9:00 on 1 June is `Date.UTC(2026, 5, 1, 9)`. */
export interface WallClock {
  readonly toWall: (at: Instant) => number;
  /** An hour that spring skips is taken an hour later; one that autumn repeats is its first. */
  readonly toInstant: (wall: number) => Instant;
}

const readClock = (zone: string): WallClock => {
  const offset = (at: Instant): number => tzOffset(zone, new Date(at)) * 60_000;
  invariant(isZone(zone), `Unknown time zone: ${zone}`);
  const atWeek = new Map<number, number>();
  // Asking Intl costs microseconds: one probe a week is enough, as no zone changes its offset twice in one.
  const probe = (week: number): number => {
    const known = atWeek.get(week) ?? offset(week * WEEK);
    atWeek.set(week, known);
    return known;
  };
  const toWall = (at: Instant): number => at + offset(at);
  return {
    toWall,
    toInstant: (wall) => {
      const [before, after] = [probe(Math.floor((wall - DAY) / WEEK)), probe(Math.floor((wall + DAY) / WEEK) + 1)];
      const [early, late] = [wall - before, wall - after];
      return before !== after && toWall(early) !== wall && toWall(late) === wall ? late : early;
    },
  };
};

/** Whether the machine knows this IANA zone. */
export const isZone = (zone: string): boolean => zone !== "" && !Number.isNaN(tzOffset(zone, new Date(0)));

export const wallClock = memoise(500, readClock);

/** The local date of a moment, `YYYY-MM-DD`. */
export const localDate = (zone: string, at: Instant): string => new Date(wallClock(zone).toWall(at)).toISOString().slice(0, 10);

/** The moment a zone's clock shows that date (`YYYY-MM-DD`) and minute of the day. */
export const instantOn = (zone: string, date: string, minute = 0): Instant => wallClock(zone).toInstant(Date.parse(date) + minute * 60_000);
