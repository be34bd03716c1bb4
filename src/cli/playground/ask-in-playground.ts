import type { Logger } from "../../application/ports/machine.ts";
import type { AskOver } from "../../build-agent.ts";
import type { ModelsConfig } from "../../config.ts";
import { scriptedModel } from "../../playground/stories/scripted-model.ts";
import { isToldWithAgent } from "../../playground/stories/stories.ts";
import { asking } from "../asking.ts";

/** The case of the story with an agent is read by the script, whatever is configured; any other by the configured model, or by none. */
export const askInPlayground = async (config: ModelsConfig, logger: Logger, keptStory: () => string | undefined): Promise<AskOver> => {
  const [{ askThrough, lackingIn }, { ask: configured }] = await Promise.all([import("../../build-agent.ts"), asking(config, logger)]);
  const scripted = askThrough(() => () => scriptedModel, config.agentBudgets, logger);
  const ask: AskOver = (core, clocks) => {
    const [script, model] = [scripted(core, clocks), configured?.(core, clocks)];
    return async (asked) => {
      if (isToldWithAgent(keptStory(), asked.instance)) return await script(asked);
      return (await model?.(asked)) ?? { ok: false, why: "no-model", words: "No model is configured." };
    };
  };
  return Object.assign(ask, { lacks: lackingIn(config.models) });
};
