import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkDefinitions } from "../definitions/load.ts";
import { formatProblem, mistakes } from "../definitions/problem.ts";

/** What is wrong in a folder of definitions, as text. */
interface FolderChecked {
  /** `file:line:column mistake ...`. */
  readonly problems: readonly string[];
  /** How many of them keep a file from loading. */
  readonly mistakes: number;
  /** Mistakes in the file that was changed, or that the change made in another. */
  readonly made: number;
}

const isDefinition = (path: string): boolean => /\.ya?ml$/.test(path);

/** Checks a whole folder as it would be with one file's text changed: other files may name what is in it. Nothing in the folder is written. */
export const createCheckFile =
  (folder: string) =>
  (name: string, text: string): FolderChecked => {
    const copy = mkdtempSync(join(tmpdir(), "coxswain-check-"));
    try {
      cpSync(folder, copy, { recursive: true, dereference: true, filter: (source) => source === folder || isDefinition(source) });
      const before = new Set(mistakes(checkDefinitions(copy).problems).map(formatProblem));
      writeFileSync(join(copy, name), text);
      const problems = checkDefinitions(copy).problems;
      const wrong = mistakes(problems);
      const made = wrong.filter((problem) => problem.file === name || !before.has(formatProblem(problem)));
      return { problems: problems.map(formatProblem), mistakes: wrong.length, made: made.length };
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  };
