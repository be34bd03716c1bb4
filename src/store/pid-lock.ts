import { readFileSync } from "node:fs";
import { link, mkdir, readFile, rm, rmdir, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export type PidLock = { readonly release: () => Promise<void> };

type Holder = {
  readonly pid: number;
  /** When the holder took it, ISO, machine time. */
  readonly since: string;
  readonly directory: string;
  readonly host: string;
  /** When the process itself started (Linux: ticks since boot): tells a pid that was given to another process. */
  readonly born: string | null;
};

export type PidLockOptions = {
  /** How often the holder shows that it lives, for openers on other machines, which cannot see its pid. */
  readonly beatMs?: number;
  /** A lock from another machine without a sign of life for this long is stale. */
  readonly silentMs?: number;
};

const held = new Set<string>();

/**
 * Two processes on one PGlite directory lose acknowledged rows, and PGlite itself refuses nobody. The lock is `<directory>.lock`.
 * Throws naming the holder when it lives; takes over from one that died.
 */
export const takePidLock = async (directory: string, options: PidLockOptions = {}): Promise<PidLock> => {
  const path = `${resolve(directory)}.lock`;
  const me: Holder = {
    pid: process.pid,
    since: new Date().toISOString(),
    directory: resolve(directory),
    host: hostname(),
    born: bornAt(process.pid),
  };
  await mkdir(dirname(path), { recursive: true });
  if (!(await create(path, me))) await takeOver(path, me, options.silentMs ?? 60_000);
  held.add(path);
  const beat = setInterval(() => void showLife(path), options.beatMs ?? 5_000).unref();
  return {
    release: async () => {
      clearInterval(beat);
      if (held.delete(path)) await rm(path, { force: true });
    },
  };
};

/** Creates the lock whole or not at all: a link to a finished file never shows an empty one. */
const create = async (path: string, me: Holder): Promise<boolean> => {
  const draft = `${path}.${me.pid}.${process.hrtime.bigint()}`;
  await writeFile(draft, JSON.stringify(me));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
};

/** Of several openers that see the same dead holder one removes its lock: the gate is a directory, which only one can make. */
const takeOver = async (path: string, me: Holder, silentMs: number): Promise<void> => {
  refuseIfAlive(await readHolder(path, silentMs), path);
  const gate = `${path}.gate`;
  await enterGate(gate);
  try {
    refuseIfAlive(await readHolder(path, silentMs), path);
    await rm(path, { force: true });
    if (!(await create(path, me))) refuseIfAlive(await readHolder(path, silentMs), path);
  } finally {
    await rmdir(gate);
  }
};

const enterGate = async (gate: string): Promise<void> => {
  for (;;) {
    try {
      return await mkdir(gate);
    } catch (error) {
      if (!isCode(error, "EEXIST")) throw error;
    }
    // Its holder is inside for milliseconds; one that died there leaves it behind.
    const age = await stat(gate).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > 5_000) await rmdir(gate).catch(() => undefined);
    await pause(10);
  }
};

type Found = { readonly holder: Holder; readonly alive: boolean } | undefined;

const readHolder = async (path: string, silentMs: number): Promise<Found> => {
  try {
    const holder = JSON.parse(await readFile(path, "utf8")) as Holder; // only written by create above
    const { mtimeMs } = await stat(path);
    return { holder, alive: isAlive(holder, path, Date.now() - mtimeMs < silentMs) };
  } catch (error) {
    // Gone meanwhile, or not a lock of ours: neither is somebody who lives.
    if (isCode(error, "ENOENT") || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const isAlive = (holder: Holder, path: string, beating: boolean): boolean => {
  if (holder.host !== hostname()) return beating;
  if (holder.pid === process.pid) return held.has(path);
  return isRunning(holder.pid) && (holder.born === null || holder.born === bornAt(holder.pid));
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
};

const bornAt = (pid: number): string | null => {
  try {
    // Field 22 of stat; the name in field 2 may hold spaces and ends with the last parenthesis.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ");
    return fields?.[19] ?? null;
  } catch {
    return null;
  }
};

const refuseIfAlive = (found: Found, path: string): void => {
  if (!found?.alive) return;
  const { pid, since, directory, host } = found.holder;
  const place = host === hostname() ? "" : ` on ${host}`;
  throw new Error(
    `The database in ${directory} is already open in process ${pid}${place}, since ${since}. ` +
      `Two processes on one directory would destroy it. Stop that process, or set DATABASE_URL to share a PostgreSQL. (Lock file: ${path})`,
  );
};

const showLife = async (path: string): Promise<void> => {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
};

const isCode = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;
