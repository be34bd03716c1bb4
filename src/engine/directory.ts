import type { CalendarSpec } from "./calendar.ts";
import type { Instant, PersonId, VersionHash } from "./ids.ts";

/** People, teams and calendars as they are known at one moment; the engine never asks anybody live. */
export interface Directory {
  readonly hash: VersionHash;
  readonly people: ReadonlyMap<PersonId, Person>;
  /** Emails (lower case) and Slack user ids to a person. */
  readonly addresses: ReadonlyMap<string, PersonId>;
  readonly teams: ReadonlyMap<string, Team>;
  /** Holidays expanded into `closed`. */
  readonly calendars: ReadonlyMap<string, CalendarSpec>;
  readonly admins: readonly PersonId[];
}

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string | undefined;
  readonly slackId: string | undefined;
  /** IANA zone, from `teams.yaml`, else from Slack. */
  readonly zone: string | undefined;
  /** Own weekly hours from `teams.yaml`, shaped like a calendar's. */
  readonly hours: CalendarSpec["hours"] | undefined;
  readonly absences: readonly Absence[];
  readonly delegate: PersonId | undefined;
  readonly manager: PersonId | undefined;
  readonly skills: readonly string[];
  /** False once they left the workspace. */
  readonly present: boolean;
}

/** From inclusive, until exclusive. The reason is never stored. */
export interface Absence {
  readonly from: Instant;
  readonly until: Instant;
  /** Declared by the person or their lead, or read from Slack's status. */
  readonly source: "declared" | "slack";
  /** Overrides the person's usual delegate for this absence. */
  readonly delegate: PersonId | undefined;
}

export interface Team {
  readonly id: string;
  readonly members: readonly PersonId[];
  readonly lead: PersonId | undefined;
  readonly assign: "first" | "round-robin" | "least-loaded" | "by-skill" | "anyone" | "on-call";
  readonly calendar: string | undefined;
  /** Who is on call from when; the last entry that began counts. */
  readonly rota: readonly { readonly from: Instant; readonly person: PersonId }[];
}
