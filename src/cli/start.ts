import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "../application/ports/machine.ts";
import { beginOpening } from "../begin-opening.ts";
import { type Config, ConfigError, type ModelsConfig, type PlaygroundConfig, readConfig, type SlackConfig } from "../config.ts";
import { keepServing } from "../ops/last-resort.ts";
import { asking } from "./asking.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });

/** Longer than that, whoever stopped us kills us. */
const STOP_WITHIN_MS = 9_000;

const tooLong = async (stopped: Promise<void>): Promise<void> => {
  await stopped;
  await pause(STOP_WITHIN_MS, undefined, { ref: false });
};

const REAL_CLOCK = { now: () => Date.now() };

const where = (port: number | undefined): string => (port === undefined ? "" : `, on port ${port}`);

type Serving = (config: Config & ModelsConfig & { readonly slack: SlackConfig }, logger: Logger, stopped: Promise<void>) => Promise<void>;

const serve: Serving = async (config, logger, stopped) => {
  const { open, folder } = beginOpening(config, logger, REAL_CLOCK);
  const { startCoxswain } = await import("../start-coxswain.ts");
  const running = await startCoxswain({ config, logger, open, folder, ...(await asking(config, logger)) });
  keepServing(process, logger);
  const { mode } = config.slack.delivery;
  console.error(
    `Coxswain is ready${mode === "socket" ? " and listens to Slack by Socket Mode" : ""}${where(running.port)}. Ctrl-C stops it.`,
  );
  await stopped;
  await running.stop();
};

/** Also while it starts, perhaps for minutes beside a database that is down, it leaves in time when it is told to. */
const serveSlack = async (config: Config & ModelsConfig & { readonly slack: SlackConfig }, logger: Logger): Promise<void> => {
  const stopped = stopSignal();
  await Promise.race([serve(config, logger, stopped), tooLong(stopped)]);
};

const openPlayground = async (config: Config & ModelsConfig & PlaygroundConfig, logger: Logger): Promise<void> => {
  if (config.isProduction && config.slack !== undefined) {
    throw new ConfigError("NODE_ENV: the playground does not open in production beside Slack's tokens. Unset NODE_ENV or the tokens.");
  }
  const stopped = stopSignal();
  const { servePlayground } = await import("./playground/serve-playground.ts");
  const say = (line: string): void => console.log(line);
  await Promise.race([servePlayground({ config, logger, stopped, say }), tooLong(stopped)]);
};

/** Serves until it is told to stop; then the process ends. Without tokens, or when it is asked for, what is served is the playground. */
export const start = async (environment: Environment, what: "as configured" | "playground" = "as configured"): Promise<void> => {
  const [{ createLogger }, { reportFailure }] = await Promise.all([import("../ops/logging.ts"), import("./failure.ts")]);
  try {
    const config = readConfig(environment);
    const logger = createLogger(config.logLevel);
    const { slack } = config;
    if (slack === undefined || what === "playground") await openPlayground(config, logger);
    else await serveSlack({ ...config, slack }, logger);
    process.exit(0);
  } catch (error) {
    process.exit(reportFailure(error));
  }
};
