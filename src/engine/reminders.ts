import { addWorkingTime, previousClosing, subtractWorkingTime } from "./calendar.ts";
import type { StepDefinition } from "./definition.ts";
import { dueDuration, stepCalendar } from "./due.ts";
import { AT_ANY_HOUR, type Duration, isWorking, isZero } from "./duration.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Block, Reminder } from "./instance.ts";
import { standpointOf } from "./people.ts";
import { delivered, hoursOf, isCritical, waited } from "./reach.ts";

/** What reminders of a step are worked out from. */
export interface Reminded {
  readonly people: readonly PersonId[];
  readonly team: string | undefined;
  readonly dueAt: Instant | undefined;
}

/** What a snoozed reminder says instead of its rule: it comes when it was asked for, at any hour. */
export const SNOOZED = "the time that was asked for";

/** A working phrase that would reach somebody outside their hours moves back to their previous closing. */
const before = (
  h: Happening,
  step: StepDefinition,
  { people, team, dueAt }: Reminded & { dueAt: Instant },
  duration: Duration,
): Instant => {
  const at = subtractWorkingTime(stepCalendar(standpointOf(h), step, { owner: people[0], team }), dueAt, duration);
  if (!isWorking(duration) || isCritical(h, step.key)) return at;
  return Math.min(...people.map((person) => previousClosing(hoursOf(h, step.key, person), at)));
};

const overdueTimes = (h: Happening, step: StepDefinition, reminded: Reminded & { dueAt: Instant }): readonly Instant[] => {
  const { overdue } = step.reminders;
  if (overdue === undefined) return [];
  const calendar = stepCalendar(standpointOf(h), step, { owner: reminded.people[0], team: reminded.team });
  const times: Instant[] = [];
  for (let n = 0, at = reminded.dueAt; n < overdue.atMost; n++) {
    at = addWorkingTime(calendar, at, overdue.every);
    times.push(delivered(h, step.key, reminded.people, at, overdue.every));
  }
  return times;
};

/** Every reminder of a due date, in time; nobody is reminded of a step without one, nor while nobody has it. */
export const remindersOf = (h: Happening, key: StepKey, reminded: Reminded): readonly Reminder[] => {
  const { dueAt, people } = reminded;
  if (dueAt === undefined || people.length === 0) return [];
  const step = stepDefinition(h.definition, key);
  const { reminders } = step;
  const due = dueDuration(standpointOf(h), step) ?? AT_ANY_HOUR;
  const planned: readonly Reminder[] = [
    ...reminders.before.map((duration, index) => ({
      id: `before[${index}]`,
      at: before(h, step, { ...reminded, dueAt }, duration),
      rule: `${reminders.rule}.before[${index}]`,
    })),
    ...(reminders.atDue ? [{ id: "at-due", at: delivered(h, key, people, dueAt, due), rule: `${reminders.rule}.at_due` }] : []),
    ...overdueTimes(h, step, { ...reminded, dueAt }).map((at, index) => ({
      id: `overdue:${index + 1}`,
      at,
      rule: `${reminders.rule}.overdue`,
    })),
  ];
  return planned.toSorted((one, other) => one.at - other.at);
};

/** The first reminder after a moment: one already past is dropped. */
export const nextReminder = (h: Happening, key: StepKey, reminded: Reminded, after: Instant): Reminder | undefined =>
  remindersOf(h, key, reminded).find((reminder) => reminder.at > after);

/** When whoever is blocked is asked to chase: at the time they gave, else every `silence`. */
export const nextChase = (h: Happening, key: StepKey, people: readonly PersonId[], block: Block, after: Instant): Reminder | undefined => {
  if (people.length === 0) return undefined;
  const { silence, rule } = stepDefinition(h.definition, key);
  if (block.until !== undefined && block.until > after) {
    return { id: "chase", at: delivered(h, key, people, block.until, silence ?? AT_ANY_HOUR), rule };
  }
  return silence && !isZero(silence) ? { id: "chase", at: waited(h, key, people, after, silence), rule: `${rule}.silence` } : undefined;
};
