import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/store/open-database.ts";
import { takePidLock } from "../../src/store/pid-lock.ts";

let directory: string;
beforeEach(async () => {
  directory = `${await mkdtemp(`${tmpdir()}/coxswain-lock-`)}/database`;
});
afterEach(() => rm(dirname(directory), { recursive: true, force: true }));

const holder = (change: object) =>
  JSON.stringify({ pid: process.pid, since: "2026-11-01T08:00:00.000Z", directory, host: hostname(), born: null, ...change });

/** A process that takes the lock and tells so. */
const startHolder = async () => {
  const module = fileURLToPath(new URL("../../src/store/pid-lock.ts", import.meta.url));
  const script = `import { takePidLock } from ${JSON.stringify(module)};
    await takePidLock(${JSON.stringify(directory)}); console.log("held"); process.stdin.resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return child;
};

/** A pid that no process has any more. */
const deadPid = async (): Promise<number> => {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  if (child.pid === undefined) throw new Error("it did not start");
  return child.pid;
};

describe("The lock on a PGlite directory", () => {
  it("refuses a second opener in words that name process, time and directory", async () => {
    const child = await startHolder();
    const refusal = await takePidLock(directory).catch((error: Error) => error.message);
    expect(refusal).toContain(`The database in ${directory} is already open in process ${child.pid}, since 20`);
    expect(refusal).toContain("DATABASE_URL");
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  it("is taken over from a process that was killed", async () => {
    const child = await startHolder();
    child.kill("SIGKILL");
    await once(child, "exit");
    const lock = await takePidLock(directory);
    expect(JSON.parse(await readFile(`${directory}.lock`, "utf8")).pid).toBe(process.pid);
    await lock.release();
  });

  it("goes to exactly one of many that find a dead holder", async () => {
    await writeFile(`${directory}.lock`, holder({ pid: await deadPid() }));
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => takePidLock(directory)));
    const winners = results.filter((result) => result.status === "fulfilled");
    expect(winners).toHaveLength(1);
    await winners[0]?.value.release();
  });

  it("is refused to a second opener in the same process, and free after release", async () => {
    const lock = await takePidLock(directory);
    await expect(takePidLock(directory)).rejects.toThrow("already open");
    await lock.release();
    await (await takePidLock(directory)).release();
  });

  it("is stale when the pid now belongs to another process", async () => {
    await writeFile(`${directory}.lock`, holder({ pid: process.ppid, born: "1" }));
    await (await takePidLock(directory)).release();
  });

  it("is stale when a restarted container has our own pid in it", async () => {
    await writeFile(`${directory}.lock`, holder({ pid: process.pid }));
    await (await takePidLock(directory)).release();
  });

  it("of another machine holds while that machine shows life, and is stale after a minute of silence", async () => {
    await writeFile(`${directory}.lock`, holder({ host: "elsewhere" }));
    await expect(takePidLock(directory)).rejects.toThrow(`process ${process.pid} on elsewhere`);
    const longAgo = new Date(Date.now() - 61_000);
    await utimes(`${directory}.lock`, longAgo, longAgo);
    await (await takePidLock(directory)).release();
  });

  it("that is not readable is taken over", async () => {
    await writeFile(`${directory}.lock`, "{");
    await (await takePidLock(directory)).release();
  });

  it("is held while a database is open, and given back when it closes", async () => {
    const database = await openDatabase({ dataDir: directory });
    await expect(openDatabase({ dataDir: directory })).rejects.toThrow("already open");
    expect(await database.prisma.$queryRaw`SELECT 1 AS n`).toEqual([{ n: 1 }]);
    await database.close();
    await (await openDatabase({ dataDir: directory })).close();
  });
});
