import type { FolderReading, TeamFile, WorkflowFolder } from "../application/ports/workflow-folder.ts";
import type { Instant } from "../engine/ids.ts";
import { buildDirectory, mentionedIn } from "./build-directory.ts";
import { changeLines } from "./change-lines.ts";
import { describeChanges, keepLastGood } from "./changes.ts";
import type { DirectoryFile } from "./directory-file.ts";
import type { Load, Loaded } from "./load.ts";
import { formatProblem, mistakes } from "./problem.ts";

const NOTHING: Loaded = { definitions: [], files: [], directory: undefined, agents: [], problems: [], gitCommit: undefined };

/** Holidays are expanded around the year of the reading: far enough back for old cases, and ahead for any due date. */
const YEARS_BACK = 3;
const YEARS_AHEAD = 12;

const teamOf = (file: DirectoryFile): TeamFile => ({
  hash: file.hash,
  normalised: file,
  addresses: mentionedIn(file),
  build: (known) => buildDirectory(file, known),
});

const readingOf = (before: Loaded, now: Loaded): FolderReading => ({
  definitions: now.files.flatMap(({ definition, text }) => (definition === undefined ? [] : [{ definition, source: text ?? "" }])),
  team: now.directory === undefined ? undefined : teamOf(now.directory),
  agents: now.agents ?? [],
  problems: now.problems.map(formatProblem),
  mistakes: mistakes(now.problems).length,
  gitCommit: now.gitCommit,
  describeChanges: (open) => changeLines(describeChanges(before, now, open)),
});

interface FolderPorts {
  readonly folder: string;
  readonly load: Load;
  /** Asked at every reading, so that a process which runs for years keeps its holidays. */
  readonly clock: { now(): Instant };
}

/** Readings follow one another: each is compared with the one before. */
export const openWorkflowFolder = ({ folder, load, clock }: FolderPorts): WorkflowFolder => {
  let last: Promise<Loaded> = Promise.resolve(NOTHING);
  const readAfter = async (previous: Promise<Loaded>): Promise<Loaded> => {
    const before = await previous;
    const first = new Date(clock.now()).getUTCFullYear() - YEARS_BACK;
    const years = Array.from({ length: YEARS_BACK + YEARS_AHEAD + 1 }, (_, index) => first + index);
    return keepLastGood(before, await load(folder, { years }));
  };
  return {
    read: async () => {
      const before = last;
      const now = readAfter(before);
      // A reading that failed is as if it had not been.
      last = now.catch(async () => await before);
      return readingOf(await before, await now);
    },
  };
};
