import { type ChildProcess, fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { openLocalWorkspace } from "../../src/cli/local/workspace.ts";
import { InstanceId, StepKey } from "../../src/engine/ids.ts";
import { ACT, encode } from "../../src/slack/button.ts";
import { NODE_ARGS, ROOT } from "../support/start-args.ts";
import { startTemporaryPostgresql } from "../support/temporary-postgresql.ts";
import { workflowFolder } from "../support/workflow-folder.ts";
import { copyId } from "./case-copies.ts";
import type { BeginFloor } from "./click-floor.ts";
import type { BeginProduct, BegunProduct } from "./click-product.ts";
import { createDatabase } from "./create-database.ts";
import { writeDefinitions } from "./definitions.ts";
import { type Figure, percentile, printFigures } from "./figures.ts";

const REPEATS = 5;
const WARM = 100;
const ONE_BY_ONE = 300;
const AT_ONCE = 600;
const CONCURRENT = 32;
const EACH = WARM + ONE_BY_ONE + AT_ONCE;
const SECRET = "bench-secret";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

const sign = (at: number, body: string): string => `v0=${createHmac("sha256", SECRET).update(`v0:${at}:${body}`).digest("hex")}`;

const slackIdOf = (n: number): string => `UWORKER${n % 32}`;

const bodyOf = (n: number): string => {
  const value = encode({ instance: InstanceId.parse(copyId(n)), step: StepKey.parse("step-0"), pass: 1 });
  const payload = {
    type: "block_actions",
    user: { id: slackIdOf(n), username: "worker", name: "worker", team_id: "T000000001" },
    api_app_id: "A000000001",
    token: "x",
    container: { type: "message", message_ts: "1.1", channel_id: "CWORK", is_ephemeral: false },
    trigger_id: `t.${n}`,
    team: { id: "T000000001", domain: "stand-in" },
    channel: { id: "CWORK", name: "work" },
    message: { type: "message", ts: "1.1", text: "x", blocks: [] },
    response_url: "https://hooks.slack.com/actions/x",
    actions: [{ type: "button", action_id: ACT.done, block_id: "b", value, action_ts: `${n}.1` }],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
};

/** Milliseconds from a signed click to its 200. */
const click = async (port: number, n: number): Promise<number> => {
  const body = bodyOf(n);
  const at = Math.floor(Date.now() / 1_000);
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "x-slack-request-timestamp": at,
    "x-slack-signature": sign(at, body),
  };
  const from = performance.now();
  const sent = request({ port, agent, method: "POST", path: "/slack/events", headers });
  sent.end(body);
  const [response] = await once(sent, "response");
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`a click was answered ${response.statusCode}`);
  return performance.now() - from;
};

