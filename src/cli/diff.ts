import { Command } from "commander";
import { changeLines } from "../definitions/change-lines.ts";
import { describeChanges } from "../definitions/changes.ts";
import { type Loaded, loadDefinitions } from "../definitions/load.ts";
import { formatProblem, mistakes } from "../definitions/problem.ts";

/** `diff <before> <after>`: what another folder changes, and for whom; exits 1 when something does, 2 on mistakes. */
export const diffCommand = (): Command =>
  new Command("diff")
    .description("say what changes between two folders of workflows, and for whom")
    .argument("<before>", "a folder of workflows")
    .argument("<after>", "another one")
    .action((before: string, after: string) => {
      process.exitCode = diff(loadDefinitions(before), loadDefinitions(after));
    });

const diff = (before: Loaded, after: Loaded): number => {
  const wrong = [...mistakes(before.problems), ...mistakes(after.problems)];
  for (const problem of wrong) console.error(formatProblem(problem));
  if (wrong.length > 0) return 2;
  const lines = changeLines(describeChanges(before, after));
  for (const line of lines) console.log(line);
  if (lines.length === 0) console.log("no change");
  return lines.length === 0 ? 0 : 1;
};
