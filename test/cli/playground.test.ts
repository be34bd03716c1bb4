import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Message, Messages } from "../../src/playground/api.ts";
import { openEmbeddedDatabase } from "../../src/store/open-database.ts";
import { openPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { NODE_ARGS, ROOT, START } from "../support/start-args.ts";

const folder = mkdtempSync(join(tmpdir(), "coxswain-local-"));
const DATA_DIR = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, DATABASE_URL, PORT, ...CLEAN } = process.env;

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const options = {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...CLEAN, DATA_DIR, LOG_LEVEL: "silent", ...env },
    timeout: 90_000,
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { status, stdout, stderr };
};

const cli = (...args: readonly string[]) => run([...NODE_ARGS, "src/cli.ts", ...args]);

const opened: PlaygroundProcess[] = [];
const open = async (): Promise<PlaygroundProcess> => {
  const playground = await openPlaygroundProcess({ ...CLEAN, DATA_DIR });
  opened.push(playground);
  return playground;
};
// One that a failed test left behind.
afterEach(async () => {
  for (const playground of opened.splice(0)) await playground.stop();
});

const CHANNEL = "CCLAIMS";
const TINA = "UTINA";
const TOM = "UTOM";
const COMPLIANCE = "UCOMPLIANCE";

/** The newest button of that name on somebody's screen, as the page would use it. */
const press = async ({ url, act }: PlaygroundProcess, as: string, label: string) => {
  const look = async (thread = ""): Promise<readonly Message[]> => {
    const answer = await fetch(`${url}api/messages?as=${as}&channel=${CHANNEL}${thread}`);
    return ((await answer.json()) as Messages).messages;
  };
  const roots = await look();
  const all = (await Promise.all(roots.map(async ({ ts }) => await look(`&thread=${ts}`)))).flat();
  const found = all.reverse().flatMap(({ blocks = [], ts }) => buttonsIn(blocks).map((button) => ({ ...button, ts })));
  const button = found.find((each) => each.label === label);
  if (button === undefined) return undefined;
  const { actionId, blockId, value, ts } = button;
  return await act(as, { type: "use", actionId, blockId, ...(value === undefined ? {} : { value }), in: { channel: CHANNEL, ts } });
};

interface Button {
  readonly label: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly value: string | undefined;
}

interface Element {
  readonly type?: string;
  readonly text?: { readonly text: string };
  readonly action_id?: string;
  readonly block_id?: string;
  readonly value?: string;
}

const buttonsIn = (part: unknown, blockId = ""): readonly Button[] => {
  if (Array.isArray(part)) return part.flatMap((each) => buttonsIn(each, blockId));
  if (typeof part !== "object" || part === null) return [];
  const { type, text, action_id = "", value, block_id = blockId } = part as Element;
  if (type === "button") return [{ label: text?.text ?? "", actionId: action_id, blockId: block_id, value }];
  return Object.values(part).flatMap((child) => buttonsIn(child, block_id));
};

