import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, SocketModeReceiver } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import { NODE_ARGS, ROOT } from "../support/start-args.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const givenFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

interface Run {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly complained: () => string;
  readonly ended: Promise<number | null>;
}

const run = (...args: readonly string[]): Run => {
  const child = spawn(process.execPath, [...NODE_ARGS, "src/cli.ts", "slack-stand-in", ...args], { cwd: ROOT });
  const texts = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    texts.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    texts.err += text;
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  closing.push(() => child.kill("SIGKILL"));
  return { child, said: () => texts.out, complained: () => texts.err, ended };
};

interface Opened extends Run {
  /** Of the printed line that begins with this. */
  readonly printed: (what: string) => string;
  ask<T>(path: string, body?: object): Promise<T>;
  leave(signal?: NodeJS.Signals): Promise<number | null>;
}

const opened = async (...args: readonly string[]): Promise<Opened> => {
  const running = run("--port", "0", ...args);
  while (!running.said().includes("Ctrl-C to leave")) {
    const code = await Promise.race([once(running.child.stdout!, "data").then(() => undefined), running.ended]);
    if (code !== undefined) throw new Error(`it ended with ${code}: ${running.complained()}`);
  }
  const printed = (what: string): string => new RegExp(`${what}:?\\s+(\\S+)`).exec(running.said())?.[1] ?? "";
  const url = new URL("/stand-in/", printed("A Slack of your own"));
  return {
    ...running,
    printed,
    ask: async <T>(path: string, body?: object): Promise<T> => {
      const init = body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {};
      return (await (await fetch(new URL(path, url), init)).json()) as T;
    },
    leave: async (signal = "SIGTERM") => {
      running.child.kill(signal);
      return await running.ended;
    },
  };
};

interface Screen {
  readonly messages: readonly { readonly text: string }[];
}

const textsOf = ({ messages }: Screen): readonly string[] => messages.map(({ text }) => text);

describe("slack-stand-in", () => {
  it("carries a Bolt app over Socket Mode with the tokens that it printed", async () => {
    const standIn = await opened("--name", "Greeter");
    const clientOptions = { slackApiUrl: standIn.printed("A Slack of your own") };
    expect(standIn.said()).toContain(`socketMode: true, clientOptions: { slackApiUrl: "${clientOptions.slackApiUrl}" } })`);
    const receiver = new SocketModeReceiver({ appToken: standIn.printed("app token"), installerOptions: { clientOptions } });
    const app = new App({ token: standIn.printed("bot token"), receiver, clientOptions });
    const heard = Promise.withResolvers<void>();
    app.event("app_mention", async ({ event, say }) => {
      await say(`Hello <@${event.user}>`);
      heard.resolve();
    });
    await app.start();
    closing.push(() => app.stop());
    await standIn.ask("people/UANNA/types", { channel: "general", text: "<@U00000BOT> hello" });
    await heard.promise;
    const screen = await standIn.ask<Screen>("people/UBEN/sees?channel=general");
    expect(textsOf(screen)).toEqual(["<@U00000BOT> hello", "Hello <@UANNA>"]);
    await app.stop();
    closing.pop();
    expect(await standIn.leave()).toBe(0);
  });

  it("delivers over HTTP to where it was told", async () => {
    const got = Promise.withResolvers<string>();
    const listener = createServer((request, response) => {
      got.resolve(String(request.headers["x-slack-signature"]));
      response.end();
    });
    await once(listener.listen(0, "127.0.0.1"), "listening");
    closing.push(() => listener.close());
    const standIn = await opened("--deliver-to", `http://127.0.0.1:${(listener.address() as AddressInfo).port}/slack/events`);
    expect(await standIn.ask("people/UANNA/types", { text: "hi" })).toMatchObject({ response: { ok: true, via: "http" } });
    expect(await got.promise).toMatch(/^v0=/);
  });

  it("keeps its people and messages across a restart, and leaves on Ctrl-C with 0", async () => {
    const folder = givenFolder();
    const people = join(folder, "people.json");
    writeFileSync(people, JSON.stringify([{ realName: "Dora Lind" }, { id: "UEVE", realName: "Eve Moss", tz: "Asia/Tokyo" }]));
    const args = ["--keep", join(folder, "slack.json"), "--people", people];
    const first = await opened(...args);
    await first.ask("people/UEVE/types", { channel: "general", text: "still here" });
    expect(await first.leave("SIGINT")).toBe(0);
    const second = await opened(...args);
    const { people: known } = await second.ask<{ people: readonly { realName: string }[] }>("people");
    expect(known.map(({ realName }) => realName).sort()).toEqual(["App", "Dora Lind", "Eve Moss"]);
    expect(textsOf(await second.ask<Screen>("people/dora.lind/sees?channel=general"))).toEqual(["still here"]);
  });

  it("lives on when it is asked for what is no address", async () => {
    const standIn = await opened();
    expect((await fetch(`${new URL("/", standIn.printed("A Slack of your own")).href}/`)).status).toBe(404);
    expect(await standIn.leave()).toBe(0);
  });

  it("says that a port is taken, and exits 2", async () => {
    const first = await opened();
    const { port } = new URL(first.printed("A Slack of your own"));
    const second = run("--port", port);
    expect(await second.ended).toBe(2);
    expect(second.complained()).toBe(`port ${port} is taken by another process; give another with --port, or 0 for any\n`);
  });

  it.each([
    [["--port", "many"], "expected a number from 0 to 65535"],
    [["--port", "70000"], "expected a number from 0 to 65535"],
    [["--deliver-to", "localhost"], "expected such as http://127.0.0.1:3000/slack/events"],
    [["--people", "/nowhere/people.json"], "/nowhere/people.json cannot be read as JSON"],
    [["--keep", "/nowhere/slack.json"], "there is no folder /nowhere"],
    [["--keep", "README.md"], "README.md cannot be read as JSON"],
    [["--people", "package.json"], "package.json is no list of people"],
    [["--prot", "1"], "Did you mean --port?"],
  ])("refuses %j in words, and exits 2", async (args, words) => {
    const refused = run(...args);
    expect(await refused.ended).toBe(2);
    expect(refused.complained()).toContain(words);
    expect(refused.said()).toBe("");
  });
});
