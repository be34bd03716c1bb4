import type { Clock, Logger, MachineClock } from "./application/ports/machine.ts";
import type { AskOver } from "./build-agent.ts";
import type { Core } from "./build-core.ts";
import type { Jobs } from "./jobs/open-jobs.ts";
import type { SlackApp, SlackAppPorts } from "./slack/app.ts";

/** What waits for a model waits in a queue of its own. */
export type ModelQueue = "understand" | "word";

/** Somebody waits for an update, and a model takes its time for packets that nobody waits for. */
const WORDINGS_AT_A_TIME = 2;

export type Later = (queue: ModelQueue, data: Readonly<Record<string, unknown>>, key: string) => Promise<void>;

/** What Slack's listeners are given where there is a model: the rest of the code is not read without one. */
export const withModel = async (
  { ask, logger }: { readonly ask?: AskOver; readonly logger: Logger },
  core: Core,
  clocks: { readonly clock: Clock; readonly machine: MachineClock },
  later: Later,
): Promise<Pick<SlackAppPorts, "understanding" | "wording">> => {
  if (ask === undefined) return {};
  const { buildAgent } = await import("./build-agent.ts");
  const agent = buildAgent(core, ask(core, clocks), clocks.machine, logger);
  return {
    understanding: { ...agent, later: async (reply) => await later("understand", reply, reply.id) },
    wording: { ...agent, later: async (update) => await later("word", { kind: "update", ...update }, update.id) },
  };
};

export const workWithModel = async (jobs: Pick<Jobs, "work">, app: Pick<SlackApp, "understand" | "word">): Promise<void> => {
  await jobs.work("understand", async ({ data, signal }) => void (await app.understand(data, signal)));
  await jobs.work("word", async ({ data, signal }) => void (await app.word(data, signal)), { concurrency: WORDINGS_AT_A_TIME });
};
