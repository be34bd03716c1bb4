import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSlackStandIn, type SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { takePidLock } from "../../src/store/pid-lock.ts";
import { SHIPPED } from "../support/stage.ts";
import { ROOT, START } from "../support/start-args.ts";

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await createSlackStandIn({});
});
afterAll(async () => await slack.stop());

const newFolder = async (): Promise<string> => await mkdtemp(`${tmpdir()}/coxswain-bad-start-`);

const tokens = (): Record<string, string> => ({
  SLACK_API_URL: slack.url,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
});

const untilGone = async (child: ChildProcess): Promise<{ readonly code: number | null; readonly said: string }> => {
  const chunks: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, said: chunks.join("").trim() };
};

/** Starts the product as `npm start` does, and waits for its end. */
const started = async (environment: Readonly<Record<string, string>>) => {
  const { PATH = "" } = process.env;
  const env = { PATH, DATA_DIR: await newFolder(), LOG_LEVEL: "silent", ...environment };
  return await untilGone(spawn(process.execPath, START, { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] }));
};

const aFile = (): string => {
  const path = join(mkdtempSync(`${tmpdir()}/coxswain-bad-start-`), "file");
  writeFileSync(path, "somebody's");
  return path;
};

describe("a start that cannot work says what to mend and exits with 2", () => {
  it.each([
    ["SLACK_BOT_TOKEN", "is missing", () => ({ ...tokens(), SLACK_BOT_TOKEN: "" })],
    ["SLACK_BOT_TOKEN", "is of another kind", () => ({ ...tokens(), SLACK_BOT_TOKEN: "xapp-swapped" })],
    ["SLACK_BOT_TOKEN", "is refused by Slack", () => ({ ...tokens(), SLACK_BOT_TOKEN: "xoxb-revoked" })],
    ["SLACK_APP_TOKEN", "is missing", () => ({ ...tokens(), SLACK_APP_TOKEN: "" })],
    ["SLACK_APP_TOKEN", "is refused by Slack", () => ({ ...tokens(), SLACK_APP_TOKEN: "xapp-revoked" })],
    ["SWEEP_CRON", "is no schedule", () => ({ ...tokens(), SWEEP_CRON: "every day" })],
    ["WEBHOOK_SECRET", "is not base64", () => ({ ...tokens(), PORT: "0", WEBHOOK_SECRET: "whsec_!!!" })],
    ["PORT", "is taken", () => ({ ...tokens(), PORT: new URL(slack.url).port })],
    ["DATA_DIR", "is a file", () => ({ ...tokens(), DATA_DIR: aFile() })],
    ["PORT", "is missing for HTTP", () => ({ ...tokens(), SLACK_APP_TOKEN: "", SLACK_SIGNING_SECRET: "secret-of-the-app" })],
  ])("in one line that names %s when it %s", async (variable, _how, environment) => {
    const { code, said } = await started(environment());
    expect(code).toBe(2);
    expect(said.split("\n")).toHaveLength(1);
    expect(said).toMatch(new RegExp(`^${variable}: .*\\.env\\.example`));
  });

  it("with every mistake of the definitions, its place and the nearest name", async () => {
    const folder = await newFolder();
    await cp(SHIPPED, folder, { recursive: true });
    const claim = await readFile(`${folder}/claim-handling.yaml`, "utf8");
    await writeFile(
      `${folder}/claim-handling.yaml`,
      claim
        .replace("owner: { team: compliance }", "owner: { team: complaince }")
        .replace("silence: 4 working hours", "silence: 4 workin hours"),
    );
    const { code, said } = await started({ ...tokens(), WORKFLOWS_DIR: folder });
    expect(code).toBe(2);
    expect(said.split("\n").length).toBeGreaterThanOrEqual(2);
    expect(said).toMatch(/claim-handling\.yaml:\d+:\d+ .*complaince.*did you mean "compliance"\?/);
    expect(said).toMatch(/claim-handling\.yaml:23:\d+ /);
  });
});

describe("a start beside a database that is down", () => {
  it("leaves in time when it is told to", async () => {
    const env = { ...tokens(), PATH: String(process.env.PATH), DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" };
    const child = spawn(process.execPath, START, { cwd: ROOT, env, stdio: ["ignore", "ignore", "pipe"] });
    await once(child.stderr, "data");
    const told = Date.now();
    child.kill("SIGTERM");
    expect((await untilGone(child)).code).toBe(0);
    expect(Date.now() - told).toBeLessThan(10_000);
  });
});

describe("a second process on the same DATA_DIR", () => {
  it("is refused, naming the holder", async () => {
    const directory = await newFolder();
    const lock = await takePidLock(directory);
    const { code, said } = await started({ ...tokens(), DATA_DIR: directory });
    await lock.release();
    expect(code).not.toBe(0);
    expect(said).toContain(`${process.pid}`);
    expect(said).toContain(directory);
    expect(said).not.toContain("    at ");
  });
});
