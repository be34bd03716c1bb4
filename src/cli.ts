import module from "node:module";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { agentCommand } from "./cli/agent.ts";
import { auditCommand } from "./cli/audit.ts";
import { diffCommand } from "./cli/diff.ts";
import { reportFailure } from "./cli/failure.ts";
import { lintCommand } from "./cli/lint.ts";
import { playgroundCommand } from "./cli/playground-command.ts";
import { schemaCommand } from "./cli/schema.ts";
import { slackStandInCommand } from "./cli/slack-stand-in.ts";
import { startCommand } from "./cli/start-command.ts";
import { verifyCommand } from "./cli/verify.ts";

// What a command imports is compiled once and kept.
module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/coxswain/compiled", import.meta.url)));

// Exit codes: 0 fine, 1 an expected no or a failure, 2 something to mend.
const environment = process.env;

const COMMANDS: readonly Command[] = [
  startCommand(environment),
  playgroundCommand(environment),
  lintCommand(environment),
  diffCommand(),
  schemaCommand(environment),
  auditCommand(environment),
  verifyCommand(environment),
  agentCommand(environment),
  slackStandInCommand(),
];

const program = new Command("coxswain")
  .description("Steers work that many people share: reminds, notices silence, escalates, asks, and keeps the trace.")
  .addHelpText("after", "\nIt is configured by its environment; .env.example lists every variable.")
  .exitOverride();
for (const command of COMMANDS) {
  program.addCommand(command.copyInheritedSettings(program));
  for (const below of command.commands) below.copyInheritedSettings(command);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else process.exitCode = reportFailure(error);
}
