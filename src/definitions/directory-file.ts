import type { CalendarSpec, Hours, Weekday } from "../engine/calendar.ts";
import type { Team } from "../engine/directory.ts";
import type { Instant, VersionHash } from "../engine/ids.ts";
import { instantOn } from "../engine/wall-clock.ts";
import { versionHash } from "./hash.ts";
import { publicHolidays } from "./holidays.ts";
import { normaliseAddress } from "./normalise/who.ts";
import type { CalendarDocument, DirectoryDocument, HoursDocument } from "./schema/directory.ts";

/** `teams.yaml` after normalisation: addresses instead of people, who become known only with Slack. */
export interface DirectoryFile {
  /** Over what the file says; the same for any years its holidays are expanded into. */
  readonly hash: VersionHash;
  readonly calendars: Readonly<Record<string, CalendarSpec>>;
  readonly teams: Readonly<Record<string, TeamEntry>>;
  /** By address. */
  readonly people: Readonly<Record<string, PersonEntry>>;
  readonly admins: readonly string[];
}

export interface TeamEntry {
  readonly members: readonly string[];
  readonly lead: string | undefined;
  readonly assign: Team["assign"];
  readonly calendar: string | undefined;
  /** In the order of time. */
  readonly rota: readonly { readonly from: Instant; readonly person: string }[];
}

export interface PersonEntry {
  readonly name: string | undefined;
  readonly skills: readonly string[];
  readonly delegate: string | undefined;
  readonly manager: string | undefined;
  readonly hours: CalendarSpec["hours"] | undefined;
  readonly zone: string | undefined;
}

/** Fills in the defaults of a directory and expands its holidays into `years`. */
export const normaliseDirectory = (document: DirectoryDocument, years: readonly number[]): DirectoryFile => {
  const calendars = mapValues(document.calendars, (calendar) => normaliseCalendar(calendar));
  const content = {
    calendars,
    holidays: mapValues(document.calendars, ({ holidays }) => [holidays ?? []].flat()),
    teams: mapValues(document.teams, (team) => normaliseTeam(team, calendars)),
    people: normaliseDirectoryPeople(document.people),
    admins: (document.admins ?? []).map(normaliseAddress),
  };
  const { holidays, ...file } = content;
  const expanded = mapEntries(calendars, (calendar, id) => ({ ...calendar, closed: closedDays(calendar, holidays[id] ?? [], years) }));
  return { ...file, calendars: expanded, hash: versionHash(content) };
};

type TeamDocument = NonNullable<DirectoryDocument["teams"]>[string];

const normaliseTeam = (team: TeamDocument, calendars: Readonly<Record<string, CalendarSpec>>): TeamEntry => {
  const zone = calendars[team.calendar ?? ""]?.zone ?? "UTC";
  const rota = (team.rota ?? []).map(({ from, person }) => ({ from: instantOf(from, zone), person: normaliseAddress(person) }));
  return {
    members: team.members.map(normaliseAddress),
    lead: team.lead === undefined ? undefined : normaliseAddress(team.lead),
    assign: team.assign ?? "first",
    calendar: team.calendar,
    rota: rota.sort((left, right) => left.from - right.from),
  };
};

/** A date begins at midnight, and a time without an offset is read, on the clock of the team's calendar (UTC without one). */
const instantOf = (text: string, zone: string): Instant => {
  if (/(Z|[+-]\d\d:?\d\d)$/.test(text) && text.includes("T")) return Date.parse(text);
  const [date = "", time = "00:00"] = text.split("T");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return instantOn(zone, date, hours * 60 + minutes);
};

const normaliseDirectoryPeople = (people: DirectoryDocument["people"]): Record<string, PersonEntry> =>
  Object.fromEntries(
    Object.entries(people ?? {}).map(([address, person]) => [
      normaliseAddress(address),
      {
        name: person.name,
        skills: person.skills ?? [],
        delegate: person.delegate === undefined ? undefined : normaliseAddress(person.delegate),
        manager: person.manager === undefined ? undefined : normaliseAddress(person.manager),
        hours: person.hours === undefined ? undefined : normaliseHours(person.hours),
        zone: person.zone,
      },
    ]),
  );

const normaliseCalendar = (calendar: CalendarDocument): CalendarSpec => ({
  zone: calendar.zone,
  hours: normaliseHours(calendar.hours),
  closed: [...(calendar.closed ?? [])].sort(),
  open: [...(calendar.open ?? [])].sort(),
});

const closedDays = (calendar: CalendarSpec, places: readonly string[], years: readonly number[]): string[] => {
  const holidays = places.flatMap((place) => publicHolidays(place, years) ?? []);
  return [...new Set([...calendar.closed, ...holidays])].sort();
};

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const satisfies readonly Weekday[];

/** `mon-fri` is each of these days, `sat-mon` goes round; a day named on its own wins over the range it lies in. */
export const normaliseHours = (hours: HoursDocument): CalendarSpec["hours"] => {
  const wideFirst = Object.entries(hours).sort(([left], [right]) => daysIn(right).length - daysIn(left).length);
  return Object.fromEntries(wideFirst.flatMap(([range, spans]) => daysIn(range).map((day) => [day, spans.map(minutesOf)])));
};

const daysIn = (range: string): Weekday[] => {
  const [first = "", last = first] = range.split("-");
  // Both are weekdays by the schema.
  const [start, end] = [WEEK.indexOf(first as Weekday), WEEK.indexOf(last as Weekday)];
  const count = ((end - start + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => WEEK[(start + index) % 7] ?? "mon");
};

const minutesOf = (span: string): Hours[number] => {
  const [start = 0, end = 0] = span.split("-").map((time) => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return hours * 60 + minutes;
  });
  return [start, end];
};

const mapEntries = <In, Out>(record: Readonly<Record<string, In>>, convert: (value: In, key: string) => Out): Record<string, Out> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value, key)]));

const mapValues = <In, Out>(record: Readonly<Record<string, In>> | undefined, convert: (value: In) => Out): Record<string, Out> =>
  mapEntries(record ?? {}, (value) => convert(value));
