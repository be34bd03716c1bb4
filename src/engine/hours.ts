import { type CalendarSpec, type CompiledCalendar, calendarFor, defaultCalendar } from "./calendar.ts";
import type { Definition } from "./definition.ts";
import type { Directory } from "./directory.ts";
import { stepDefinition } from "./happening.ts";
import type { PersonId, StepKey } from "./ids.ts";

/**
 * A person's working time: their own hours (closed on the days that their team's or the workflow's calendar is), else the team's calendar,
 * else the workflow's, else Monday to Friday 9 to 17 in their zone.
 */
export const calendarOfPerson = (
  directory: Directory,
  definition: Definition,
  person: PersonId | undefined,
  team?: string | undefined,
): CompiledCalendar =>
  remembered(directory, ["person", person, team, definition.calendar], () => personSpec(directory, definition, person, team));

/** What a step's due date counts in: its own calendar, the workflow's, its owner's team's, else Monday to Friday 9 to 17 in its owner's zone. */
export const calendarOfStep = (
  directory: Directory,
  definition: Definition,
  step: StepKey,
  team?: string | undefined,
  owner?: PersonId | undefined,
): CompiledCalendar => {
  const own = stepDefinition(definition, step).calendar;
  return remembered(directory, ["step", own, definition.calendar, team, owner], () => {
    const named = calendarNamed(directory, own) ?? calendarNamed(directory, definition.calendar) ?? teamSpec(directory, team);
    return named ?? defaultCalendar(zoneOf(directory, owner) ?? "UTC");
  });
};

const personSpec = (directory: Directory, definition: Definition, person: PersonId | undefined, team: string | undefined): CalendarSpec => {
  const shared = teamSpec(directory, team) ?? calendarNamed(directory, definition.calendar);
  const zone = zoneOf(directory, person) ?? shared?.zone ?? "UTC";
  const hours = person === undefined ? undefined : directory.people.get(person)?.hours;
  if (hours !== undefined) return { closed: [], open: [], ...shared, zone, hours };
  return shared ?? defaultCalendar(zone);
};

const calendarNamed = (directory: Directory, name: string | undefined): CalendarSpec | undefined =>
  name === undefined ? undefined : directory.calendars.get(name);

const teamSpec = (directory: Directory, team: string | undefined): CalendarSpec | undefined =>
  calendarNamed(directory, team === undefined ? undefined : directory.teams.get(team)?.calendar);

const zoneOf = (directory: Directory, person: PersonId | undefined): string | undefined =>
  person === undefined ? undefined : directory.people.get(person)?.zone;

const known = new WeakMap<Directory, Map<string, CompiledCalendar>>();

/** A directory never changes, so what it answered once it answers for as long as it lives. */
const remembered = (directory: Directory, key: readonly (string | undefined)[], spec: () => CalendarSpec): CompiledCalendar => {
  const answers = known.get(directory) ?? new Map<string, CompiledCalendar>();
  known.set(directory, answers);
  const name = JSON.stringify(key.map((part) => part ?? null));
  const answer = answers.get(name) ?? calendarFor(spec());
  answers.set(name, answer);
  return answer;
};
