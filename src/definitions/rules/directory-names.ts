import { normaliseAddress } from "../normalise/who.ts";
import type { DirectoryDocument } from "../schema/directory.ts";

/** Whom and what `teams.yaml` declares. A delegate or manager is a reference to somebody, not a declaration. */
export interface DirectoryNames {
  readonly teams: ReadonlyMap<string, { readonly members: readonly string[]; readonly lead: string | undefined }>;
  readonly calendars: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
  readonly managers: ReadonlyMap<string, string | undefined>;
}

export const directoryNames = (document: DirectoryDocument): DirectoryNames => {
  const teams = Object.entries(document.teams ?? {}).map(([id, team]) => {
    const lead = team.lead === undefined ? undefined : normaliseAddress(team.lead);
    return [id, { members: team.members.map(normaliseAddress), lead }] as const;
  });
  const entries = Object.entries(document.people ?? {}).map(([address, person]) => [normaliseAddress(address), person] as const);
  const declared = [
    ...teams.flatMap(([, { members, lead }]) => [...members, ...(lead === undefined ? [] : [lead])]),
    ...entries.map(([address]) => address),
    ...(document.admins ?? []).map(normaliseAddress),
  ];
  return {
    teams: new Map(teams),
    calendars: new Set(Object.keys(document.calendars ?? {})),
    people: new Set(declared),
    managers: new Map(entries.map(([address, { manager }]) => [address, manager])),
  };
};

/** Slack knows its own ids; whoever has one needs no line in `teams.yaml`. */
export const isSlackId = (address: string): boolean => /^[UW][A-Z0-9]{1,20}$/.test(address);

export const isEmail = (address: string): boolean => /^[^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+$/.test(address);
