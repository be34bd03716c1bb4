import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { FolderReading } from "../../application/ports/workflow-folder.ts";
import { type PidLock, takePidLock } from "../../store/pid-lock.ts";
import { createMovableClock, type MovableClock } from "../local/movable-clock.ts";
import type { LocalWorkspace } from "../local/workspace.ts";

/** What of a playground outlives its process, but for the database. */
export interface Kept {
  /** It goes on from where it was moved to. */
  readonly clock: MovableClock;
  /** A local Slack as it was left, populated with the people and channels of a folder of workflows. */
  openWorkspace(reading: FolderReading): Promise<LocalWorkspace>;
  /** Where a small file of that name is kept. */
  pathOf(name: string): string;
  close(): Promise<void>;
}

/** Slack waits for three seconds, then delivers once more and a minute later again. Here all run in one process, on whatever machine. */
const ACK_TIMEOUT_MS = 30_000;

/** One process writes what the workspace keeps. */
const lockOf = async (folder: string): Promise<PidLock> => {
  try {
    return await takePidLock(folder);
  } catch (error) {
    const [, holder] = /already open in (process [^.]*)\./.exec(String(error)) ?? [];
    if (holder === undefined) throw error;
    throw new Error(`The playground in ${folder} is already open in ${holder}. Stop that process, or set DATA_DIR to another folder.`);
  }
};

/** Opens what is kept beside `dataDir`. */
export const openKept = async (dataDir: string): Promise<Kept> => {
  const folder = `${dataDir}-local`;
  const lock = await lockOf(folder);
  mkdirSync(folder, { recursive: true });
  const pathOf = (name: string): string => join(folder, name);
  const clock = createMovableClock(pathOf("clock"));
  return {
    clock,
    openWorkspace: async (reading) => {
      const { openLocalWorkspace } = await import("../local/workspace.ts");
      return await openLocalWorkspace(reading, { persistTo: pathOf("slack.json"), clock, ackTimeoutMs: ACK_TIMEOUT_MS });
    },
    pathOf,
    close: lock.release,
  };
};
