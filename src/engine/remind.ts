import { workOf } from "./clocks.ts";
import { dueDuration } from "./due.ts";
import { AT_ANY_HOUR, type Duration } from "./duration.ts";
import { openCause } from "./episodes.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { ActiveStep, BlockedStep, Reminder } from "./instance.ts";
import { invariant } from "./invariant.ts";
import type { Audience } from "./messages/effect.ts";
import { standIn, standpointOf } from "./people.ts";
import { answerable, delivered } from "./reach.ts";
import { nextChase, nextReminder, remindersOf, SNOOZED } from "./reminders.ts";
import { whyReminder } from "./why-reminder.ts";

/** A reminder this late is part of catching up: it makes way for a level that fires for the same step. */
const CATCHING_UP_MS = 3_600_000;

/** Whose time a reminder keeps: that of the phrase it comes from. */
const phraseOf = (h: Happening, key: StepKey, { id, rule }: Reminder): Duration => {
  const step = stepDefinition(h.definition, key);
  if (rule === SNOOZED) return AT_ANY_HOUR;
  const before = /^before\[(\d+)\]$/.exec(id)?.[1];
  const overdue = id.startsWith("overdue:") ? step.reminders.overdue?.every : undefined;
  const due = id === "at-due" ? dueDuration(standpointOf(h), step) : undefined;
  const chase = id === "chase" ? step.silence : undefined;
  return (before === undefined ? undefined : step.reminders.before[Number(before)]) ?? overdue ?? due ?? chase ?? AT_ANY_HOUR;
};

/** Of several that have passed only the last is said: after a long stop there is one message, not one for each. */
const latest = (h: Happening, key: StepKey, work: ActiveStep | BlockedStep, reminder: Reminder): Reminder => {
  if (work.status === "blocked") return reminder;
  const all = remindersOf(h, key, { people: answerable(work), team: work.team, dueAt: work.dueAt });
  return all.findLast((each) => each.at > reminder.at && each.at <= h.now) ?? reminder;
};

const following = (h: Happening, key: StepKey, work: ActiveStep | BlockedStep): Reminder | undefined => {
  const people = answerable(work);
  if (work.status === "blocked") return nextChase(h, key, people, work.block, h.now);
  return nextReminder(h, key, { people, team: work.team, dueAt: work.dueAt }, h.now);
};

/**
 * Reminds whoever is answerable of what is due, or asks who is blocked to chase. `told` are those whom a level of the same step told in
 * this tick: nobody hears of a step twice at once, and a late reminder makes way.
 */
export const remind = (h: Happening, key: StepKey, told: readonly PersonId[] | undefined): void => {
  const work = workOf(h, key);
  invariant(work.reminder !== undefined, `${key} has no reminder to give`);
  const reminder = latest(h, key, work, work.reminder);
  const people = answerable(work).map((person) => standIn(h.context.directory, person, h.now)?.person ?? person);
  const at = delivered(h, key, people, h.now, phraseOf(h, key, reminder));
  const late = h.now - reminder.at > CATCHING_UP_MS;
  const makesWay = told !== undefined && (late || people.some((person) => told.includes(person)));
  const to = at > h.now || makesWay ? [] : people;
  const next = at > h.now ? { ...reminder, at } : following(h, key, work);
  h.emit({ type: "reminder.queued", step: key, id: reminder.id, to, next }, { rule: reminder.rule });
  if (to.length > 0) send(h, key, work, reminder, to);
  // What a decision answered for a while is asked again when its owner is asked to chase.
  if (reminder.id === "chase" && at <= h.now) openCause(h, key, "blocked", h.now);
};

const send = (h: Happening, key: StepKey, work: ActiveStep | BlockedStep, reminder: Reminder, people: readonly PersonId[]): void => {
  const { notify } = stepDefinition(h.definition, key);
  const why = whyReminder(h, key, work, reminder);
  const post = (audience: Audience, name: string): void =>
    h.effect({
      type: "post",
      // The same reminder of a due date that moved is another message.
      key: ["reminder", key, work.pass, `${reminder.id}@${reminder.at}`, name].join(":"),
      audience,
      content: { kind: "reminder", step: key, pass: work.pass, id: reminder.id, why },
    });
  if (notify === "thread") post({ to: "thread" }, "thread");
  else for (const person of people) post({ to: "person", person }, person);
};
