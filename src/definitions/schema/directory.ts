import { z } from "zod";
import { isZone } from "../../engine/wall-clock.ts";
import { closed } from "./closed.ts";
import { address, calendarId, oneOf, teamId, text } from "./words.ts";

const DAY = "(mon|tue|wed|thu|fri|sat|sun)";
const day = z.string({ error: "a weekday" }).regex(new RegExp(`^${DAY}(-${DAY})?$`), { error: "a weekday or a range, such as mon-fri" });
const span = z
  .string({ error: "opening hours" })
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'hours such as "09:00-13:00"' });
const hours = z.record(day, z.array(span, { error: 'a list of hours such as ["09:00-13:00"]' }), {
  error: 'hours by weekday, such as { mon-fri: ["09:00-17:00"] }',
});
export type HoursDocument = z.infer<typeof hours>;

const date = z.iso.date({ error: "a date such as 2026-12-24" });
const dates = z.array(date, { error: "a list of dates" });
const zone = text.refine(isZone, { error: "a time zone such as Europe/Rome" });
const addresses = z.array(address, { error: "a list of people" });
const region = z.string({ error: "a country such as IT, or a region such as DE-BY" }).min(1, { error: "a country such as IT" });

const calendar = closed(
  {
    zone,
    hours,
    holidays: z.union([region, z.array(region)], { error: "a country such as IT, a region such as DE-BY, or a list of these" }).optional(),
    closed: dates.optional(),
    open: dates.optional(),
  },
  { error: "a calendar such as { zone: Europe/Rome, hours: ... }" },
);
export type CalendarDocument = z.infer<typeof calendar>;

const team = closed(
  {
    members: addresses.min(1, { error: "at least one member" }),
    lead: address.optional(),
    assign: oneOf(["first", "round-robin", "least-loaded", "by-skill", "anyone", "on-call"]).optional(),
    calendar: calendarId.optional(),
    rota: z
      .array(
        closed({ from: z.union([date, z.iso.datetime({ offset: true, local: true })], { error: "a date or a time" }), person: address }),
        {
          error: "a list of { from: date, person: email }",
        },
      )
      .optional(),
  },
  { error: "a team such as { members: [a@example.com], lead: a@example.com }" },
);

const person = closed(
  {
    name: text.optional(),
    skills: z.array(text, { error: "a list of skills" }).optional(),
    delegate: address.optional(),
    manager: address.optional(),
    hours: hours.optional(),
    zone: zone.optional(),
  },
  { error: "a person such as { skills: [gdpr], manager: b@example.com }" },
);

/** `teams.yaml` as written. */
export const DirectoryDocument = closed(
  {
    calendars: z.record(calendarId, calendar, { error: "calendars by name" }).optional(),
    teams: z.record(teamId, team, { error: "teams by name" }).optional(),
    people: z.record(address, person, { error: "people by email" }).optional(),
    admins: addresses.optional(),
  },
  { error: "calendars, teams, people and admins" },
).meta({ id: "teams", title: "The directory of a Coxswain workspace" });
export type DirectoryDocument = z.infer<typeof DirectoryDocument>;
