import { setTimeout as pause } from "node:timers/promises";
import type { Clock, Logger } from "../application/ports/machine.ts";
import { type Config, readConfig, type SlackConfig } from "../config.ts";
import type { Product } from "./local/open.ts";

/** A running Coxswain, as far as the command line drives it. */
interface Running extends Product {
  readonly port: number | undefined;
  stop(): Promise<void>;
}

interface OpenOptions {
  readonly config: Config & { readonly slack: SlackConfig };
  readonly logger: Logger;
  readonly clock?: Clock;
}

/** `startCoxswain` of main.ts, handed in: the composition root is the one that imports everything. */
type Open = (options: OpenOptions) => Promise<Running>;

export type Environment = Readonly<Record<string, string | undefined>>;

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });

/** Longer than that, whoever stopped us kills us. */
const STOP_WITHIN_MS = 9_000;

const stopSoon = async (stop: () => Promise<void>): Promise<void> => {
  await Promise.race([stop(), pause(STOP_WITHIN_MS, undefined, { ref: false })]);
};

const serveSlack = async (open: Open, config: OpenOptions["config"], logger: Logger): Promise<void> => {
  const stopped = stopSignal();
  const running = await open({ config, logger });
  const { mode } = config.slack.delivery;
  console.error(`Coxswain is ready${mode === "socket" ? " and listens to Slack by Socket Mode" : ""}${where(running)}. Ctrl-C stops it.`);
  await stopped;
  await stopSoon(running.stop);
};

const where = ({ port }: Running): string => (port === undefined ? "" : `, on port ${port}`);

const serveTerminal = async (open: Open, config: Config, logger: Logger): Promise<void> => {
  const [{ openLocal }, { runPrompt }] = await Promise.all([import("./local/open.ts"), import("./local/prompt.ts")]);
  const stopped = stopSignal();
  const local = await openLocal(config.dataDir, config.workflowsDir);
  const { workspace, clock, slack } = local;
  try {
    const running = await open({ config: { ...config, slack }, logger, clock });
    const ports = {
      local: workspace,
      input: process.stdin,
      write: (text: string) => console.log(text),
      now: clock.now,
      quiet: () => local.quiet(running),
      later: (ms: number, stopped: () => void) => local.later(running, ms, stopped),
    };
    await Promise.race([runPrompt(ports, process.stdin.isTTY), stopped]);
    await stopSoon(running.stop);
  } finally {
    await local.close();
  }
};

/** Serves until it is told to stop, or the local workspace is left; then the process ends. */
export const start = async (open: Open, environment: Environment): Promise<void> => {
  const [{ createLogger }, { reportFailure }] = await Promise.all([import("../ops/logging.ts"), import("./failure.ts")]);
  try {
    const config = readConfig(environment);
    const logger = createLogger(config.logLevel);
    const { slack } = config;
    if (slack === undefined) await serveTerminal(open, config, logger);
    else await serveSlack(open, { ...config, slack }, logger);
    process.exit(0);
  } catch (error) {
    process.exit(reportFailure(error));
  }
};
