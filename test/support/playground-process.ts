import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Act, Acted, Messages, TimePassed, TimeRequest, World } from "../../src/playground/api.ts";
import { ROOT, START } from "./start-args.ts";

/** A playground in a process of its own, asked as its page asks it. */
export interface PlaygroundProcess {
  readonly pid: number | undefined;
  readonly url: string;
  /** What it said when it was open. */
  readonly greeting: string;
  /** Of whom the server chooses when nobody is named. */
  world(as?: string): Promise<World>;
  /** All in a channel and in its threads, with the blocks, as one text. */
  said(as: string, channel: string): Promise<string>;
  act(as: string, act: Act): Promise<Acted>;
  time(request: TimeRequest): Promise<TimePassed>;
  /** Asks again at each change until `look` finds something. */
  until<T>(look: () => Promise<T | undefined>): Promise<T>;
  /** As Ctrl-C does; answers the exit code. */
  stop(): Promise<number | null>;
}

/** The line that says where it is, and where. */
const greetingOf = async ({ stdout }: ChildProcess): Promise<{ readonly greeting: string; readonly url: string }> => {
  let said = "";
  for await (const chunk of stdout ?? []) {
    said += String(chunk);
    const [url] = /http:\/\/localhost:\d+\//.exec(said) ?? [];
    if (url !== undefined) return { greeting: said, url };
  }
  throw new Error(`it ended before it was open: ${said}`);
};

/** One answer for each change that the page would hear of. */
async function* changesOf(url: string, signal: AbortSignal): AsyncGenerator<void> {
  const { body } = await fetch(`${url}api/stream`, { signal });
  for await (const _chunk of body ?? []) yield;
}

const until =
  (url: string): PlaygroundProcess["until"] =>
  async (look) => {
    const gone = new AbortController();
    try {
      for await (const _change of changesOf(url, gone.signal)) {
        const found = await look();
        if (found !== undefined) return found;
      }
    } finally {
      gone.abort();
    }
    throw new Error("the playground ended before it came");
  };

export const openPlaygroundProcess = async (env: Readonly<Record<string, string | undefined>>): Promise<PlaygroundProcess> => {
  const child = spawn(process.execPath, START, {
    cwd: ROOT,
    env: { PLAYGROUND_PORT: "0", LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const { greeting, url } = await greetingOf(child);
  const json = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return await answer.json();
  };
  const messages = async (as: string, channel: string, thread?: string): Promise<Messages> =>
    (await json(`api/messages?as=${as}&channel=${channel}${thread === undefined ? "" : `&thread=${thread}`}`)) as Messages;
  return {
    pid: child.pid,
    url,
    greeting,
    world: async (as) => (await json(`api/world${as === undefined ? "" : `?as=${as}`}`)) as World,
    said: async (as, channel) => {
      const { messages: roots } = await messages(as, channel);
      const threads = await Promise.all(roots.map(async ({ ts }) => await messages(as, channel, ts)));
      return JSON.stringify(threads.flatMap((thread) => thread.messages));
    },
    act: async (as, act) => (await json("api/act", { as, act })) as Acted,
    time: async (request) => (await json("api/time", request)) as TimePassed,
    until: until(url),
    stop: async () => {
      child.kill("SIGTERM");
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
};
