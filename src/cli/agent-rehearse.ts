import { Command, InvalidArgumentError, Option } from "commander";
import type { Rehearsing } from "./rehearse.ts";
import type { Environment } from "./start.ts";

const number = (text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("Expected a number above 0.");
  return value;
};

const whole = (text: string): number => {
  const value = number(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError("Expected a whole number above 0.");
  return value;
};

const day = (text: string): number => {
  const at = /^\d{4}-\d{2}-\d{2}(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isFinite(at)) throw new InvalidArgumentError("Expected a day, such as 2026-11-01.");
  return at;
};

const HELP = `
It sends to that model what was sent to the other one, as it is on record, and compares. No case changes and nothing is recorded.
Answers of a shape are compared field by field (of wordings only whether there are any), tools by which are called with what, words by the
facts that they name. What was erased meanwhile (AGENT_TEXT_DAYS) is left out and counted.
Keys and addresses of models come from the environment, as for \`npm start\`. Exits 0 when all was asked and answered, 1 when a request
failed or the budget ended before, 2 for something to mend.`;

/** `agent rehearse`: what another model would have said, before anyone switches. */
export const rehearseCommand = (environment: Environment): Command =>
  new Command("rehearse")
    .description("ask another model what was asked before, in the shadow, and report agreement, cost and drift")
    .requiredOption("--model <model>", "anthropic:<name>, openai:<name> or bedrock:<name>")
    .addOption(new Option("--purpose <purpose>", "of one purpose alone").choices(["classify", "draft", "analyse", "act"]))
    .option("--since <day>", "what was asked since then", day)
    .option("--limit <runs>", "so many of the newest runs", whole, 100)
    .option("--spend <cents>", "how much it may cost, for a model whose price is known", number)
    .option("--spend-tokens <tokens>", "how much it may use, for a model whose price is not known", whole)
    .option("--dry-run", "ask nothing; say how many requests and tokens it would be")
    .option("--json", "the report as JSON")
    .option("--workspace <id>", "whose runs, where the database holds several workspaces")
    .addHelpText("after", HELP)
    .action(async (options: Rehearsing) => {
      const { rehearseRecorded } = await import("./rehearse.ts");
      const streams = { out: (line: string) => console.log(line), note: (line: string) => console.error(line) };
      process.exitCode = await rehearseRecorded(environment, options, streams);
    });