interface Run {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

const oneByOne = async (port: number, from: number, count: number): Promise<readonly number[]> => {
  const taken: number[] = [];
  for (let n = from; n < from + count; n++) taken.push(await click(port, n));
  return taken;
};

const atOnce = async (port: number, from: number, count: number): Promise<number> => {
  let next = from;
  const begun = performance.now();
  const worker = async (): Promise<void> => {
    while (next < from + count) await click(port, next++);
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  return (count / (performance.now() - begun)) * 1_000;
};

const measure = async (port: number, from: number): Promise<Run> => {
  // The other's turn took so long that the server has let go of the connections of the last.
  agent.destroy();
  await oneByOne(port, from, WARM);
  const taken = await oneByOne(port, from + WARM, ONE_BY_ONE);
  const perSecond = await atOnce(port, from + WARM + ONE_BY_ONE, AT_ONCE);
  return { p50: percentile(taken, 50), p99: percentile(taken, 99), perSecond };
};

const childOf = (script: string): ChildProcess =>
  fork(fileURLToPath(new URL(script, import.meta.url)), [], { cwd: ROOT, execArgv: [...NODE_ARGS], serialization: "advanced" });

const told = async <T>(child: ChildProcess, message: object | string): Promise<T> => {
  const failed = new AbortController();
  child.send(message);
  const answer = once(child, "message", { signal: failed.signal });
  const gone = once(child, "exit", { signal: failed.signal }).then(([code]) => {
    throw new Error(`a process of the measurement ended with ${code}`);
  });
  try {
    const [first] = await Promise.race([answer, gone]);
    return first as T; // What each script sends.
  } finally {
    answer.catch(() => undefined);
    gone.catch(() => undefined);
    failed.abort();
  }
};

interface Databases {
  readonly kind: string;
  readonly product: { readonly databaseUrl: string | undefined; readonly dataDir: string };
  readonly floor: { readonly databaseUrl: string | undefined; readonly dataDir: string };
}

const figuresOf = (kind: string, ours: readonly Run[], floor: readonly Run[]): readonly Figure[] => [
  { name: `${kind}, p50`, unit: "ms", ours: ours.map((run) => run.p50), reference: floor.map((run) => run.p50), goal: { atMost: 1.6 } },
  { name: `${kind}, p99`, unit: "ms", ours: ours.map((run) => run.p99), reference: floor.map((run) => run.p99), goal: { atMost: 2.5 } },
  {
    name: `${kind}, ${CONCURRENT} at once`,
    unit: "/s",
    ours: ours.map((run) => run.perSecond),
    reference: floor.map((run) => run.perSecond),
    goal: { atLeast: 0.7 },
  },
];

const measureOn = async ({ kind, product, floor }: Databases, folder: string): Promise<readonly Figure[]> => {
  const { slack } = await openLocalWorkspace(await workflowFolder(folder).read(), {
    signingSecret: SECRET,
  });
  for (let n = 0; n < 32; n++) slack.changeUser(`UWORKER${n}`, {});
  const cases = REPEATS * EACH + 1;
  const config: BeginProduct["config"] = {
    slack: { botToken: slack.botToken, apiUrl: slack.url, delivery: { mode: "http", signingSecret: SECRET, port: 0 } },
    port: 0,
    ...product,
    workflowsDir: folder,
    sweepCron: "*/5 * * * * *",
    agentTextDays: 30,
    webhookSecret: undefined,
    logLevel: "error",
  };
  const [app, reference] = [childOf("./click-product.ts"), childOf("./click-floor.ts")];
  try {
    const begun = await told<BegunProduct>(app, { config, cases } satisfies BeginProduct);
    const { before, commits } = begun;
    const { port } = await told<{ readonly port: number }>(reference, { ...floor, before, commits, cases } satisfies BeginFloor);
    const [ours, raw]: [Run[], Run[]] = [[], []];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      raw.push(await measure(port, 1 + repeat * EACH));
      ours.push(await measure(begun.port, 1 + repeat * EACH));
      await told(app, "forget-jobs");
    }
    return figuresOf(kind, ours, raw);
  } finally {
    app.kill("SIGKILL");
    reference.kill("SIGKILL");
    await slack.stop();
  }
};

export const benchClicks = async (): Promise<void> => {
  const directory = await mkdtemp(`${tmpdir()}/coxswain-bench-clicks-`);
  const folder = `${directory}/workflows`;
  await writeDefinitions(folder, 1, 0);
  const figures: Figure[] = [];
  const server = await startTemporaryPostgresql({ durable: true });
  if (server !== undefined) {
    const [ours, raw] = [await createDatabase(server.url, "ours"), await createDatabase(server.url, "floor")];
    const dataDir = `${directory}/none`;
    figures.push(
      ...(await measureOn({ kind: "PostgreSQL", product: { databaseUrl: ours, dataDir }, floor: { databaseUrl: raw, dataDir } }, folder)),
    );
    await server.stop();
  }
  const [product, floor] = [`${directory}/ours`, `${directory}/floor`].map((dataDir) => ({ databaseUrl: undefined, dataDir }));
  if (product !== undefined && floor !== undefined) figures.push(...(await measureOn({ kind: "PGlite", product, floor }, folder)));
  await rm(directory, { recursive: true });
  printFigures(
    "P7: signed click to its 200, the step durably done",
    `ours: src/main.ts by HTTP; reference, FLOOR: Bolt and the same rows by one statement; ${ONE_BY_ONE} one by one, ${AT_ONCE} by ${CONCURRENT} at once, in turns`,
    figures,
  );
};
