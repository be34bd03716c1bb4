import { createReceiveEvent } from "../../application/receive-event.ts";
import { type Begun, beginOpening } from "../../begin-opening.ts";
import type { Config, ModelsConfig, PlaygroundConfig, SlackConfig } from "../../config.ts";
import { keepServing } from "../../ops/last-resort.ts";
import { createKeptFile } from "../../playground/kept-file.ts";
import { STORY_FILE } from "../../playground/stories/kept.ts";
import type { StartOptions } from "../../start-coxswain.ts";
import { createFolderCheck } from "../check-folder.ts";
import { askInPlayground } from "./ask-in-playground.ts";
import { type Kept, openKept } from "./open-kept.ts";

/** What the playground is opened with. */
export interface Opening {
  readonly config: Config & ModelsConfig & PlaygroundConfig;
  readonly logger: StartOptions["logger"];
  /** Resolves when it is to end. */
  readonly stopped: Promise<void>;
  readonly say: (line: string) => void;
}

/** Beside tokens nothing that belongs to their workspace is touched: neither its database nor its port. */
const besideTokens = (config: Config & ModelsConfig & PlaygroundConfig): Config & ModelsConfig & PlaygroundConfig =>
  config.slack === undefined ? config : { ...config, databaseUrl: undefined, port: undefined, dataDir: `${config.dataDir}-playground` };

/** The local Slack limits nobody, and is done within milliseconds: a jump over weeks must not wait for either. */
const PACING = { perChannelMs: 0, perMinute: 1_000_000 };
const DELIVERY = { threadWaitMs: 20, lookAgainMs: 20, underWayMs: 100 };

const where = (url: string, port: number, wished: number): string =>
  port === wished || wished === 0 ? `The playground is at ${url}` : `Port ${wished} is taken: the playground is at ${url}`;

/** The real app on a local Slack. */
const openProduct = async (config: Opening["config"], logger: Opening["logger"], kept: Kept, opening: Begun) => {
  const { clock } = kept;
  const [{ startCoxswain }, reading] = await Promise.all([import("../../start-coxswain.ts"), opening.reading]);
  const workspace = await kept.openWorkspace(reading);
  const { botToken, appToken, url } = workspace.slack;
  const slack: SlackConfig = { botToken, delivery: { mode: "socket", appToken }, apiUrl: url };
  const { open, folder } = opening;
  const ask = await askInPlayground(config, logger, createKeptFile(kept.pathOf(STORY_FILE)).read);
  const options = { logger, clock, open, folder, ask, leaveOutBroken: true, pacing: PACING, delivery: DELIVERY };
  return { workspace, problems: reading.problems, product: await startCoxswain({ ...options, config: { ...config, slack } }) };
};

/** Opens a local Slack, the real app on it and the page; ends when it is told to. */
export const servePlayground = async ({ config: given, logger, stopped, say }: Opening): Promise<void> => {
  const config = besideTokens(given);
  const kept = await openKept(config.dataDir);
  try {
    const opening = beginOpening(config, logger, kept.clock);
    // Read after that has begun: the definitions are checked on a thread of their own meanwhile.
    const [{ openPlayground }, { readAppSurface }] = await Promise.all([
      import("../../playground/playground.ts"),
      import("./app-surface.ts"),
    ]);
    const { workspace, problems, product } = await openProduct(config, logger, kept, opening);
    const receiveEvent = createReceiveEvent(product.core);
    keepServing(process, logger);
    const playground = await openPlayground({
      ...workspace,
      product,
      clock: kept.clock,
      workflowsDir: config.workflowsDir,
      check: createFolderCheck(config.workflowsDir),
      problems,
      logger,
      surface: readAppSurface(),
      pathOf: kept.pathOf,
      receive: async (event) => await receiveEvent(product.core.workspace, event),
      port: config.playgroundPort,
    });
    say(`${where(playground.url, playground.port, config.playgroundPort)}  Ctrl-C stops it.`);
    await stopped;
    await playground.close();
    await product.stop();
    await workspace.slack.stop();
  } finally {
    await kept.close();
  }
};
