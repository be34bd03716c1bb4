import { nextOpening } from "../calendar.ts";
import { workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { refuseUnlessWork } from "../end-step.ts";
import type { Happening } from "../happening.ts";
import { personActing } from "../heard.ts";
import type { Instant } from "../ids.ts";
import type { SnoozeReminder } from "../messages/command.ts";
import { hoursOf } from "../reach.ts";
import { SNOOZED } from "../reminders.ts";
import { instantOn, localDate } from "../wall-clock.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AFTERNOON = 14 * 60;

/** Moves only the next reminder: the due date stays, and so does silence. */
export const snoozeReminder: Decider<SnoozeReminder> = (h, command) => {
  const refused = refuseUnlessWork(h, command.step);
  if (refused !== undefined) return refused;
  const { reminder } = workOf(h, command.step);
  if (reminder === undefined) return { code: "wrong-state", message: "There is no reminder to move." };
  const at = timeOf(h, command);
  if (at <= h.now)
    return { code: "too-late", message: "That time has passed. Choose a later one.", fields: { until: "Choose a later time." } };
  h.emit({ type: "reminder.snoozed", step: command.step, by: personActing(h), reminder: { ...reminder, at, rule: SNOOZED } });
  return undefined;
};

/** A preset in the hours and on the clock of the person who asks. */
const timeOf = (h: Happening, { step, until }: SnoozeReminder): Instant => {
  if (typeof until === "number") return until;
  if (until === "1-hour") return h.now + HOUR_MS;
  const person = personActing(h);
  const hours = hoursOf(h, step, person);
  // The team's calendar may be on another clock than the person's own.
  const zone = h.context.directory.people.get(person)?.zone ?? hours.zone;
  const today = localDate(zone, h.now);
  if (until === "this-afternoon") return instantOn(zone, today, AFTERNOON);
  const tomorrow = new Date(Date.parse(today) + DAY_MS).toISOString().slice(0, 10);
  return nextOpening(hours, instantOn(zone, tomorrow));
};
