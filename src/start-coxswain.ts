import { createHash } from "node:crypto";
import { atMostEvery } from "./application/at-most-every.ts";
import { createBuildHome } from "./application/build-home.ts";
import { createChaseRequests } from "./application/chase-requests.ts";
import { DELIVERY_DEFAULTS, type DeliveryOptions } from "./application/deliver-message.ts";
import type { Clock, Logger, MachineClock } from "./application/ports/machine.ts";
import type { WorkflowFolder } from "./application/ports/workflow-folder.ts";
import { createPrecedence, type Precedence } from "./application/precedence.ts";
import { createReceiveEvent } from "./application/receive-event.ts";
import { createReviewAutonomy } from "./application/review-autonomy.ts";
import { createRunRoutines } from "./application/run-routines.ts";
import { createSendDigests } from "./application/send-digests.ts";
import { SWEEP_DEFAULTS } from "./application/sweep.ts";
import { createWakeUp } from "./application/wake-up.ts";
import type { AskOver } from "./build-agent.ts";
import { buildCore, type Core } from "./build-core.ts";
import { buildDelivery } from "./build-delivery.ts";
import { type Config, naming, type SlackConfig } from "./config.ts";
import { WorkspaceId } from "./engine/ids.ts";
import { startServer } from "./http/server.ts";
import { createReceiveWebhook } from "./integrations/webhook/receive-webhook.ts";
import { enqueueSql } from "./jobs/enqueue.ts";
import { type Jobs, openJobs } from "./jobs/open-jobs.ts";
import { createTick, type Tick } from "./jobs/tick.ts";
import { createSlackApp, type SlackApp } from "./slack/app.ts";
import { createSlackChannel } from "./slack/channel.ts";
import { createSlackClient, identify, type SlackIdentity } from "./slack/identify.ts";
import type { ReplyToUnderstand } from "./slack/listeners/reply-to-understand.ts";
import type { PacingOptions } from "./slack/pacing.ts";
import { createProfiles } from "./slack/profiles.ts";
import { SLACK_PATH } from "./slack/receiver.ts";
import { createTokenGuard, type TokenGuard } from "./slack/token-guard.ts";
import { homeView } from "./slack/views/home.ts";
import { createEnqueueNow } from "./store/enqueue-now.ts";
import { migrate } from "./store/migrate.ts";
import type { Database } from "./store/open-database.ts";
import { purgeCommands } from "./store/purge-commands.ts";
import { createRoutineStore } from "./store/routine-store.ts";

export interface StartOptions {
  readonly config: Config & { readonly slack: SlackConfig };
  readonly logger: Logger;
  /** To a database; it is migrated here. */
  readonly open: () => Promise<Database>;
  readonly folder: WorkflowFolder;
  /** Domain time; a virtual one in tests and in the playground. */
  readonly clock?: Clock;
  readonly machine?: MachineClock;
  /** False: it sweeps only when `sweep` is called. */
  readonly timers?: boolean;
  readonly delivery?: Partial<DeliveryOptions>;
  readonly pacing?: PacingOptions;
  /** Starts without the definitions that have mistakes, where people and teams have none. */
  readonly leaveOutBroken?: boolean;
  /** The way to a model; without it everything works from clear phrases and templates. */
  readonly ask?: AskOver;
}

/** A running Coxswain. */
export interface Coxswain {
  readonly core: Core;
  readonly database: Database;
  /** Of the one server; undefined without PORT. */
  readonly port: number | undefined;
  /** Sweeps cases and routines until nothing is due. */
  sweep(): Promise<number>;
  /** Resolves when nobody waits for a private answer, no job is running, and none waits that is due. */
  drain(): Promise<void>;
  /** Jobs that wait, those that were put off included. */
  waiting(): Promise<number>;
  /** Stops receiving, then the clock, the queue and the database. */
  stop(): Promise<void>;
}

const REAL_CLOCK = { now: () => Date.now() };
const MINUTE_MS = 60_000;

/** The same in every replica and after a restart, and nobody else's. */
const markerSecret = (botToken: string): string => createHash("sha256").update(`coxswain marker ${botToken}`).digest("hex");

interface Foundation {
  readonly options: StartOptions;
  readonly database: Database;
  readonly jobs: Jobs;
  readonly precedence: Precedence;
  readonly identity: SlackIdentity;
  readonly client: ReturnType<typeof createSlackClient>;
  readonly clock: Clock;
  readonly machine: MachineClock;
}

