import { Command } from "commander";

/** `diff <before> <after>`: what another folder changes, and for whom; exits 1 when something does, 2 on mistakes. */
export const diffCommand = (): Command =>
  new Command("diff")
    .description("say what changes between two folders of workflows, and for whom")
    .argument("<before>", "a folder of workflows")
    .argument("<after>", "another one")
    .action(async (before: string, after: string) => {
      process.exitCode = await diff(before, after);
    });

const diff = async (folderBefore: string, folderAfter: string): Promise<number> => {
  const [{ changeLines }, { describeChanges }, { loadDefinitions }, { formatProblem, mistakes }] = await Promise.all([
    import("../definitions/change-lines.ts"),
    import("../definitions/changes.ts"),
    import("../definitions/load.ts"),
    import("../definitions/problem.ts"),
  ]);
  const [before, after] = [loadDefinitions(folderBefore), loadDefinitions(folderAfter)];
  const wrong = [...mistakes(before.problems), ...mistakes(after.problems)];
  for (const problem of wrong) console.error(formatProblem(problem));
  if (wrong.length > 0) return 2;
  const lines = changeLines(describeChanges(before, after));
  for (const line of lines) console.log(line);
  if (lines.length === 0) console.log("no change");
  return lines.length === 0 ? 0 : 1;
};
