import type { Clock, Logger, MachineClock } from "./application/ports/machine.ts";
import type { Purpose } from "./application/ports/model.ts";
import type { Agent, AskOver } from "./build-agent.ts";
import type { Core } from "./build-core.ts";
import type { Jobs } from "./jobs/open-jobs.ts";
import type { SlackApp, SlackAppPorts } from "./slack/app.ts";

/** What waits for a model waits in a queue of its own. */
export type ModelQueue = "understand" | "word";

export type Later = (queue: ModelQueue, data: Readonly<Record<string, unknown>>, key: string) => Promise<void>;

/** Whether there is a model for a purpose. */
export const modelsIn =
  (ask: AskOver | undefined) =>
  (purpose: Purpose): boolean =>
    ask !== undefined && !(ask.lacks ?? []).includes(purpose);

interface Around {
  readonly ask: AskOver | undefined;
  readonly clock: Clock;
  readonly machine: MachineClock;
  readonly logger: Logger;
}

/** What a model does for people; undefined, and nothing of it read, where none is configured. */
export const beginAgent = async (core: Core, { ask, clock, machine, logger }: Around): Promise<Agent | undefined> => {
  if (ask === undefined) return undefined;
  const { buildAgent } = await import("./build-agent.ts");
  return buildAgent(core, ask(core, { clock, machine }), { clock, machine, logger });
};

/** What Slack's listeners are given where there is a model. */
export const listeningWith = (agent: Agent | undefined, later: Later): Pick<SlackAppPorts, "understanding" | "wording"> =>
  agent === undefined
    ? {}
    : {
        understanding: { ...agent, later: async (reply) => await later("understand", reply, reply.id) },
        wording: { ...agent, later: async (update) => await later("word", { kind: "update", ...update }, update.id) },
      };

/** Agents at work at a time. */
const AGENTS_AT_A_TIME = 3;
/** Somebody waits for an update, and a model takes its time for packets that nobody waits for. */
const WORDINGS_AT_A_TIME = 2;

/** Puts workers on what waits for a model. */
export const workAgent = async ({ work }: Pick<Jobs, "work">, app: Pick<SlackApp, "understand" | "word">, agent: Agent): Promise<void> => {
  await work("understand", async (job) => void (await app.understand(job.data, job)));
  await work("word", async ({ data, signal }) => void (await app.word(data, signal)), { concurrency: WORDINGS_AT_A_TIME });
  await work("analyse", async ({ data, signal }) => void (await agent.analyse(data, signal)));
  await work("specialist", async ({ data, signal }) => void (await agent.wake(data, signal)), { concurrency: AGENTS_AT_A_TIME });
};
