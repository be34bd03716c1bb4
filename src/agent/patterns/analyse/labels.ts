import type { CaseFile } from "../../../application/case-file.ts";
import type { Watched } from "../../../application/ports/analyse.ts";
import type { PersonId } from "../../../engine/ids.ts";
import type { WatchRow } from "../../../insights/watch/rows.ts";
import { rowWords } from "../../../insights/watch/words.ts";

/** What the model knows cases and people by: `C1`, `P2`. It is told no name, so it can give none away. */
export interface Labels {
  readonly cases: ReadonlyMap<string, CaseFile>;
  readonly people: ReadonlyMap<string, PersonId>;
  readonly rows: ReadonlyMap<string, WatchRow>;
}

export const labelsOf = ({ rows, files }: Watched): Labels => {
  const people = [...new Set(rows.flatMap(({ actors }) => actors))];
  return {
    cases: new Map(files.map((file, n) => [`C${n + 1}`, file])),
    people: new Map(people.map((person, n) => [`P${n + 1}`, person])),
    rows: new Map(rows.map((row) => [row.id, row])),
  };
};

const labelIn = <T>(labels: ReadonlyMap<string, T>, is: (value: T) => boolean): string =>
  [...labels].find(([, value]) => is(value))?.[0] ?? "nobody";

/** A row a line, in our own words. */
export const shownRows = ({ workflow }: Watched, { rows, cases, people }: Labels): string => {
  const lines = [...rows.values()].map((row) => {
    const of = labelIn(cases, ({ instance }) => instance.id === row.instance);
    const who = row.actors.map((actor) => labelIn(people, (person) => person === actor)).join(" and ") || "nobody";
    return `${row.id}: case ${of}, step ${row.step}, waits for ${who}: ${rowWords(row)}`;
  });
  return [`The workflow ${workflow}.`, ...lines].join("\n");
};