// One story, told in order: each rule goes on where the one before it stopped, as a person at the page does.
describe("npm start without tokens", { timeout: 120_000 }, () => {
  it("opens the playground, in which anybody can act, and ends cleanly", async () => {
    const playground = await open();
    const first = await playground.world();
    expect(first.people.find(({ id }) => id === first.me)?.roles).toContain("owns Customer onboarding");
    const { people, channels, commands, workflows } = await playground.world(TINA);
    expect(people.find(({ id }) => id === TINA)).toMatchObject({
      handle: "tina",
      roles: expect.arrayContaining(["leads Triage"]) as string[],
    });
    expect(channels).toContainEqual({ id: CHANNEL, name: "claims", unread: 0, mentioned: false });
    expect(commands[0]).toMatchObject({
      command: "/workflow",
      verbs: expect.arrayContaining([expect.objectContaining({ verb: "resume" })]) as object[],
    });
    expect(workflows.map(({ workflow }) => workflow)).toContain("claim-handling");
    await playground.act(TINA, {
      type: "run",
      command: "/workflow start claim-handling claim_id=2024-0847 claim_type=property region=centre",
      channel: CHANNEL,
    });
    expect((await playground.world(TINA)).modals).toHaveLength(1);
    const refused = await playground.act(TINA, { type: "submit", values: { "field:reserve": "much" } });
    expect(refused).toEqual({ ok: false, errors: { "field:reserve": "Please enter a number" } });
    expect(await playground.act(TINA, { type: "submit", values: { "field:reserve": "4200" } })).toEqual({ ok: true });
    await playground.until(async () => await press(playground, TOM, "Take it"));
    await playground.until(async () => ((await playground.world(TOM)).people.find(({ id }) => id === TOM)?.needs === 1 ? true : undefined));
    expect(await playground.said(TOM, CHANNEL)).toContain("Classify the severity");
    expect(await playground.stop()).toBe(0);
  });

  it("goes on after a restart where it was", async () => {
    const playground = await open();
    expect((await playground.world(TOM)).channels).toContainEqual({ id: CHANNEL, name: "claims", unread: 0, mentioned: false });
    expect((await playground.world(COMPLIANCE)).channels.find(({ id }) => id === CHANNEL)?.unread).toBeGreaterThan(0);
    expect(await press(playground, TOM, "Medium")).toEqual({ ok: true });
    await playground.until(async () => await press(playground, COMPLIANCE, "Gaps found"));
    const { modals } = await playground.world(COMPLIANCE);
    const reason = modals[0]?.blocks.find(({ type }) => type === "input")?.block_id;
    expect(await playground.act(COMPLIANCE, { type: "submit", values: { [String(reason)]: "not signed" } })).toEqual({ ok: true });
    const needsOf = async () => (await playground.world(COMPLIANCE)).people.find(({ id }) => id === COMPLIANCE)?.needs;
    await playground.until(async () => ((await needsOf()) === 0 ? true : undefined));
    expect(await playground.stop()).toBe(0);
  });

  it("lets time pass, with what comes of it, and keeps how far", async () => {
    const playground = await open();
    const passed = await playground.time({ type: "end", days: 5 });
    expect(passed.to - passed.from).toBeGreaterThan(0);
    expect(passed.happenings.map(({ what }) => what).join("\n")).toContain("Propose the liquidation");
    expect(await playground.said(TOM, CHANNEL)).toContain("Nothing heard about");
    expect(await playground.stop()).toBe(0);
    const again = await open();
    expect((await again.world(TOM)).now).toBeGreaterThanOrEqual(passed.to);
    await again.stop();
  });

  it("exports the trace to those who may have it, and the export is its last row", () => {
    const csv = cli("audit", "2024-0847", "--as", "compliance@example.com");
    expect(csv.status).toBe(0);
    expect(csv.stdout).toContain("seq,at,action,verdict");
    expect(csv.stdout.trim().split("\n").at(-1)).toContain("trace.read");
    const jsonl = cli("audit", "2024-0847", "--as", "claims-head@example.com", "--format", "jsonl");
    const rows = jsonl.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { action: string; verdict: string });
    expect(rows.find(({ action }) => action === "idd.check")).toMatchObject({ verdict: "WARN" });
  });

  it("refuses the trace to others, naming who may, and exits 1", () => {
    const { status, stdout, stderr } = cli("audit", "2024-0847", "--as", "tom@example.com");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toBe("Only Compliance or Claims Head can read the trace of this case.\n");
  });

  it("names the nearest case and person for an export, and exits 2", () => {
    expect(cli("audit", "2024-0848", "--as", "compliance@example.com")).toMatchObject({
      status: 2,
      stderr: "There is no case 2024-0848. Did you mean 2024-0847?\n",
    });
    expect(cli("audit", "2024-0847", "--as", "complance@example.com")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Did you mean compliance@example.com?") as string,
    });
    expect(cli("audit", "2024-0847")).toMatchObject({ status: 2, stderr: expect.stringContaining("--as") as string });
  });

  it("verifies every chain of the trace", () => {
    const { status, stdout } = cli("verify");
    expect(stdout).toMatch(/^T000000001: \d+ rows in \d chains? checked\nEvery chain holds\.\n$/);
    expect(status).toBe(0);
  });

  it("refuses a second process, naming the one that is there, which SIGTERM ends", async () => {
    const first = await open();
    const second = run(START);
    expect(second).toMatchObject({ status: 1, stdout: "" });
    expect(second.stderr).toContain(`is already open in process ${first.pid}`);
    expect(await first.stop()).toBe(0);
  });

  it("names the first row that was changed behind its back, and exits 1", async () => {
    const { pool, close } = await openEmbeddedDatabase({ dataDir: DATA_DIR });
    await pool.query("SET session_replication_role = replica");
    await pool.query("UPDATE audit_event SET reason = 'nothing to see here' WHERE seq = 3 AND action = 'fnol.receive'");
    await close();
    const { status, stdout } = cli("verify");
    expect(stdout).toMatch(/chain [0-9a-f-]{36}, row 3: its content is not what was written\n/);
    expect(status).toBe(1);
  });
});

