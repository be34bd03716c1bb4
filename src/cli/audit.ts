import { Command, Option } from "commander";
import { readConfig } from "../config.ts";
import type { Environment } from "./start.ts";

interface AuditOptions {
  readonly as: string;
  readonly format: "csv" | "jsonl";
  readonly workspace?: string;
  readonly agent?: true;
}

/** `audit <case>`: the whole trace of a case on standard output; the export is a row of it. */
export const auditCommand = (environment: Environment): Command =>
  new Command("audit")
    .description("write the whole trace of a case to standard output; that you did is a row of it")
    .argument("<case>", "the case's key as it was typed, for example 2024-0847, or its id")
    .requiredOption("--as <email>", "who exports it: compliance, or the process owner")
    .addOption(new Option("--format <format>", "a table, or a line of JSON for each row").choices(["csv", "jsonl"]).default("csv"))
    .option("--agent", "what models were asked and answered for the case instead of the trace: a line of JSON for each run and entry")
    .option("--workspace <id>", "whose case it is, where the database holds several workspaces")
    .action(async (caseKey: string, { as, format, workspace, agent }: AuditOptions) => {
      const config = readConfig(environment);
      const { exportTrace } = await import("./export-trace.ts");
      await exportTrace(
        config,
        { caseKey, as, format: agent === true ? "agent" : format, workspace },
        (text) => void process.stdout.write(text),
      );
    });
