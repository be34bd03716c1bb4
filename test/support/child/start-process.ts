import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { NODE_ARGS, ROOT } from "../start-args.ts";
import type { Begin, FromChild, Request, ToChild } from "./coxswain-process.ts";

/** A Coxswain in a process of its own. */
export interface CoxswainProcess {
  readonly port: number;
  /** Throws what went wrong there, also when it dies before it answers. */
  ask<T>(now: number, request: Request): Promise<T>;
  /** `kill -9`: it has no say in it. */
  kill(): Promise<void>;
  stop(now: number): Promise<void>;
  /** What it logged, warnings and worse. */
  readonly logged: readonly string[];
}

const SCRIPT = fileURLToPath(new URL("./coxswain-process.ts", import.meta.url));

interface Pending {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

const collectLines = (child: ChildProcess): readonly string[] => {
  const lines: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => lines.push(...text.split("\n").filter((line) => line !== "")));
  return lines;
};

export const startProcess = async (begin: Begin): Promise<CoxswainProcess> => {
  const env = { PATH: process.env.PATH ?? "" };
  const child = fork(SCRIPT, [], {
    cwd: ROOT,
    execArgv: [...NODE_ARGS],
    env,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
  });
  const exited = once(child, "exit");
  const logged = collectLines(child);
  const pending = new Map<number, Pending>();
  const started = Promise.withResolvers<number>();
  let asked = 0;
  child.on("message", (message: FromChild) => {
    if ("port" in message) return started.resolve(message.port ?? 0);
    const waiting = pending.get(message.id ?? -1);
    pending.delete(message.id ?? -1);
    if (!("error" in message)) return waiting?.resolve(message.answer);
    return (waiting ?? started).reject(new Error(message.error));
  });
  child.once("exit", (_code, signal) => {
    const gone = new Error(`the process ended (${signal ?? "by itself"}): ${logged.join("\n")}`);
    for (const { reject } of [started, ...pending.values()]) reject(gone);
    pending.clear();
  });
  child.send(begin satisfies ToChild);

  const ask = async <T>(now: number, request: Request): Promise<T> => {
    asked += 1;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    pending.set(asked, { resolve, reject });
    child.send({ ...request, id: asked, now } satisfies ToChild);
    return (await promise) as T; // The caller knows what its request answers with.
  };
  return {
    port: await started.promise,
    ask,
    logged,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
    stop: async (now) => {
      await ask(now, { ask: "stop" });
      await exited;
    },
  };
};
