import { join } from "node:path";
import { Command } from "commander";
import { readConfig } from "../config.ts";
import type { Environment } from "./start.ts";

/** `lint [dir]`: every mistake and warning of a folder of workflows; exits 2 when there is a mistake. */
export const lintCommand = (environment: Environment): Command =>
  new Command("lint")
    .description("check workflows, teams.yaml and agents.yaml; all mistakes at once")
    .argument("[dir]", "the folder of workflows; WORKFLOWS_DIR unless given")
    .action(async (folder: string | undefined) => {
      process.exitCode = await lint(folder ?? readConfig(environment).workflowsDir);
    });

const lint = async (folder: string): Promise<number> => {
  const [{ checkDefinitions }, { formatProblem, mistakes }] = await Promise.all([
    import("../definitions/load.ts"),
    import("../definitions/problem.ts"),
  ]);
  const { problems, workflows } = checkDefinitions(folder);
  for (const problem of problems)
    console.log(formatProblem({ ...problem, file: problem.file === folder ? folder : join(folder, problem.file) }));
  const wrong = mistakes(problems).length;
  console.log([counted(workflows, "workflow"), counted(wrong, "mistake"), counted(problems.length - wrong, "warning")].join(", "));
  return wrong > 0 ? 2 : 0;
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
