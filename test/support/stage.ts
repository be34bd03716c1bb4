import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { FolderReading } from "../../src/application/ports/workflow-folder.ts";
import type { AskOver } from "../../src/build-agent.ts";
import { openLocalWorkspace } from "../../src/cli/local/workspace.ts";
import type { Config } from "../../src/config.ts";
import type { Instant } from "../../src/engine/ids.ts";
import type { SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { type Coxswain, startCoxswain } from "../../src/start-coxswain.ts";
import type { OpenTestDatabase, TestDatabase } from "./databases.ts";
import { createRecordingLogger, type RecordingLogger } from "./recording-logger.ts";
import { workflowFolder } from "./workflow-folder.ts";

export const SHIPPED = fileURLToPath(new URL("../../workflows", import.meta.url));
export const WEBHOOK_SECRET = "whsec_c3RhZ2Ugc2VjcmV0IGZvciB0ZXN0cw==";

/** A whole product on a stage: the real Bolt app against the stand-in, on a real database, in virtual time. */
export interface Stage {
  readonly slack: SlackStandIn;
  readonly database: TestDatabase;
  readonly logger: RecordingLogger;
  app(): Coxswain;
  now(): Instant;
  /** The same, as a playground is given it. */
  readonly clock: { now(): Instant; moveTo(at: Instant): void };
  /** A person by the local part of their email. */
  as(handle: string): ReturnType<SlackStandIn["asUser"]>;
  /** Everything that was set going is done: queue empty, Slack quiet. */
  settled(): Promise<void>;
  /** Time passes: every moment on the way is swept in its turn. */
  until(moment: Instant): Promise<void>;
  /** To the next moment at which anything could happen; answers it. */
  next(): Promise<Instant | undefined>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface StageOptions {
  readonly open: OpenTestDatabase;
  readonly mode?: "socket" | "http";
  readonly workflowsDir?: string;
  readonly at: Instant;
  /** Block types that the workspace does not take. */
  readonly refusedBlocks?: readonly string[];
  /** A model that answers by script; without it there is none. */
  readonly ask?: AskOver;
}

const readings = new Map<string, Promise<FolderReading>>();

/** Read once a process: the product reads it again itself. */
const readingOf = async (directory: string, at: Instant): Promise<FolderReading> => {
  const reading = readings.get(directory) ?? workflowFolder(directory, () => at).read();
  readings.set(directory, reading);
  return await reading;
};

/** Nothing waits on the machine's clock for long: a thread's root is posted within milliseconds. */
const DELIVERY = { threadWaitMs: 20, lookAgainMs: 20, underWayMs: 100 };
const PACING = { perChannelMs: 0, perMinute: 1_000_000 };

export const openStage = async ({
  open,
  mode = "socket",
  workflowsDir = SHIPPED,
  at,
  refusedBlocks = [],
  ask,
}: StageOptions): Promise<Stage> => {
  let now = at;
  const clock = {
    now: (): Instant => now,
    moveTo: (at: Instant): void => {
      now = Math.max(now, at);
    },
  };
  const logger = createRecordingLogger();
  const database = await open();
  const reading = await readingOf(workflowsDir, at);
  const { slack, people } = await openLocalWorkspace(reading, { redeliverAfterMs: [0, 50, 100], refusedBlocks });
  const config: Config & { readonly slack: NonNullable<Config["slack"]> } = {
    slack: {
      botToken: slack.botToken,
      apiUrl: slack.url,
      delivery: mode === "socket" ? { mode, appToken: slack.appToken } : { mode, signingSecret: slack.signingSecret, port: 0 },
    },
    port: 0,
    databaseUrl: database.databaseUrl,
    dataDir: "unused",
    workflowsDir,
    sweepCron: "*/5 * * * * *",
    agentTextDays: 30,
    webhookSecret: WEBHOOK_SECRET,
    logLevel: "silent",
  };
  const start = async (): Promise<Coxswain> => {
    const kept = { ...database, close: async () => undefined };
    const started = await startCoxswain({
      config,
      logger,
      clock,
      timers: false,
      open: async () => kept,
      folder: workflowFolder(workflowsDir, clock.now),
      delivery: DELIVERY,
      pacing: PACING,
      ...(ask === undefined ? {} : { ask }),
    });
    if (mode === "http") slack.deliverTo({ url: `http://127.0.0.1:${started.port}/slack/events` });
    return started;
  };
  let app = await start();
  if (mode === "socket") await slack.waitFor(() => slack.sockets() > 0);

  const settled = async (): Promise<void> => {
    for (;;) {
      await app.drain();
      await slack.settled();
      if ((await app.waiting()) === 0) return;
      // PGlite answers within microtasks: without a turn of the event loop no timer would ever fire.
      await turn();
    }
  };
  const sweep = async (): Promise<void> => {
    await app.sweep();
    await settled();
  };
  const next = async (): Promise<Instant | undefined> => {
    const wake = await app.core.store.nextWake();
    if (wake === undefined) return undefined;
    now = Math.max(now, wake);
    await sweep();
    return wake;
  };
  return {
    slack,
    database,
    logger,
    app: () => app,
    now: clock.now,
    clock,
    as: (handle) => {
      const id = people.get(handle);
      if (id === undefined) throw new Error(`there is nobody called ${handle} in teams.yaml`);
      return slack.asUser(id);
    },
    settled,
    until: async (moment) => {
      for (let wake = await app.core.store.nextWake(); wake !== undefined && wake <= moment; wake = await app.core.store.nextWake())
        await next();
      now = Math.max(now, moment);
      await sweep();
    },
    next,
    restart: async () => {
      await app.stop();
      app = await start();
      if (mode === "socket") await slack.waitFor(() => slack.sockets() > 0);
    },
    stop: async () => {
      await app.stop();
      await slack.stop();
    },
  };
};
