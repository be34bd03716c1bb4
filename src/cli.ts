import { Command, CommanderError } from "commander";
import { diffCommand } from "./cli/diff.ts";
import { lintCommand } from "./cli/lint.ts";
import { schemaCommand } from "./cli/schema.ts";

// Exit codes: 0 fine, 1 an expected no, 2 something to mend.
const workflows = process.env.WORKFLOWS_DIR ?? "workflows";

const COMMANDS: readonly Command[] = [lintCommand(workflows), schemaCommand(workflows), diffCommand()];

const program = new Command("coxswain").description("steers work that many people share").exitOverride();
for (const command of COMMANDS) program.addCommand(command.exitOverride());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
