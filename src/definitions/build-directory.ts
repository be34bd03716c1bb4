import type { KnownPerson } from "../application/ports/people.ts";
import type { Directory, Person, Team } from "../engine/directory.ts";
import { PersonId } from "../engine/ids.ts";
import type { DirectoryFile, PersonEntry, TeamEntry } from "./directory-file.ts";
import { normaliseAddress } from "./normalise/who.ts";
import { humanise } from "./normalise/words.ts";

type PersonFor = (address: string) => PersonId;

/**
 * The engine's directory: what `teams.yaml` says of people joined with what Slack and the store know of them.
 * Somebody who is only in the file has their address as id until they are known; a known person keeps theirs.
 */
export const buildDirectory = (file: DirectoryFile, known: readonly KnownPerson[]): Directory => {
  const ids = new Map(known.flatMap((person) => addressesOf(person).map((address) => [address, person.id] as const)));
  const personFor: PersonFor = (address) => ids.get(address) ?? PersonId.parse(address);
  const strangers = mentionedIn(file).filter((address) => !ids.has(address));
  const entries = new Map(Object.entries(file.people).map(([address, entry]) => [personFor(address), entry]));
  const people = [...known, ...strangers.map((address) => stranger(address, personFor(address)))];
  return {
    hash: file.hash,
    people: new Map(people.map((person) => [person.id, describePerson(person, entries.get(person.id), personFor)])),
    addresses: new Map([...ids, ...strangers.map((address) => [address, personFor(address)] as const)]),
    teams: new Map(Object.entries(file.teams).map(([id, team]) => [id, describeTeam(id, team, personFor)])),
    calendars: new Map(Object.entries(file.calendars)),
    admins: file.admins.map(personFor),
  };
};

const addressesOf = ({ email, slackId }: KnownPerson): string[] =>
  [email === undefined ? undefined : normaliseAddress(email), slackId].filter((address) => address !== undefined);

/** Everybody the file names, each once. */
export const mentionedIn = (file: DirectoryFile): string[] => {
  const inTeams = Object.values(file.teams).flatMap((team) => [...team.members, team.lead, ...team.rota.map(({ person }) => person)]);
  const inPeople = Object.entries(file.people).flatMap(([address, person]) => [address, person.delegate, person.manager]);
  return [...new Set([...inTeams, ...inPeople, ...file.admins].filter((address) => address !== undefined))];
};

const stranger = (address: string, id: PersonId): KnownPerson => {
  const isEmail = address.includes("@");
  return {
    id,
    email: isEmail ? address : undefined,
    slackId: isEmail ? undefined : address,
    name: isEmail ? humanise(address.slice(0, address.indexOf("@")).replaceAll(".", " ")) : address,
    zone: undefined,
    present: true,
    absences: [],
    hours: undefined,
  };
};

const describePerson = (person: KnownPerson, entry: PersonEntry | undefined, personFor: PersonFor): Person => ({
  id: person.id,
  name: entry?.name ?? person.name,
  email: person.email,
  slackId: person.slackId,
  zone: entry?.zone ?? person.zone,
  hours: person.hours ?? entry?.hours,
  absences: person.absences,
  delegate: entry?.delegate === undefined ? undefined : personFor(entry.delegate),
  manager: entry?.manager === undefined ? undefined : personFor(entry.manager),
  skills: entry?.skills ?? [],
  present: person.present,
});

const describeTeam = (id: string, team: TeamEntry, personFor: PersonFor): Team => ({
  id,
  members: [...new Set(team.members.map(personFor))],
  lead: team.lead === undefined ? undefined : personFor(team.lead),
  assign: team.assign,
  calendar: team.calendar,
  rota: team.rota.map(({ from, person }) => ({ from, person: personFor(person) })),
});
