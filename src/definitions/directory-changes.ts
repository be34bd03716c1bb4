import { canonicalJson } from "../engine/canonical.ts";
import type { DirectoryFile } from "./directory-file.ts";

/** What is different between two directories, a line each. Holidays of further years are no difference. */
export const directoryChanges = (before: DirectoryFile | undefined, after: DirectoryFile | undefined): string[] => {
  if (before === undefined || after === undefined || before.hash === after.hash) return [];
  return [
    ...entries("team", before.teams, after.teams),
    ...entries("calendar", before.calendars, after.calendars),
    ...entries("person", before.people, after.people),
    ...(canonicalJson(before.admins) === canonicalJson(after.admins) ? [] : ["the admins changed"]),
  ];
};

type Entries = Readonly<Record<string, object>>;

const entries = (what: string, before: Entries, after: Entries): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((id) => {
    const [old, now] = [before[id], after[id]];
    if (old === undefined) return [`${what} ${id} added`];
    if (now === undefined) return [`${what} ${id} removed`];
    return canonicalJson(old) === canonicalJson(now) ? [] : [`${what} ${id} changed`];
  });
