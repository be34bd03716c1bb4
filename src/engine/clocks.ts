import { addWorkingTime, type CompiledCalendar, previousClosing, subtractWorkingTime, workingTimeBetween } from "./calendar.ts";
import type { StepDefinition } from "./definition.ts";
import { dueDuration, dueFrom, stepCalendar, waitUntil } from "./due.ts";
import { A_WORKING_DAY, type Duration, isWorking } from "./duration.ts";
import { isWork } from "./evolve/fold.ts";
import { forecastStep } from "./forecast.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import { calendarOfPerson, calendarOfStep } from "./hours.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { ActiveStep, BlockedStep, Reminder, Step } from "./instance.ts";
import { invariant } from "./invariant.ts";
import { leadingTrigger, nextLevel, waitBefore } from "./ladder.ts";
import type { Clock, EventOf, Pick as OwnerPick } from "./messages/event.ts";
import { standpointOf } from "./people.ts";
import { answerable, hoursOf, isCritical, waited } from "./reach.ts";
import { nextChase, nextReminder, SNOOZED } from "./reminders.ts";

export type StartedClocks = Pick<EventOf<"step.activated">, "dueAt" | "dueRule" | "silentAt" | "reminder" | "until">;

/** The step as work; throws when it is not active or blocked. */
export const workOf = (h: Happening, key: StepKey): ActiveStep | BlockedStep => {
  const step = h.step(key);
  invariant(isWork(step), `${key} is ${step.status}`);
  return step;
};

/**
 * The clocks of a step that becomes active at `at`. `asked` are the approvers of an approval. A team-owned step counts silence in its
 * team's hours, until somebody takes it.
 */
export const startClocks = (
  h: Happening,
  step: StepDefinition,
  pick: OwnerPick,
  at: Instant,
  asked: readonly PersonId[] = [],
): StartedClocks => {
  const standpoint = standpointOf(h);
  const holder = { owner: pick.owner, team: pick.team };
  const people = pick.owner === undefined ? asked : [pick.owner];
  const dueAt = dueFrom(standpoint, step, holder, at);
  return {
    dueAt,
    dueRule: dueAt === undefined ? undefined : `${step.rule}.due`,
    silentAt: silenceFrom(h, step.key, people, pick.team, at),
    reminder: nextReminder(h, step.key, { people, team: pick.team, dueAt }, at),
    until: waitUntil(standpoint, step, holder),
  };
};

/** When silence begins for these people; never for a step that nobody answers for. */
const silenceFrom = (
  h: Happening,
  key: StepKey,
  people: readonly PersonId[],
  team: string | undefined,
  from: Instant,
): Instant | undefined => {
  const { silence, kind } = stepDefinition(h.definition, key);
  if (silence === undefined || kind === "action") return undefined;
  return people.length === 0 && team === undefined ? undefined : waited(h, key, people, from, silence);
};

/** Silence counts from now, unless the step is blocked (then its owner is asked to chase) or its owner has named a time. */
export const silenceClock = (h: Happening, key: StepKey): Pick<Clock, "silentAt"> => {
  const work = workOf(h, key);
  if (work.status === "blocked") return { silentAt: null };
  const promised = work.commitments.findLast((made) => made.state === "open" && made.by === work.owner && made.until > h.now);
  return { silentAt: promised?.until ?? silenceFrom(h, key, answerable(work), work.team, h.now) ?? null };
};

/** The clock of a step whose owner was heard now. */
export const heardClock = (h: Happening, key: StepKey): Clock => ({ heardAt: h.now, ...silenceClock(h, key) });

/** The clock of a step that `owner` has from now on: the due date stays, silence and reminders start in the new owner's hours. */
export const ownerClock = (h: Happening, key: StepKey, owner: PersonId): Clock => {
  const work = workOf(h, key);
  const people = [owner];
  if (work.status === "blocked") {
    return { heardAt: h.now, silentAt: null, reminder: nextChase(h, key, people, work.block, h.now) ?? null };
  }
  return {
    heardAt: h.now,
    silentAt: silenceFrom(h, key, people, work.team, h.now) ?? null,
    reminder: nextReminder(h, key, { people, team: work.team, dueAt: work.dueAt }, h.now) ?? null,
  };
};

/** The clock of a step whose block is lifted now. */
export const unblockedClock = (h: Happening, key: StepKey): Clock => {
  const { dueAt, team } = workOf(h, key);
  const people = answerable(h.step(key));
  return {
    silentAt: silenceFrom(h, key, people, team, h.now) ?? null,
    reminder: nextReminder(h, key, { people, team, dueAt }, h.now) ?? null,
  };
};

/** The clock of a step whose due date moves to `dueAt`. Who is blocked goes on being asked to chase. */
export const clockAfterDue = (h: Happening, key: StepKey, dueAt: Instant): Clock => {
  const work = workOf(h, key);
  if (work.status === "blocked") return { dueAt };
  return { dueAt, reminder: nextReminder(h, key, { people: answerable(work), team: work.team, dueAt }, h.now) ?? null };
};

/** When the planned owner is told that their turn is near, by the forecast of the steps before it; undefined when that is past or not wanted. */
export const upcomingAt = (h: Happening, key: StepKey, planned: PersonId | undefined): Instant | undefined => {
  const { upcoming } = stepDefinition(h.definition, key).reminders;
  if (upcoming === undefined || planned === undefined) return undefined;
  const { startsAt } = forecastStep({ ...standpointOf(h), now: h.now }, key);
  const hours = hoursOf(h, key, planned);
  const at = subtractWorkingTime(hours, startsAt, upcoming);
  const reached = isWorking(upcoming) && !isCritical(h, key) ? previousClosing(hours, at) : at;
  return reached < h.now ? undefined : reached;
};

