import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { SlackConfig } from "../../config.ts";
import { openWorkflowFolder } from "../../definitions/workflow-folder.ts";
import { type PidLock, takePidLock } from "../../store/pid-lock.ts";
import { createMovableClock, type MovableClock } from "../local/movable-clock.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../local/workspace.ts";

/** A local Slack that outlives the process, and a clock that can be moved on. */
export interface Local {
  readonly workspace: LocalWorkspace;
  readonly clock: MovableClock;
  readonly slack: SlackConfig;
  /** Where a small file of that name is kept. */
  pathOf(name: string): string;
  close(): Promise<void>;
}

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

/** Opens what is kept beside `dataDir`, populated with the people and channels of `workflowsDir`. */
export const openLocal = async (dataDir: string, workflowsDir: string): Promise<Local> => {
  const kept = `${dataDir}-local`;
  const lock = await lockOf(kept);
  try {
    mkdirSync(kept, { recursive: true });
    const clock = createMovableClock(join(kept, "clock"));
    const reading = openWorkflowFolder(workflowsDir, () => new Date(clock.now()).getUTCFullYear()).read();
    const workspace = await openLocalWorkspace(reading, { persistTo: join(kept, "slack.json"), clock });
    const { slack } = workspace;
    return {
      workspace,
      clock,
      slack: { botToken: slack.botToken, delivery: { mode: "socket", appToken: slack.appToken }, apiUrl: slack.url },
      pathOf: (name) => join(kept, name),
      close: async () => {
        await slack.stop();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
};
