import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { Webhook } from "standardwebhooks";
import { openLocalWorkspace } from "../../../src/cli/local/workspace.ts";
import type { Instant } from "../../../src/engine/ids.ts";
import type { SlackStandIn } from "../../../src/slack-stand-in/slack-stand-in.ts";
import type { Message } from "../../../src/slack-stand-in/workspace/state.ts";
import type { StartOptions } from "../../../src/start-coxswain.ts";
import type { ChainReport } from "../../../src/store/verify-chain.ts";
import { SHIPPED, WEBHOOK_SECRET } from "../stage.ts";
import { workflowFolder } from "../workflow-folder.ts";
import { type CoxswainProcess, startProcess } from "./start-process.ts";

/** The product in a process that can be killed, with Slack, time and the people here. */
export interface ProcessStage {
  readonly slack: SlackStandIn;
  now(): Instant;
  /** A person by the local part of their email. */
  as(handle: string): ReturnType<SlackStandIn["asUser"]>;
  /** Every message of the app that anybody can see, in the order of posting. */
  posted(): readonly Message[];
  /** A signed event from outside; answers status and body. */
  sends(id: string, event: { readonly type: string; readonly data: object }): Promise<{ readonly status: number; readonly body: unknown }>;
  settled(): Promise<void>;
  /** Time passes: every moment on the way is swept in its turn, and so is every morning. */
  until(moment: Instant): Promise<void>;
  /** The same, but it does not wait for what the last sweep set going. */
  sweepAt(moment: Instant): Promise<void>;
  nextWake(): Promise<Instant | undefined>;
  query<Row>(text: string, ...values: readonly unknown[]): Promise<readonly Row[]>;
  verify(): Promise<ChainReport>;
  /** Of the present process's server. */
  port(): number;
  /** `kill -9`, at this very moment. */
  kill(): Promise<void>;
  /** A new process on the same database. */
  begin(): Promise<void>;
  stop(): Promise<void>;
  /** Of the present process: warnings and worse. */
  logged(): readonly string[];
}

export interface ProcessStageOptions {
  /** Without one: PGlite, in a directory of its own. */
  readonly databaseUrl?: string | undefined;
  readonly mode: "socket" | "http";
  readonly at: Instant;
}

const HOUR = 3_600_000;
/** UTC, at which routines may have something to say: the openings of people in Rome, summer and winter. */
const MORNING = [6, 7, 8];

const nextMorningHour = (after: Instant): Instant => {
  let hour = (Math.floor(after / HOUR) + 1) * HOUR;
  while (!MORNING.includes(new Date(hour).getUTCHours())) hour += HOUR;
  return hour;
};

const configOf = (slack: SlackStandIn, { databaseUrl, mode }: ProcessStageOptions, dataDir: string): StartOptions["config"] => ({
  slack: {
    botToken: slack.botToken,
    apiUrl: slack.url,
    delivery: mode === "socket" ? { mode, appToken: slack.appToken } : { mode, signingSecret: slack.signingSecret, port: 0 },
  },
  port: 0,
  databaseUrl,
  dataDir,
  workflowsDir: SHIPPED,
  sweepCron: "*/5 * * * * *",
  agentTextDays: 30,
  webhookSecret: WEBHOOK_SECRET,
  logLevel: "warn",
});

const byTs = (a: Message, b: Message): number => Number(a.ts) - Number(b.ts);

export const openProcessStage = async (options: ProcessStageOptions): Promise<ProcessStage> => {
  let now = options.at;
  const directory = await mkdtemp(`${tmpdir()}/coxswain-stage-`);
  const { slack, people, channels } = await openLocalWorkspace(await workflowFolder(SHIPPED, () => now).read(), {
    redeliverAfterMs: [0, 50, 100],
  });
  const config = configOf(slack, options, `${directory}/data`);
  let child: CoxswainProcess;

  const begin = async (): Promise<void> => {
    child = await startProcess({ config, now });
    if (options.mode === "http") slack.deliverTo({ url: `http://127.0.0.1:${child.port}/slack/events` });
    else await slack.waitFor(() => slack.sockets() > 0);
  };
  await begin();

  const as: ProcessStage["as"] = (handle) => {
    const id = people.get(handle);
    if (id === undefined) throw new Error(`there is nobody called ${handle} in teams.yaml`);
    return slack.asUser(id);
  };
  const settled = async (): Promise<void> => {
    do {
      await child.ask(now, { ask: "drain" });
      await slack.settled();
    } while ((await child.ask<number>(now, { ask: "waiting" })) > 0);
  };
  const nextWake = async (): Promise<Instant | undefined> => await child.ask(now, { ask: "wake" });
  const nextMoment = async (): Promise<Instant> => Math.min((await nextWake()) ?? Number.POSITIVE_INFINITY, nextMorningHour(now));

  const passUntil = async (moment: Instant): Promise<void> => {
    for (let next = await nextMoment(); next < moment; next = await nextMoment()) {
      now = Math.max(now, next);
      await child.ask(now, { ask: "sweep" });
      await settled();
    }
    now = Math.max(now, moment);
    await child.ask(now, { ask: "sweep" });
  };

  return {
    slack,
    now: () => now,
    as,
    posted: () =>
      [...channels.values(), ...[...people.keys()].map((handle) => as(handle).dm)]
        .flatMap((channel) => slack.messages(channel))
        .filter(({ bot_id }) => bot_id === slack.app.botId)
        .sort(byTs),
    sends: async (id, event) => {
      const body = JSON.stringify(event);
      const at = new Date();
      const signature = new Webhook(WEBHOOK_SECRET).sign(id, at, body);
      const headers = {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": signature,
      };
      const response = await fetch(`http://127.0.0.1:${child.port}/events`, { method: "POST", headers, body });
      return { status: response.status, body: await response.json() };
    },
    settled,
    until: async (moment) => {
      await passUntil(moment);
      await settled();
    },
    sweepAt: passUntil,
    nextWake,
    query: async (text, ...values) => await child.ask(now, { ask: "query", text, values }),
    verify: async () => await child.ask(now, { ask: "verify" }),
    port: () => child.port,
    kill: async () => {
      await child.kill();
      if (options.mode === "socket") await slack.waitFor(() => slack.sockets() === 0);
    },
    begin,
    stop: async () => {
      await child.stop(now);
      await slack.stop();
      await rm(directory, { recursive: true, force: true });
    },
    logged: () => child.logged,
  };
};
