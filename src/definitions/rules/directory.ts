import { nearest } from "../../engine/nearest.ts";
import { nearestPlaces, publicHolidays } from "../holidays.ts";
import { normaliseAddress } from "../normalise/who.ts";
import type { Path } from "../path.ts";
import type { DirectoryDocument, HoursDocument } from "../schema/directory.ts";
import { isEmail, isSlackId } from "./directory-names.ts";
import type { DirectoryRule, Finding } from "./rule.ts";

interface AddressMention {
  readonly address: string;
  readonly path: Path;
  readonly on?: "key";
  /** Refers to somebody who is declared elsewhere. */
  readonly isReference: boolean;
}

const addressMentions = (document: DirectoryDocument): AddressMention[] => [
  ...Object.entries(document.teams ?? {}).flatMap(([id, team]) => [
    ...team.members.map((address, index) => ({ address, path: ["teams", id, "members", index], isReference: false })),
    ...(team.lead === undefined ? [] : [{ address: team.lead, path: ["teams", id, "lead"], isReference: false }]),
    ...(team.rota ?? []).map(({ person }, index) => ({ address: person, path: ["teams", id, "rota", index, "person"], isReference: true })),
  ]),
  ...Object.entries(document.people ?? {}).flatMap(([address, person]) => [
    { address, path: ["people", address], on: "key" as const, isReference: false },
    ...(["delegate", "manager"] as const).flatMap((role) => {
      const other = person[role];
      return other === undefined ? [] : [{ address: other, path: ["people", address, role], isReference: true }];
    }),
  ]),
  ...(document.admins ?? []).map((address, index) => ({ address, path: ["admins", index], isReference: false })),
];

/** People are named by email or by Slack user id. */
export const addressesCanBeRead: DirectoryRule = (document) =>
  addressMentions(document).flatMap(({ address, path, on }): Finding[] => {
    if (isEmail(address) || isSlackId(address)) return [];
    return [
      { path, ...(on === undefined ? {} : { on }), message: `"${address}" is not an address`, expected: "an email or a Slack user id" },
    ];
  });

/** Delegates, managers and those on a rota are people of this file. */
export const directoryPeopleAreKnown: DirectoryRule = (document, { people }) =>
  addressMentions(document).flatMap(({ address, path, isReference }): Finding[] => {
    if (!isReference || isSlackId(address) || people.has(normaliseAddress(address))) return [];
    return [
      {
        path,
        message: `unknown person "${address}"`,
        expected: "a member, a lead, an admin, or an entry of people",
        nearest: nearest(address, people),
      },
    ];
  });

/** A team keeps a calendar of this file. */
export const teamCalendarsAreKnown: DirectoryRule = (document, { calendars }) =>
  Object.entries(document.teams ?? {}).flatMap(([id, { calendar }]): Finding[] => {
    if (calendar === undefined || calendars.has(calendar)) return [];
    return [
      {
        path: ["teams", id, "calendar"],
        message: `unknown calendar "${calendar}"`,
        expected: `one of ${[...calendars].join(", ")}`,
        nearest: nearest(calendar, calendars),
      },
    ];
  });

/** Holidays are those of a country or region that is known. */
export const countriesAreKnown: DirectoryRule = (document) =>
  Object.entries(document.calendars ?? {}).flatMap(([id, { holidays }]) => {
    const places = Array.isArray(holidays) ? holidays : holidays === undefined ? [] : [holidays];
    return places.flatMap((place, index): Finding[] => {
      if (publicHolidays(place, []) !== undefined) return [];
      const path = ["calendars", id, "holidays", ...(Array.isArray(holidays) ? [index] : [])];
      const [close, ...more] = nearestPlaces(place);
      const expected = more.length === 0 ? "a country such as IT, or a region such as DE-BY" : `one of ${[close, ...more].join(", ")}`;
      return [{ path, message: `unknown country or region "${place}"`, expected, nearest: more.length === 0 ? close : undefined }];
    });
  });

/** Nobody is, over however many others, their own delegate. */
export const delegatesDoNotGoRound: DirectoryRule = (document) => {
  const people = Object.entries(document.people ?? {});
  const delegates = new Map(
    people.flatMap(([address, { delegate }]) =>
      delegate === undefined ? [] : [[normaliseAddress(address), normaliseAddress(delegate)] as const],
    ),
  );
  const reported = new Set<string>();
  return people.flatMap(([address]): Finding[] => {
    const circle = circleFrom(normaliseAddress(address), delegates);
    if (circle === undefined || circle.some((each) => reported.has(each))) return [];
    for (const each of circle) reported.add(each);
    return [
      { path: ["people", address, "delegate"], message: `delegates of one another: ${circle.join(" -> ")}`, expected: "a chain that ends" },
    ];
  });
};

const circleFrom = (start: string, delegates: ReadonlyMap<string, string>): string[] | undefined => {
  const path = [start];
  for (let next = delegates.get(start); next !== undefined; next = delegates.get(next)) {
    if (next === start) return [...path, start];
    if (path.includes(next)) return undefined;
    path.push(next);
  }
  return undefined;
};

const isNeverOpen = (hours: HoursDocument): boolean => Object.values(hours).every((spans) => spans.length === 0);

/** A calendar, and a person's own hours, are open at some time. */
export const calendarsAreOpenSometimes: DirectoryRule = (document) => {
  const calendars = Object.entries(document.calendars ?? {}).map(([id, { hours }]) => ({ hours, path: ["calendars", id, "hours"] }));
  const people = Object.entries(document.people ?? {}).map(([id, { hours }]) => ({ hours, path: ["people", id, "hours"] }));
  return [...calendars, ...people].flatMap(({ hours, path }): Finding[] =>
    hours !== undefined && isNeverOpen(hours)
      ? [{ path, on: "key", message: "there is no open hour", expected: 'hours such as { mon-fri: ["09:00-17:00"] }' }]
      : [],
  );
};

/** A team that assigns by rota has one. */
export const onCallTeamsHaveARota: DirectoryRule = (document) =>
  Object.entries(document.teams ?? {}).flatMap(([id, { assign, rota }]): Finding[] =>
    assign === "on-call" && (rota ?? []).length === 0
      ? [{ path: ["teams", id, "assign"], message: "on-call without a rota", expected: "rota: [{ from: date, person: email }]" }]
      : [],
  );