/** Who we are; a database that is being opened meanwhile is closed again when Slack does not know. */
const identifyOrClose = async ({ config, open }: StartOptions, client: Foundation["client"]): Promise<SlackIdentity> => {
  try {
    return await identify(client);
  } catch (error) {
    // A server that is down is not waited for: nothing of it has to be closed.
    if (config.databaseUrl === undefined) await (await open()).close();
    throw error;
  }
};

const openFoundation = async (options: StartOptions): Promise<Foundation> => {
  const { config, logger, clock = REAL_CLOCK, machine = REAL_CLOCK } = options;
  const client = createSlackClient(config.slack);
  const identity = await identifyOrClose(options, client);
  const database = await options.open();
  try {
    await migrate(database.pool);
    const precedence = createPrecedence();
    const { pool, kind } = database;
    const jobs = await openJobs({ pool, kind, databaseUrl: config.databaseUrl, logger, turn: precedence.turn });
    return { options, database, jobs, precedence, identity, client, clock, machine };
  } catch (error) {
    await database.close();
    throw error;
  }
};

const coreOf = async (
  { options, database, jobs, identity, client, clock, machine }: Foundation,
  arm: (at: number | undefined) => void,
): Promise<Core & { readonly wakeUp: ReturnType<typeof createWakeUp> }> => {
  const { logger, folder, timers = true, leaveOutBroken = false } = options;
  const wakeUp = createWakeUp({
    clock,
    machine,
    wakeQueue: (queue) => jobs.wake(queue as Parameters<Jobs["wake"]>[0]),
    armAt: (at) => (timers ? arm(at) : undefined),
  });
  const workspace = WorkspaceId.parse(identity.teamId);
  const profiles = createProfiles(client, clock);
  const core = await buildCore({ database, workspace, folder, profiles, clock, logger, wakeUp, sweep: SWEEP_DEFAULTS, leaveOutBroken });
  return { ...core, wakeUp };
};

/** One hour of domain time each: morning digests, what Slack knows of people, and what is kept no longer. */
const routinesOf = ({ database, clock, machine, options }: Foundation, core: Core) => {
  const sendDigests = createSendDigests(core, options.delivery?.interruptBudget ?? DELIVERY_DEFAULTS.interruptBudget);
  return createRunRoutines(
    { routines: createRoutineStore(database), clock, logger: options.logger },
    {
      digests: sendDigests,
      autonomy: createReviewAutonomy(core),
      intake: createChaseRequests(core),
      // Slack lives in machine time: a virtual week asks it once, not every hour.
      people: atMostEvery(machine, 30 * MINUTE_MS, async () => await core.directory.sync("all")),
      purge: async () => void (await purgeCommands(database)),
    },
  );
};

const deliveryOf = async (foundation: Foundation, core: Core, token: TokenGuard): Promise<void> => {
  const { options, jobs, identity, client, clock, machine } = foundation;
  const { logger, config, pacing, delivery } = options;
  const buildHome = createBuildHome({ ...core, clock });
  const channel = createSlackChannel(
    {
      client,
      identity,
      catalogue: core.catalogue,
      profiles: createProfiles(client, clock),
      machine,
      token,
      homeModel: async (person) => {
        const slackId = core.catalogue.directory().people.get(person)?.slackId;
        return slackId === undefined ? undefined : { slackId, view: homeView(await buildHome(core.workspace, person)) };
      },
    },
    { markerSecret: markerSecret(config.slack.botToken), ...(pacing === undefined ? {} : { pacing }) },
  );
  await buildDelivery({ core, channel, jobs, clock, machine, logger, options: { ...DELIVERY_DEFAULTS, ...delivery } });
};

/** The names of what is not ready. */
const readinessOf =
  ({ database }: Foundation, app: SlackApp, token: TokenGuard) =>
  async (): Promise<readonly string[]> => {
    const refused = token.refused();
    const missing = [...(app.connected() ? [] : ["slack"]), ...(refused === undefined ? [] : [`slack token (${refused})`])];
    try {
      await database.pool.query("SELECT 1");
      return missing;
    } catch {
      return ["database", ...missing];
    }
  };

