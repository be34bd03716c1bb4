import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, START } from "../../support/start-args.ts";

/** `npm start` without tokens, in a process and a folder of its own. */
export interface Playground {
  readonly url: string;
  /** Machine milliseconds from the start of the process to the line that says where it is. */
  readonly startedInMs: number;
  /** What it printed. */
  said(): string;
  /** `kill -9` */
  kill(): Promise<void>;
  /** A new process on the same folder and port. */
  begin(): Promise<void>;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
};

/** The next Monday at eight in the morning, UTC: so that a story always begins on the same day of a week. */
const nextMonday = (from: number): number => {
  const at = new Date(from);
  const days = (8 - at.getUTCDay()) % 7 || 7;
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + days, 8);
};

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly tookMs: number;
  said(): string;
}

const begin = async (env: Readonly<Record<string, string>>): Promise<Running> => {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...START], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const hear = (text: string): void => {
    said += text;
    const url = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(said)?.[0];
    if (url !== undefined) resolve(url);
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  child.once("exit", (code) => reject(new Error(`the playground ended with ${code}: ${said}`)));
  return { child, url: await promise, tookMs: performance.now() - startedAt, said: () => said };
};

const end = async ({ child }: Running, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
};

export interface PlaygroundOptions {
  /** Without it, the workflows we ship. */
  readonly workflowsDir?: string;
}

export const startPlayground = async ({ workflowsDir = "workflows" }: PlaygroundOptions = {}): Promise<Playground> => {
  const folder = mkdtempSync(join(tmpdir(), "coxswain-playground-"));
  const dataDir = join(folder, "data");
  mkdirSync(`${dataDir}-local`);
  writeFileSync(join(`${dataDir}-local`, "clock"), String(nextMonday(Date.now()) - Date.now()));
  const env = {
    PATH: process.env.PATH ?? "",
    DATA_DIR: dataDir,
    WORKFLOWS_DIR: workflowsDir,
    PLAYGROUND_PORT: String(await freePort()),
    LOG_LEVEL: "warn",
  };
  let running = await begin(env);
  return {
    url: running.url,
    startedInMs: running.tookMs,
    said: () => running.said(),
    kill: () => end(running, "SIGKILL"),
    begin: async () => {
      running = await begin(env);
    },
    stop: async () => {
      await end(running, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
