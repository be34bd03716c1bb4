import { addWorkingTime } from "./calendar.ts";
import { stepCalendar } from "./due.ts";
import { formatDuration } from "./duration.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { StepKey } from "./ids.ts";
import type { ActiveStep, BlockedStep, Reminder } from "./instance.ts";
import type { Why } from "./messages/effect.ts";
import { standpointOf } from "./people.ts";
import { answerable } from "./reach.ts";
import { SNOOZED } from "./reminders.ts";
import { differenceIn, type Sum, saidAt, sumInCalendar, sumInHours, whyOfSum } from "./why.ts";
import { whyDue } from "./why-due.ts";

type AtWork = ActiveStep | BlockedStep;
type Reason = Omit<Why, "rule">;

const calendarOf = (h: Happening, key: StepKey, work: AtWork) =>
  stepCalendar(standpointOf(h), stepDefinition(h.definition, key), { owner: answerable(work)[0], team: work.team });

const sinceDue = ({ dueAt }: AtWork): Reason => (dueAt === undefined ? {} : { from: dueAt, fromWhat: "due" });

const before = (h: Happening, key: StepKey, work: AtWork, { id, at }: Reminder): Reason => {
  const duration = stepDefinition(h.definition, key).reminders.before[Number(/\d+/.exec(id)?.[0])];
  const difference =
    work.dueAt === undefined || duration === undefined ? undefined : differenceIn(calendarOf(h, key, work), work.dueAt, duration);
  return difference === undefined || at > difference.at ? sinceDue(work) : whyOfSum(difference, "due", at);
};

/** Each counts from the one before it, the first from the due date. */
const overdue = (h: Happening, key: StepKey, work: AtWork, { id, at }: Reminder): Reason => {
  const every = stepDefinition(h.definition, key).reminders.overdue?.every;
  if (every === undefined || work.dueAt === undefined) return sinceDue(work);
  const calendar = calendarOf(h, key, work);
  const nth = Number(/\d+/.exec(id)?.[0]);
  let from = work.dueAt;
  for (let n = 1; n < nth; n++) from = addWorkingTime(calendar, from, every);
  const sum = sumInCalendar(calendar, from, every);
  return sum.at > at ? sinceDue(work) : whyOfSum(sum, nth === 1 ? "due" : "reminded", at);
};

/** At the time that was given with the block, else every so often since it was reported. */
const chase = (h: Happening, key: StepKey, work: AtWork, { at }: Reminder): Reason => {
  if (work.status !== "blocked") return {};
  const { until, at: blockedAt } = work.block;
  if (until !== undefined && until <= at) return { from: until, fromWhat: "until", ...saidAt(until, at) };
  const { silence } = stepDefinition(h.definition, key);
  if (silence === undefined) return { from: blockedAt, fromWhat: "blocked" };
  const sums = [blockedAt, work.heardAt].map((from) => sumInHours(h, key, answerable(work), from, silence));
  const sum = sums.find((each): each is Sum => each?.at === at);
  if (sum === undefined) return { from: blockedAt, fromWhat: "blocked", every: formatDuration(silence) };
  return whyOfSum(sum, sum.from === blockedAt ? "blocked" : "heard");
};

const reasonOf = (h: Happening, key: StepKey, work: AtWork, reminder: Reminder): Reason => {
  if (reminder.id === "chase") return chase(h, key, work, reminder);
  if (reminder.id === "at-due") return whyDue(h, key, work, reminder.at);
  return reminder.id.startsWith("before") ? before(h, key, work, reminder) : overdue(h, key, work, reminder);
};

/** Why a reminder comes now. One that was put off comes when it was asked for. */
export const whyReminder = (h: Happening, key: StepKey, work: AtWork, reminder: Reminder): Why =>
  reminder.rule === SNOOZED
    ? { rule: stepDefinition(h.definition, key).reminders.rule, from: reminder.at, fromWhat: "put-off" }
    : { rule: reminder.rule, ...reasonOf(h, key, work, reminder) };