const serve = async (foundation: Foundation, core: Core, app: SlackApp, token: TokenGuard) => {
  const { config, logger } = foundation.options;
  if (config.port === undefined) return undefined;
  const receiveEvent = createReceiveEvent(core);
  const receive: typeof receiveEvent = (...event) => foundation.precedence.first(() => receiveEvent(...event));
  const { webhookSecret } = config;
  const routes = {
    slack: app.listener === undefined ? undefined : { path: SLACK_PATH, listener: app.listener },
    events:
      webhookSecret === undefined
        ? undefined
        : await naming("WEBHOOK_SECRET", () => createReceiveWebhook(webhookSecret, () => core.workspace, receive, logger)),
    notReady: readinessOf(foundation, app, token),
  };
  const { port } = config;
  return await naming("PORT", async () => await startServer(port, routes));
};

/** What no clear phrase was found in waits for a model in a queue of its own. */
const understandingOf = async (foundation: Foundation, core: Core, later: (reply: ReplyToUnderstand) => Promise<void>) => {
  const { options, clock, machine } = foundation;
  const { ask, logger } = options;
  if (ask === undefined) return {};
  const { buildAgent } = await import("./build-agent.ts");
  return { understanding: { later, ...buildAgent(core, ask(core, { clock, machine }), machine, logger) } };
};

const slackAppOf = async (foundation: Foundation, core: Core): Promise<SlackApp> => {
  const { options, identity, client, clock, machine, jobs, database, precedence } = foundation;
  const { config, logger } = options;
  const { workspace, catalogue, directory } = core;
  const enqueue = createEnqueueNow<"refresh" | "home" | "understand">(database, enqueueSql, jobs.wake);
  return createSlackApp({
    ...core,
    config: config.slack,
    identity,
    client,
    clock,
    machineClock: machine,
    answering: precedence.first,
    logger,
    profiles: createProfiles(client, clock),
    peopleChanged: directory.reread,
    catalogue,
    reload: async ({ id, person }) => await core.reload({ id, actor: { kind: "person", id: person }, via: "slack" }),
    ...(await understandingOf(
      foundation,
      core,
      async (reply) => await enqueue("understand", { workspace, ...reply }, `understand:${reply.id}`),
    )),
    refresh: async (instance) => await enqueue("refresh", { workspace, instance }, `refresh:${instance}`),
    refreshHome: async (person) => await enqueue("home", { workspace, person }, `home:${person}`),
  });
};

/**
 * Opens the database, loads the definitions, and serves one workspace until `stop`. Throws `ConfigError`, `SlackStartError` or
 * `DefinitionsError` for what somebody has to mend, each with what, where and how.
 */
export const startCoxswain = async (options: StartOptions): Promise<Coxswain> => {
  const { logger, timers = true, config } = options;
  const foundation = await openFoundation(options);
  const { database, jobs } = foundation;
  let tick: Tick | undefined;
  const core = await coreOf(foundation, (at) => tick?.armAt(at));
  const routines = routinesOf(foundation, core);
  // What another replica learned of people (absences, who left) is known here within a minute.
  const rereadPeople = atMostEvery(foundation.machine, MINUTE_MS, core.directory.reread, MINUTE_MS);
  const sweep = async (): Promise<number> => {
    const held = await core.sweep();
    await routines.run(core.workspace);
    await core.wakeUp.swept(core.store.nextWake);
    await database.maintenance();
    await rereadPeople();
    return held;
  };
  tick = await naming("SWEEP_CRON", () =>
    createTick({
      run: async () => void (await sweep()),
      cron: config.sweepCron,
      onError: (error) => logger.error({ error: String(error) }, "a sweep failed; the next one tries again"),
    }),
  );
  const token = createTokenGuard(logger);
  await deliveryOf(foundation, core, token);
  await routines.ensure(core.workspace);
  await core.directory.sync("unknown");
  const app = await slackAppOf(foundation, core);
  if (options.ask !== undefined) await jobs.work("understand", async ({ data, signal }) => void (await app.understand(data, signal)));
  const server = await serve(foundation, core, app, token);
  await app.start();
  if (timers) {
    tick.start();
    await tick.tick();
  }
  return {
    core,
    database,
    port: server?.port,
    sweep,
    drain: async () => {
      await app.answered();
      await jobs.drain();
    },
    waiting: async () => (await jobs.counts()).reduce((sum, { waiting, active }) => sum + waiting + active, 0),
    stop: async () => {
      await app.stop();
      await server?.close();
      await tick.stop();
      await jobs.stop({ timeoutMs: 5_000 });
      await database.close();
    },
  };
};
