import type { Logger } from "../application/ports/machine.ts";
import type { ModelsConfig } from "../config.ts";
import type { StartOptions } from "../start-coxswain.ts";

/** Read where a model is configured, and only there. */
export const asking = async (config: ModelsConfig, logger: Logger): Promise<Pick<StartOptions, "ask">> => {
  if (Object.values(config.models).every((model) => model === undefined)) return {};
  const { askConfigured } = await import("../build-agent.ts");
  return { ask: askConfigured(config, logger) };
};
