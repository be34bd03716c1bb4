import type { Clock, Logger, MachineClock } from "./application/ports/machine.ts";
import type { Purpose } from "./application/ports/model.ts";
import type { Agent, AskOver } from "./build-agent.ts";
import type { Core } from "./build-core.ts";
import type { Jobs } from "./jobs/open-jobs.ts";
import type { SlackApp } from "./slack/app.ts";

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

/** Agents at work at a time. */
const AGENTS_AT_A_TIME = 3;

/** Puts workers on what waits for a model. */
export const workAgent = async ({ work }: Pick<Jobs, "work">, app: Pick<SlackApp, "understand">, agent: Agent): Promise<void> => {
  await work("understand", async ({ data, signal }) => void (await app.understand(data, signal)));
  await work("specialist", async ({ data, signal }) => void (await agent.wake(data, signal)), { concurrency: AGENTS_AT_A_TIME });
};
