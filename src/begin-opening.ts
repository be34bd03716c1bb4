import { statSync } from "node:fs";
import type { Clock, Logger } from "./application/ports/machine.ts";
import type { FolderReading, WorkflowFolder } from "./application/ports/workflow-folder.ts";
import { type Config, naming } from "./config.ts";
import { loadAside } from "./definitions/load-aside.ts";
import { openWorkflowFolder } from "./definitions/workflow-folder.ts";
import type { StartOptions } from "./start-coxswain.ts";
import { type Database, openDatabase } from "./store/open-database.ts";

/** What is awaited later, by somebody who hears of a failure then. */
const begun = <T>(work: Promise<T>): Promise<T> => {
  work.catch(() => undefined);
  return work;
};

/** Before anything is written beside it. */
const refuseFile = async (dataDir: string): Promise<void> =>
  await naming("DATA_DIR", () => {
    if (statSync(dataDir, { throwIfNoEntry: false })?.isFile() === true)
      throw new Error(`${dataDir} is a file; expected a folder, which is made where there is none`);
  });

/** The same folder, whose first reading has begun before anybody asks. */
const after = (first: Promise<FolderReading>, folder: WorkflowFolder): WorkflowFolder => {
  let ahead: Promise<FolderReading> | undefined = first;
  return {
    read: async () => {
      const reading = ahead ?? folder.read();
      ahead = undefined;
      return await reading;
    },
  };
};

export interface Begun extends Pick<StartOptions, "open" | "folder"> {
  /** The first reading of the folder. */
  readonly reading: Promise<FolderReading>;
}

/**
 * What takes longest of a start, begun: the database of the configuration opens (one that is down is waited for, and each wait is
 * logged) and the definitions are checked while the rest of us is read.
 */
export const beginOpening = ({ databaseUrl, dataDir, workflowsDir }: Config, logger: Logger, clock: Clock): Begun => {
  const open = async (): Promise<Database> => {
    if (databaseUrl === undefined) await refuseFile(dataDir);
    return await openDatabase({
      databaseUrl,
      dataDir,
      onRetry: ({ attempt, waitMs, error }) =>
        logger.warn({ attempt, waitMs, error: String(error) }, "the database is not there yet; trying again"),
    });
  };
  const opening = begun(open());
  const folder = openWorkflowFolder({ folder: workflowsDir, load: loadAside, clock });
  const reading = begun(folder.read());
  return { open: () => opening, folder: after(reading, folder), reading };
};
