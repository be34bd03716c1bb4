import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { openLocalWorkspace } from "../../src/cli/local/workspace.ts";
import type { SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { ROOT, START } from "../support/start-args.ts";
import { workflowFolder } from "../support/workflow-folder.ts";
import { printFigures } from "./figures.ts";

const WORKFLOWS = fileURLToPath(new URL("../../workflows", import.meta.url));
const REPEATS = 5;

const begin = (slack: SlackStandIn, dataDir: string): ChildProcess =>
  spawn(process.execPath, START, {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? "",
      DATA_DIR: dataDir,
      WORKFLOWS_DIR: WORKFLOWS,
      LOG_LEVEL: "error",
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });

const saysReady = async (child: ChildProcess): Promise<void> => {
  for await (const chunk of child.stderr ?? []) if (String(chunk).includes("is ready")) return;
  throw new Error("it ended before it was ready");
};

/** Seconds from the spawn until the socket is open and it says that it is ready. */
const startOnce = async (slack: SlackStandIn, dataDir: string): Promise<number> => {
  const from = performance.now();
  const child = begin(slack, dataDir);
  const exited = once(child, "exit");
  await saysReady(child);
  if (slack.sockets() === 0) throw new Error("ready without a socket");
  const seconds = (performance.now() - from) / 1_000;
  child.kill("SIGTERM");
  await exited;
  return seconds;
};

export const benchStart = async (): Promise<void> => {
  const folder = await workflowFolder(WORKFLOWS).read();
  const { slack } = await openLocalWorkspace(folder);
  const [fresh, old]: [number[], number[]] = [[], []];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const dataDir = await mkdtemp(`${tmpdir()}/coxswain-bench-start-`);
    fresh.push(await startOnce(slack, dataDir));
    old.push(await startOnce(slack, dataDir));
    await rm(dataDir, { recursive: true });
  }
  await slack.stop();
  printFigures("Start to ready", "npm start on PGlite, Socket Mode, the shipped workflows, until it says that it is ready", [
    { name: "on a new directory", ours: fresh, unit: "s", goal: { atMost: 3 } },
    { name: "on an old directory", ours: old, unit: "s", goal: { atMost: 1.5 } },
  ]);
};