// One start for both: it is what costs.
describe("what is wrong where it starts, and keeps nobody from it", { timeout: 60_000 }, () => {
  const taken = createServer();
  let playground: PlaygroundProcess;
  beforeAll(async () => {
    const workflows = join(folder, "workflows");
    cpSync(join(ROOT, "workflows"), workflows, { recursive: true });
    const file = join(workflows, "customer-onboarding.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("team: legal", "team: leagl"));
    await once(taken.listen(0, "127.0.0.1"), "listening");
    const { port } = taken.address() as AddressInfo;
    const env = { DATA_DIR: join(folder, "wrong"), WORKFLOWS_DIR: workflows, PLAYGROUND_PORT: String(port) };
    playground = await openPlaygroundProcess({ ...CLEAN, ...env });
  });
  afterAll(async () => {
    await playground.stop();
    taken.close();
  });

  it("is a taken port: the next one is taken, and it is said", () => {
    const { port } = taken.address() as AddressInfo;
    const { greeting, url } = playground;
    expect(greeting).toContain(`Port ${port} is taken: the playground is at ${url}`);
    expect(Number(new URL(url).port)).toBeGreaterThan(port);
  });

  it("is a broken definition: its place is said, and the others work", async () => {
    const { problems, workflows } = await playground.world(TINA);
    expect(problems.join("\n")).toMatch(/customer-onboarding\.yaml:\d+:\d+ mistake .*leagl.*did you mean "legal"/);
    expect(workflows.map(({ file }) => file)).toContain("customer-onboarding.yaml");
    const command = "/workflow start claim-handling claim_id=1 claim_type=property region=centre";
    expect(await playground.act(TINA, { type: "run", command, channel: CHANNEL })).toEqual({ ok: true });
    expect(await playground.act(TINA, { type: "submit", values: { "field:reserve": "4200" } })).toEqual({ ok: true });
    await playground.until(async () => await press(playground, TOM, "Take it"));
  });
});

describe("what has to be mended before anything starts", { timeout: 60_000 }, () => {
  it("is said in one line that names the variable, and exits 2", () => {
    const token = run(START, { SLACK_BOT_TOKEN: "xoxp-1" });
    expect(token).toMatchObject({ status: 2, stderr: expect.stringMatching(/^SLACK_BOT_TOKEN: expected a bot token[^\n]*\n$/) as string });
    const port = run([...NODE_ARGS, "src/cli.ts", "verify"], { PORT: "much" });
    expect(port).toMatchObject({ status: 2, stderr: expect.stringMatching(/^PORT: [^\n]*\n$/) as string });
  });

  it("is said of a playground beside the tokens of a workspace in production", () => {
    const env = { NODE_ENV: "production", SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };
    const { status, stdout, stderr } = run([...NODE_ARGS, "src/cli.ts", "playground"], env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^NODE_ENV: the playground does not open in production beside Slack's tokens[^\n]*\n$/);
  });

  it("is said of a port for the playground that is none", () => {
    expect(run(START, { PLAYGROUND_PORT: "much" })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^PLAYGROUND_PORT: expected a port number[^\n]*\n$/) as string,
    });
  });

  it("is said of a database that is not there, and none is made", () => {
    const { status, stderr } = run([...NODE_ARGS, "src/cli.ts", "verify"], { DATA_DIR: join(folder, "nowhere") });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `There is no Coxswain database in ${join(folder, "nowhere")}. Set DATABASE_URL or DATA_DIR as for \`npm start\`. See .env.example.\n`,
    });
  });
});
