import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openEmbeddedDatabase } from "../../src/store/open-database.ts";
import { NODE_ARGS, ROOT, START } from "../support/start-args.ts";

const folder = mkdtempSync(join(tmpdir(), "coxswain-local-"));
const DATA_DIR = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, DATABASE_URL, PORT, ...CLEAN } = process.env;

const run = (args: readonly string[], input = "", env: Readonly<Record<string, string>> = {}) => {
  const options = {
    cwd: ROOT,
    encoding: "utf8",
    input,
    env: { ...CLEAN, DATA_DIR, LOG_LEVEL: "silent", ...env },
    timeout: 90_000,
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { status, stdout, stderr };
};

const play = (...lines: readonly string[]) => run(START, `${lines.join("\n")}\n`);
const cli = (...args: readonly string[]) => run([...NODE_ARGS, "src/cli.ts", ...args]);

// One story, told in order: each rule goes on where the one before it stopped, as a person at the terminal does.
describe("npm start without tokens", { timeout: 120_000 }, () => {
  it("opens a local workspace in which anybody can act, and ends cleanly with its input", () => {
    const { status, stdout, stderr } = play(
      "tna: /workflow help",
      "tina: /workflow start claim-handling claim_id=2024-0847 claim_type=property region=centre",
      "tina: fill reserve=4200",
      "tom: click Tke it",
      "tom: click Take it",
      "nonsense",
    );
    expect(stderr).toBe("");
    expect(stdout).toContain("There is no tna here. Did you mean tina?");
    expect(stdout).toContain("reserve: Initial reserve, a number (needed)");
    expect(stdout).toContain("+ #claims · Coxswain\n    Claim 2024-0847");
    expect(stdout).toContain('tom sees no button "Tke it". Did you mean "Take it"?');
    expect(stdout).toContain("> Classify the severity: Tom, due");
    expect(stdout).toContain('"nonsense" is not understood.');
    expect(status).toBe(0);
  });

  it("goes on after a restart where it was", () => {
    const { status, stdout } = play(
      "tom: click Medium",
      "compliance: click Gaps found",
      'compliance: fill reason="not signed"',
      "quit",
      "never read",
    );
    expect(stdout).toMatch(/\d+ messages of earlier are kept/);
    expect(stdout).toContain("● IDD compliance check: Gaps found by Compliance");
    expect(stdout).not.toContain("never read");
    expect(status).toBe(0);
  });

  it("lets time pass, with what comes of it", () => {
    const { stdout } = play("later 5 days");
    expect(stdout).toContain("Nothing heard about Propose the liquidation");
    expect(stdout).toMatch(/== \w{3} \d+ \w{3} \d{4}/);
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
    expect(stdout).toMatch(/^T000000001: \d+ rows in \d chains checked\nEvery chain holds\.\n$/);
    expect(status).toBe(0);
  });

  it("refuses a second process, naming the one that is there, which SIGTERM ends", async () => {
    const env = { ...CLEAN, DATA_DIR, LOG_LEVEL: "silent" };
    const first = spawn(process.execPath, START, { cwd: ROOT, env, stdio: ["pipe", "pipe", "inherit"] });
    first.stdout.setEncoding("utf8");
    let said = "";
    while (!said.includes("A local Slack")) said += ((await once(first.stdout, "data")) as [string]).join("");
    const second = play("people");
    expect(second).toMatchObject({ status: 1, stdout: "" });
    expect(second.stderr).toContain(`is already open in process ${first.pid}`);
    const ended = once(first, "exit");
    first.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
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

describe("what has to be mended before anything starts", { timeout: 60_000 }, () => {
  it("is said in one line that names the variable, and exits 2", () => {
    const token = run(START, "", { SLACK_BOT_TOKEN: "xoxp-1" });
    expect(token).toMatchObject({ status: 2, stderr: expect.stringMatching(/^SLACK_BOT_TOKEN: expected a bot token[^\n]*\n$/) as string });
    const port = run([...NODE_ARGS, "src/cli.ts", "verify"], "", { PORT: "much" });
    expect(port).toMatchObject({ status: 2, stderr: expect.stringMatching(/^PORT: [^\n]*\n$/) as string });
  });

  it("is said of a database that is not there, and none is made", () => {
    const { status, stderr } = run([...NODE_ARGS, "src/cli.ts", "verify"], "", { DATA_DIR: join(folder, "nowhere") });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `There is no Coxswain database in ${join(folder, "nowhere")}. Set DATABASE_URL or DATA_DIR as for \`npm start\`. See .env.example.\n`,
    });
  });
});
