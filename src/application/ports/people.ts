import type { Absence, Person } from "../../engine/directory.ts";
import type { PersonId, WorkspaceId } from "../../engine/ids.ts";

/** What is known of a person beside `teams.yaml`: from Slack's profile, and what they declared. */
export interface KnownPerson {
  readonly id: PersonId;
  readonly email: string | undefined;
  readonly slackId: string | undefined;
  readonly name: string;
  readonly zone: string | undefined;
  readonly present: boolean;
  readonly absences: readonly Absence[];
  readonly hours: Person["hours"];
}

export interface People {
  all(workspace: WorkspaceId): Promise<readonly KnownPerson[]>;
  /** Made on first sight; addresses (email, Slack id) that are new are added to them. */
  save(workspace: WorkspaceId, person: KnownPerson): Promise<void>;
}

/** Slack's own knowledge of people, asked when a directory is built and when a new person acts. */
export interface Profiles {
  byEmail(email: string): Promise<Profile | undefined>;
  bySlackId(id: string): Promise<Profile | undefined>;
}

export interface Profile {
  readonly slackId: string;
  readonly email: string | undefined;
  readonly name: string;
  readonly zone: string | undefined;
  /** False for a deactivated account. */
  readonly present: boolean;
  /** Out of office by status, until when if Slack says so. */
  readonly awayUntil: number | undefined;
}
