import type { FolderReading, TeamFile, WorkflowFolder } from "../application/ports/workflow-folder.ts";
import { buildDirectory, mentionedIn } from "./build-directory.ts";
import { changeLines } from "./change-lines.ts";
import { describeChanges, keepLastGood } from "./changes.ts";
import type { DirectoryFile } from "./directory-file.ts";
import { type Loaded, loadDefinitions } from "./load.ts";
import { formatProblem, mistakes } from "./problem.ts";

const NOTHING: Loaded = { definitions: [], files: [], directory: undefined, problems: [], gitCommit: undefined };

/** Holidays are expanded around the year of the reading: far enough back for old cases, and ahead for any due date. */
const YEARS_BACK = 3;
const YEARS_AHEAD = 12;

const teamOf = (file: DirectoryFile): TeamFile => ({
  hash: file.hash,
  normalised: file,
  addresses: mentionedIn(file),
  build: (known) => buildDirectory(file, known),
});

/** `thisYear` is asked at every reading, so that a process which runs for years keeps its holidays. */
export const openWorkflowFolder = (folder: string, thisYear: () => number): WorkflowFolder => {
  let last = NOTHING;
  return {
    read: (): FolderReading => {
      const first = thisYear() - YEARS_BACK;
      const years = Array.from({ length: YEARS_BACK + YEARS_AHEAD + 1 }, (_, index) => first + index);
      const before = last;
      const now = keepLastGood(before, loadDefinitions(folder, { years }));
      last = now;
      return {
        definitions: now.files.flatMap(({ definition, text }) => (definition === undefined ? [] : [{ definition, source: text ?? "" }])),
        team: now.directory === undefined ? undefined : teamOf(now.directory),
        problems: now.problems.map(formatProblem),
        mistakes: mistakes(now.problems).length,
        gitCommit: now.gitCommit,
        describeChanges: (open) => changeLines(describeChanges(before, now, open)),
      };
    },
  };
};
