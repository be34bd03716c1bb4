import { Command } from "commander";
import { readConfig } from "../config.ts";
import { rehearseCommand } from "./agent-rehearse.ts";
import { BadInput } from "./failure.ts";
import type { Environment } from "./start.ts";

/** `agent …`: what concerns the models. */
export const agentCommand = (environment: Environment): Command =>
  new Command("agent")
    .description("the models that read and word for people")
    .addCommand(tryCommand(environment))
    .addCommand(rehearseCommand(environment));

/** `agent try`: asks each configured model one small thing; exits 1 when one of them does not do it. */
const tryCommand = (environment: Environment): Command =>
  new Command("try")
    .description("ask the model of each purpose one small thing: an object, a text, a stream, a tool")
    .addHelpText(
      "after",
      "\nCosts less than a cent with most models. Exits 0 when all of it works, 1 when some does not, 2 when there is no model.",
    )
    .action(async () => {
      process.exitCode = await tryAll(environment);
    });

const tryAll = async (environment: Environment): Promise<0 | 1> => {
  const { models } = readConfig(environment);
  if (Object.values(models).every((model) => model === undefined)) {
    throw new BadInput(
      "ANTHROPIC_API_KEY: missing; set it, OPENAI_API_KEY, or MODEL to try a model. Without one there are templates. See .env.example.",
    );
  }
  const [{ createModels, nameOf }, { tryModels }] = await Promise.all([
    import("../agent/models/models-by-purpose.ts"),
    import("./try-models.ts"),
  ]);
  const configured = createModels(models);
  const nameFor = (purpose: keyof typeof models): string => {
    const choice = models[purpose];
    return choice === undefined ? "none" : nameOf(choice);
  };
  return await tryModels(configured, nameFor, (line) => console.log(line));
};
