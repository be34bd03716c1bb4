import type { Priority, Trigger, WaitingOn } from "../../engine/definition.ts";
import type { Instant } from "../../engine/ids.ts";
import type { Instance, Step, StopReason } from "../../engine/instance.ts";

const HOUR = 3_600_000;

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

/** Time on the wall between two moments, roughly: `3 hours`, `2 days`. */
export const spanBetween = (from: Instant, to: Instant): string => {
  const ms = Math.max(0, to - from);
  if (ms < 90 * 60_000) return counted(Math.max(1, Math.round(ms / 60_000)), "minute");
  if (ms < 48 * HOUR) return counted(Math.round(ms / HOUR), "hour");
  return counted(Math.round(ms / (24 * HOUR)), "day");
};

/** A status in one character, for lists; always beside the word. */
export const SYMBOL: Readonly<Record<Step["status"], string>> = { waiting: "○", active: "◐", blocked: "■", done: "●", skipped: "–" };

export const STATUS: Readonly<Record<Step["status"], string>> = {
  waiting: "waiting",
  active: "in progress",
  blocked: "blocked",
  done: "done",
  skipped: "skipped",
};

export const CASE_STATUS: Readonly<Record<Instance["status"], string>> = {
  running: "running",
  paused: "paused",
  completed: "completed",
  cancelled: "cancelled",
};

/** What a trigger says of a step, after its name. */
export const TRIGGERED: Readonly<Record<Trigger, string>> = {
  silent: "has gone quiet",
  overdue: "is overdue",
  blocked: "is blocked",
  unready: "cannot start yet",
  unanswered: "has no answer yet",
};

export const WAITING_ON: Readonly<Record<WaitingOn, string>> = {
  customer: "the customer",
  vendor: "a vendor",
  person: "a person",
  other: "something else",
};

export const URGENCY = { normal: "Normal", urgent: "Urgent", critical: "Critical: reach people at any hour" } as const;

export const PRIORITY: Readonly<Record<Priority, string>> = { low: "low", medium: "medium", high: "high", critical: "critical" };

export const STOPPED: Readonly<Record<StopReason, string>> = {
  "no-progress": "nothing has moved for too long",
  "conflicting-signals": "signals contradict each other",
  "missing-approval": "an approval is missing",
  "reaches-customer": "a message would reach a customer",
};

/** An approval's outcome in words. */
export const DECIDED: Readonly<Record<string, string>> = {
  approved: "approved",
  rejected: "rejected",
  changes: "sent back with changes requested",
};

/** First letter large, for the start of a sentence. */
export const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