/** When a repeating step that ends now is due to begin again. What it repeats until may be over: it counts again once that is reopened. */
export const nextRepeat = (h: Happening, key: StepKey): Instant | undefined => {
  const step = stepDefinition(h.definition, key);
  if (step.kind !== "task" || step.repeat === undefined) return undefined;
  const { team, owner } = workOf(h, key);
  return addWorkingTime(calendarOfStep(h.context.directory, h.definition, key, team, owner), h.now, step.repeat.every);
};

type Resumed = Pick<EventOf<"instance.resumed">, "clocks" | "targetAt">;
type Shifted = Resumed["clocks"][StepKey];

/** Every clock after a pause: relative ones keep what was left of them, absolute times stay. */
export const resumeClocks = (h: Happening): Resumed => {
  const { steps, targetAt } = h.instance();
  const clocks = Object.values(steps).map((step) => [step.key, resumedStep(h, step)] as const);
  const { target } = h.definition;
  const relative = target !== undefined && "duration" in target ? target.duration : undefined;
  const hours = calendarOfPerson(h.context.directory, h.definition, undefined);
  return { clocks: Object.fromEntries(clocks), targetAt: relative && targetAt ? shifted(h, hours, relative, targetAt) : targetAt };
};

/** What was still to come when the pause began is as far away after it; what had passed has passed. */
const shifted = (h: Happening, hours: CompiledCalendar, kind: Duration | undefined, at: Instant): Instant => {
  const { pausedAt } = h.instance();
  invariant(pausedAt !== undefined, "the case is not paused");
  if (at <= pausedAt) return at;
  if (kind !== undefined && isWorking(kind)) {
    return addWorkingTime(hours, h.now, { kind: "working", ms: workingTimeBetween(hours, pausedAt, at) });
  }
  return at + (h.now - pausedAt);
};

const resumedStep = (h: Happening, step: Step): Shifted => {
  const clock = isWork(step) ? resumedWork(h, step) : resumedOther(h, step);
  const nextAt = resumedLevel(h, step);
  return nextAt === undefined ? clock : { ...clock, nextAt };
};

const resumedWork = (h: Happening, step: ActiveStep | BlockedStep): Shifted => {
  const definition = stepDefinition(h.definition, step.key);
  const standpoint = standpointOf(h);
  const due = dueDuration(standpoint, definition);
  const owner = answerable(step)[0];
  const calendar = stepCalendar(standpoint, definition, step);
  const hours = owner === undefined ? calendar : hoursOf(h, step.key, owner);
  const promised = step.commitments.some((made) => made.state === "open" && made.until === step.silentAt);
  const silentAt = promised ? step.silentAt : step.silentAt && shifted(h, hours, definition.silence, step.silentAt);
  const reminder = step.reminder && resumedReminder(h, step, step.reminder, hours, due ?? definition.silence);
  return { dueAt: (step.dueAt && shifted(h, calendar, due, step.dueAt)) ?? null, silentAt: silentAt ?? null, reminder: reminder ?? null };
};

/** A chase at a time that was given stays at that time, and so does what was snoozed to one. */
const resumedReminder = (
  h: Happening,
  step: ActiveStep | BlockedStep,
  reminder: Reminder,
  hours: CompiledCalendar,
  kind: Duration | undefined,
): Reminder => {
  const given = reminder.rule === SNOOZED || isChaseAt(step, reminder);
  return given ? reminder : { ...reminder, at: shifted(h, hours, kind, reminder.at) };
};

const isChaseAt = (step: ActiveStep | BlockedStep, reminder: Reminder): boolean =>
  step.status === "blocked" && step.block.until !== undefined && step.block.until <= reminder.at;

const resumedOther = (h: Happening, step: Step): Shifted => {
  const definition = stepDefinition(h.definition, step.key);
  const calendar = stepCalendar(standpointOf(h), definition, { owner: step.planned, team: undefined });
  if (step.status === "waiting" && step.unready !== undefined) {
    const [asked] = step.unready.asked;
    const hours = asked === undefined ? calendar : hoursOf(h, step.key, asked);
    const remindAt = step.unready.remindAt && shifted(h, hours, definition.silence ?? A_WORKING_DAY, step.unready.remindAt);
    return remindAt === undefined ? {} : { remindAt };
  }
  const every = definition.kind === "task" ? definition.repeat?.every : undefined;
  const repeatAt = step.status === "done" && step.repeatAt ? shifted(h, calendar, every, step.repeatAt) : undefined;
  return repeatAt === undefined ? {} : { repeatAt };
};

const resumedLevel = (h: Happening, step: Step): Instant | undefined => {
  if (step.episode?.nextAt === undefined) return undefined;
  const definition = stepDefinition(h.definition, step.key);
  const next = nextLevel(definition, step.episode);
  const asked = step.episode.asked.at(-1)?.people[0] ?? answerable(step)[0];
  const hours =
    asked === undefined ? stepCalendar(standpointOf(h), definition, { owner: undefined, team: undefined }) : hoursOf(h, step.key, asked);
  const wait = next && waitBefore(standpointOf(h), definition, leadingTrigger(step.episode), next.level.after);
  return shifted(h, hours, wait, step.episode.nextAt);
};
