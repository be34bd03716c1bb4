import type { Logger } from "./application/ports/machine.ts";
import type { Config } from "./config.ts";
import { type Database, openDatabase } from "./store/open-database.ts";

/** The database that the configuration names; a server that is down is waited for, and each wait is logged. */
export const openConfigured = async ({ databaseUrl, dataDir }: Config, logger: Logger): Promise<Database> =>
  await openDatabase({
    databaseUrl,
    dataDir,
    onRetry: ({ attempt, waitMs, error }) =>
      logger.warn({ attempt, waitMs, error: String(error) }, "the database is not there yet; trying again"),
  });
