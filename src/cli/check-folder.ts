import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FolderCheck } from "../playground/workflow-files.ts";

const isDefinition = (path: string): boolean => /\.ya?ml$/.test(path);

/** Read when something is checked, and not with a start. */
const readChecks = async () => {
  const [{ checkDefinitions }, { formatProblem, mistakes }] = await Promise.all([
    import("../definitions/load.ts"),
    import("../definitions/problem.ts"),
  ]);
  return { checkDefinitions, formatProblem, mistakes };
};

/** Checks a whole folder, also as it would be with one file's text changed: other files may name what is in it. Nothing in it is written. */
export const createFolderCheck = (folder: string): FolderCheck => ({
  asItIs: async () => {
    const { checkDefinitions, formatProblem } = await readChecks();
    return checkDefinitions(folder).problems.map(formatProblem);
  },
  withChange: async (name, text) => {
    const { checkDefinitions, formatProblem, mistakes } = await readChecks();
    const copy = mkdtempSync(join(tmpdir(), "coxswain-check-"));
    try {
      cpSync(folder, copy, { recursive: true, dereference: true, filter: (source) => source === folder || isDefinition(source) });
      const before = new Set(mistakes(checkDefinitions(copy).problems).map(formatProblem));
      writeFileSync(join(copy, name), text);
      const problems = checkDefinitions(copy).problems;
      const made = mistakes(problems).filter((problem) => problem.file === name || !before.has(formatProblem(problem)));
      return { problems: problems.map(formatProblem), made: made.length };
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
});
