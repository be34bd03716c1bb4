import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLocalWorkspace } from "../../src/cli/local/workspace.ts";
import { WorkspaceId } from "../../src/engine/ids.ts";
import type { SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import { SHIPPED, WEBHOOK_SECRET } from "../support/stage.ts";
import { ROOT, START_SCRIPT } from "../support/start-args.ts";
import { workflowFolder } from "../support/workflow-folder.ts";
import { claimEvent, sendEvent } from "./support/claims.ts";

// RELIABILITY.md, R16: the embedded database under kill, SIGTERM, a second process and a stale lock, as `npm start` runs it.

interface Served {
  readonly child: ChildProcess;
  readonly port: number;
  readonly exited: Promise<readonly [code: number | null, signal: string | null]>;
}

describe("npm start on the embedded database", () => {
  let slack: SlackStandIn;
  let folder: string;
  const told: string[] = [];
  const running = new Set<ChildProcess>();

  beforeAll(async () => {
    folder = await mkdtemp(`${tmpdir()}/coxswain-embedded-`);
    const reading = await workflowFolder(SHIPPED).read();
    slack = (await openLocalWorkspace(reading)).slack;
  });
  afterAll(async () => {
    for (const child of running) child.kill("SIGKILL");
    await slack.stop();
    await rm(folder, { recursive: true });
  });

  const spawned = (): ChildProcess => {
    const env = {
      PATH: process.env.PATH ?? "",
      DATA_DIR: `${folder}/data`,
      WORKFLOWS_DIR: SHIPPED,
      LOG_LEVEL: "error",
      PORT: "0",
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      WEBHOOK_SECRET,
    };
    const child = spawn("sh", ["-c", START_SCRIPT], { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] });
    running.add(child);
    return child;
  };

  const linesOf = (child: ChildProcess) => {
    if (child.stderr === null) throw new Error("its words are not piped");
    return createInterface({ input: child.stderr });
  };

  const serves = async (): Promise<Served> => {
    const child = spawned();
    const exited = once(child, "exit") as Promise<[number | null, string | null]>;
    const heard: string[] = [];
    for await (const line of linesOf(child)) {
      heard.push(line);
      const [, port] = /is ready.* on port (\d+)/.exec(line) ?? [];
      if (port !== undefined) return { child, port: Number(port), exited };
    }
    throw new Error(`it ended before it was ready: ${heard.join("\n")}`);
  };

  /** Events one after the other, until the process is gone; those that were answered with success are remembered. */
  const tellsUntilGone = async (port: number, name: string, each: (n: number) => void): Promise<void> => {
    for (let n = 0; ; n++) {
      try {
        const { status } = await sendEvent(port, `${name}-${n}`, claimEvent(`${name}-${n}`));
        if (status !== 200) return;
        told.push(`${name}-${n}`);
        each(n);
      } catch {
        return;
      }
    }
  };

  /** Everything that was ever acknowledged is there, once, in chains that hold. */
  const nothingIsLost = async (): Promise<void> => {
    const database = await openDatabase({ dataDir: `${folder}/data` });
    try {
      const { rows } = await database.pool.query<{ readonly id: string }>("SELECT case_id AS id FROM instance ORDER BY case_id");
      const ids = rows.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(told.filter((id) => !ids.includes(id))).toEqual([]);
      expect((await verifyChain(database, WorkspaceId.parse(slack.team.id))).fault).toBeUndefined();
    } finally {
      await database.close();
    }
  };

  it("killed under load, has all that it acknowledged, and its lock does not keep the next one out", { timeout: 60_000 }, async () => {
    const { child, port, exited } = await serves();
    await tellsUntilGone(port, "kill", (n) => n === 6 && child.kill("SIGKILL"));
    expect(await exited).toEqual([null, "SIGKILL"]);
    expect(told.length).toBeGreaterThan(6);
    expect(existsSync(`${folder}/data.lock`)).toBe(true);
    await nothingIsLost();
  });

  it("refuses a second process on its directory, and drains and leaves within ten seconds of SIGTERM", { timeout: 60_000 }, async () => {
    const { child, port, exited } = await serves();
    const second = spawned();
    const refused: string[] = [];
    linesOf(second).on("line", (line) => refused.push(line));
    const [code] = await once(second, "exit");
    expect(code).not.toBe(0);
    expect(refused.join("\n")).toContain(`${folder}/data is already open in process ${child.pid}`);

    let asked = 0;
    await tellsUntilGone(port, "term", (n) => {
      if (n === 6) {
        asked = performance.now();
        child.kill("SIGTERM");
      }
    });
    expect(await exited).toEqual([0, null]);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect(existsSync(`${folder}/data.lock`)).toBe(false);
    await nothingIsLost();
  });

  it("takes no lock from a process that lives", async () => {
    const database = await openDatabase({ dataDir: `${folder}/data` });
    const lock = JSON.parse(await readFile(`${folder}/data.lock`, "utf8"));
    expect(lock.pid).toBe(process.pid);
    await expect(openDatabase({ dataDir: `${folder}/data` })).rejects.toThrow(`already open in process ${process.pid}`);
    await database.close();
  });
});
