import { addWorkingTime, type CompiledCalendar, isOpen, nextOpening } from "./calendar.ts";
import type { Directory, Team } from "./directory.ts";
import type { Duration } from "./duration.ts";
import { isWorking } from "./duration.ts";
import { isWork } from "./evolve/fold.ts";
import type { Happening } from "./happening.ts";
import { calendarOfPerson, calendarOfStep } from "./hours.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Step } from "./instance.ts";

/**
 * Who is answerable for a step now: its owner; for an approval the approvers who have not voted; before it is ready, whoever was asked for
 * what is missing; nobody while only a team has it.
 */
export const answerable = (step: Step): readonly PersonId[] => {
  if (step.status === "waiting") return step.unready?.asked ?? [];
  if (!isWork(step)) return [];
  if (step.request === undefined) return step.owner === undefined ? [] : [step.owner];
  const voted = new Set(step.request.votes.map((vote) => vote.approver));
  return step.request.approvers.filter((person) => !voted.has(person));
};

const belongs = (team: Team | undefined, person: PersonId): boolean =>
  team !== undefined && (team.members.includes(person) || team.lead === person);

/** The team whose hours a person keeps: the step's if it is theirs, else the first that is. */
const teamOf = (directory: Directory, person: PersonId, preferred: string | undefined): string | undefined => {
  if (preferred !== undefined && belongs(directory.teams.get(preferred), person)) return preferred;
  return [...directory.teams.values()].find((team) => belongs(team, person))?.id;
};

/** The working time of a person on this case. */
export const hoursOf = (h: Happening, key: StepKey, person: PersonId): CompiledCalendar => {
  const { directory } = h.context;
  const step = h.step(key);
  return calendarOfPerson(directory, h.definition, person, teamOf(directory, person, isWork(step) ? step.team : undefined));
};

const calendarsOf = (h: Happening, key: StepKey, people: readonly PersonId[]): readonly CompiledCalendar[] => {
  const step = h.step(key);
  if (people.length > 0) return people.map((person) => hoursOf(h, key, person));
  return [calendarOfStep(h.context.directory, h.definition, key, isWork(step) ? step.team : undefined)];
};

/** When these people have had `duration` since `from`, in their own hours; of several, the one whose time is up first. */
export const waited = (h: Happening, key: StepKey, people: readonly PersonId[], from: Instant, duration: Duration): Instant =>
  Math.min(...calendarsOf(h, key, people).map((calendar) => addWorkingTime(calendar, from, duration)));

/** Critical priority or urgency reaches people at any hour. */
export const isCritical = (h: Happening, key: StepKey): boolean => {
  const step = h.step(key);
  return h.instance().priority === "critical" || (step.status === "blocked" && step.block.urgency === "critical");
};

/** How often the next opening of one may turn out to be a closed hour of another, before the search for a common hour is given up. */
const COMMON_HOUR_ROUNDS = 40;

const firstCommonHour = (calendars: readonly CompiledCalendar[], from: Instant): Instant | undefined => {
  let at = from;
  for (let round = 0; round < COMMON_HOUR_ROUNDS; round++) {
    if (calendars.every((calendar) => isOpen(calendar, at))) return at;
    at = Math.max(...calendars.map((calendar) => nextOpening(calendar, at)));
  }
  return undefined;
};

/**
 * When something that is ripe at `from` reaches these people. A plain phrase and anything critical: at once; a working phrase: in the
 * first hour that they all work, or that one of them does where their hours never meet.
 */
export const delivered = (h: Happening, key: StepKey, people: readonly PersonId[], from: Instant, phrase: Duration): Instant => {
  if (!isWorking(phrase) || isCritical(h, key)) return from;
  const calendars = calendarsOf(h, key, people);
  return firstCommonHour(calendars, from) ?? Math.min(...calendars.map((calendar) => nextOpening(calendar, from)));
};
