import { createReceiveEvent } from "../../application/receive-event.ts";
import type { Config, PlaygroundConfig, SlackConfig } from "../../config.ts";
import { openPlayground } from "../../playground/playground.ts";
import type { Coxswain, StartOptions } from "../../start-coxswain.ts";
import { createCheckFile } from "../check-file.ts";
import { readAppSurface } from "./app-surface.ts";
import { openLocal } from "./open-local.ts";

/** `startCoxswain`, handed in: the composition root is the one that imports everything. */
export type Open = (options: StartOptions) => Promise<Coxswain>;

/** What the playground is opened with. */
export interface Opening {
  readonly open: Open;
  readonly config: Config & PlaygroundConfig;
  readonly logger: StartOptions["logger"];
  /** Resolves when it is to end. */
  readonly stopped: Promise<void>;
  readonly say: (line: string) => void;
}

/** Beside tokens nothing that belongs to their workspace is touched: neither its database nor its port. */
const besideTokens = (config: Config & PlaygroundConfig): Config & PlaygroundConfig =>
  config.slack === undefined ? config : { ...config, databaseUrl: undefined, port: undefined, dataDir: `${config.dataDir}-playground` };

/** The local Slack limits nobody, and is done within milliseconds: a jump over weeks must not wait for either. */
const PACING = { perChannelMs: 0, perMinute: 1_000_000 };
const DELIVERY = { threadWaitMs: 20, lookAgainMs: 20, underWayMs: 100 };

const where = (url: string, port: number, wished: number): string =>
  port === wished || wished === 0 ? `The playground is at ${url}` : `Port ${wished} is taken: the playground is at ${url}`;

/** Opens a local Slack, the real app on it and the page; ends when it is told to. */
export const servePlayground = async ({ open, config: given, logger, stopped, say }: Opening): Promise<void> => {
  const config = besideTokens(given);
  const local = await openLocal(config.dataDir, config.workflowsDir);
  try {
    const { clock, workspace } = local;
    const slack: SlackConfig = local.slack;
    const product = await open({ config: { ...config, slack }, logger, clock, leaveOutBroken: true, pacing: PACING, delivery: DELIVERY });
    const receiveEvent = createReceiveEvent(product.core);
    const playground = await openPlayground({
      ...workspace,
      product,
      clock,
      workflowsDir: config.workflowsDir,
      check: createCheckFile(config.workflowsDir),
      logger,
      surface: readAppSurface(),
      pathOf: local.pathOf,
      receive: async (event) => await receiveEvent(product.core.workspace, event),
      port: config.playgroundPort,
    });
    say(`${where(playground.url, playground.port, config.playgroundPort)}  Ctrl-C stops it.`);
    await stopped;
    await playground.close();
    await product.stop();
  } finally {
    await local.close();
  }
};
