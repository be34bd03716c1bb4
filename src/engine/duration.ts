import { z } from "zod";
import { invariant } from "./invariant.ts";

const Milliseconds = z.number().int().min(0);

/** How long, and in whose time: open days, open time, or the time on the wall, all but days in milliseconds. */
export const Duration = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("working-days"), days: z.number().int().min(0) }).readonly(),
  z.strictObject({ kind: z.literal("working"), ms: Milliseconds }).readonly(),
  z.strictObject({ kind: z.literal("plain"), ms: Milliseconds }).readonly(),
]);
export type Duration = z.infer<typeof Duration>;

/** Of no length, and in nobody's hours: what nothing else says the time of. */
export const AT_ANY_HOUR: Duration = { kind: "plain", ms: 0 };

/** After which whoever is asked for what is missing is reminded, where a step has no silence. */
export const A_WORKING_DAY: Duration = { kind: "working-days", days: 1 };

const UNITS = [
  { name: "week", ms: 7 * 24 * 3_600_000, working: false },
  { name: "day", ms: 24 * 3_600_000, working: false },
  { name: "hour", ms: 3_600_000, working: true },
  { name: "minute", ms: 60_000, working: true },
  { name: "second", ms: 1_000, working: true },
] as const;

const LONGEST_MS = 100 * 366 * 24 * 3_600_000;

/**
 * Reads `2 working days`, `4 working hours`, `30 working minutes`, `1 week`, `3 days`, `48 hours`, `30 minutes`, `2 seconds`.
 * Undefined for anything else: fractions, signs, other units, more than a century.
 */
export const parseDuration = (text: string): Duration | undefined => {
  const [, count, working, name] = /^(\d{1,12})\s+(working\s+)?([a-z]+?)s?$/i.exec(text.trim()) ?? [];
  const unit = UNITS.find((each) => each.name === name?.toLowerCase());
  if (!unit || Number(count) * unit.ms > LONGEST_MS) return undefined;
  if (!working) return { kind: "plain", ms: Number(count) * unit.ms };
  if (unit.name === "day") return { kind: "working-days", days: Number(count) };
  return unit.working ? { kind: "working", ms: Number(count) * unit.ms } : undefined;
};

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

/** The words a definition would use, in the largest unit that loses nothing: 48 hours are `2 days`. Fractions of a second are rounded away. */
export const formatDuration = (duration: Duration): string => {
  if (duration.kind === "working-days") return counted(duration.days, "working day");
  const working = duration.kind === "working";
  const ms = Math.round(duration.ms / 1_000) * 1_000;
  if (ms === 0) return working ? "0 working minutes" : "0 minutes";
  const unit = UNITS.find((each) => (each.working || !working) && ms % each.ms === 0);
  invariant(unit, "Whole seconds are a multiple of some unit.");
  return counted(ms / unit.ms, working ? `working ${unit.name}` : unit.name);
};

/** Whether it counts, and is delivered, in working time. */
export const isWorking = (duration: Duration): boolean => duration.kind !== "plain";

export const isZero = (duration: Duration): boolean => (duration.kind === "working-days" ? duration.days : duration.ms) === 0;

/** `0 minutes` says nothing about whose time: it takes the kind of what triggered it (`silence: 4 working hours` waits for hours). */
export const likeKind = (duration: Duration, trigger: Duration): Duration => {
  if (!isZero(duration)) return duration;
  return trigger.kind === "working-days" ? { kind: "working-days", days: 0 } : { kind: trigger.kind, ms: 0 };
};
