import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../../application/ports/machine.ts";
import type { SlackConfig } from "../../config.ts";
import { openWorkflowFolder } from "../../definitions/workflow-folder.ts";
import { type PidLock, takePidLock } from "../../store/pid-lock.ts";
import { createMovableClock, type MovableClock } from "./movable-clock.ts";
import { type LocalWorkspace, openLocalWorkspace } from "./workspace.ts";

/** What a local workspace asks of the product that runs on it. */
export interface Product {
  readonly core: { readonly store: { nextWake(): Promise<number | undefined> } };
  sweep(): Promise<unknown>;
  drain(): Promise<void>;
  /** Jobs that wait or run, whenever they are due. */
  waiting(): Promise<number>;
}

/** A local Slack that outlives the process, and a clock that can be moved on. */
export interface Local {
  readonly workspace: LocalWorkspace;
  readonly clock: Clock;
  readonly slack: SlackConfig;
  quiet(product: Product): Promise<void>;
  /** `stopped` is called wherever something came of the time that passed. */
  later(product: Product, ms: number, stopped: () => void): Promise<void>;
  close(): Promise<void>;
}

/** One process writes what the workspace keeps. */
const lockOf = async (folder: string): Promise<PidLock> => {
  try {
    return await takePidLock(folder);
  } catch (error) {
    const [, holder] = /already open in (process [^.]*)\./.exec(String(error)) ?? [];
    if (holder === undefined) throw error;
    throw new Error(`The local workspace in ${folder} is already open in ${holder}. Stop that process, or set DATA_DIR to another folder.`);
  }
};

const GRACE_MS = 60;
/** A reply waits a moment for its thread; what is put off for longer (a rate limit, a failed call) is not worth waiting for. */
const LONGEST_MS = 3_000;

/** An answer given in the background shows only by what it asks of Slack: it is quiet once a moment passes without. */
const quietOf =
  ({ slack }: LocalWorkspace) =>
  async ({ drain, waiting }: Product): Promise<void> => {
    const end = Date.now() + LONGEST_MS;
    for (let before = -1; before !== slack.log.length || ((await waiting()) > 0 && Date.now() < end); ) {
      before = slack.log.length;
      await drain();
      await slack.settled(LONGEST_MS).catch(() => undefined);
      await pause(GRACE_MS);
    }
  };

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Stops wherever something is due, and every hour for what has a time of day. */
const laterOf =
  (clock: MovableClock, { slack }: LocalWorkspace, quiet: Local["quiet"]): Local["later"] =>
  async (product, ms, stopped) => {
    const target = clock.now() + ms;
    while (clock.now() < target) {
      const now = clock.now();
      const due = (await product.core.store.nextWake()) ?? Number.POSITIVE_INFINITY;
      clock.moveTo(Math.min(target, now + HOUR, due > now ? due : now + MINUTE));
      const before = slack.log.length;
      await product.sweep();
      await product.drain();
      if (slack.log.length === before) continue;
      await quiet(product);
      stopped();
    }
  };

/** Opens what is kept beside `dataDir`, populated with the people and channels of `workflowsDir`. */
export const openLocal = async (dataDir: string, workflowsDir: string): Promise<Local> => {
  const folder = `${dataDir}-local`;
  const lock = await lockOf(folder);
  mkdirSync(folder, { recursive: true });
  const clock = createMovableClock(join(folder, "clock"));
  const reading = openWorkflowFolder(workflowsDir, () => new Date(clock.now()).getUTCFullYear()).read();
  const workspace = await openLocalWorkspace(reading, { persistTo: join(folder, "slack.json") });
  const { slack } = workspace;
  const quiet = quietOf(workspace);
  return {
    workspace,
    clock,
    slack: { botToken: slack.botToken, delivery: { mode: "socket", appToken: slack.appToken }, apiUrl: slack.url },
    quiet,
    later: laterOf(clock, workspace, quiet),
    close: async () => {
      await slack.stop();
      await lock.release();
    },
  };
};
