import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import pg from "pg";

/** PGlite behind a node-postgres pool of one connection. Everything, the queue too, goes through `pool`. */
export type Embedded = {
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
};

export type PgliteOptions = {
  /** A directory; without one the database lives in memory and dies with the process. */
  readonly dataDir?: string;
  /** A dump (`dumpDataDir`) to begin from. */
  readonly loadDataDir?: Blob;
};

/** Its own 128 MB of buffers are zeroed at every start, and are more than a database of this size fills. */
const START_PARAMS = [...PGlite.defaultStartParams, "-c", "shared_buffers=32MB"];
/** Sixteen times smaller pieces of the write-ahead log: a directory of 24 MB, not 39, and of at most 64 MB of log after a checkpoint. */
export const INITDB_PARAMS = ["--wal-segsize=1"];

/** The only way in which PGlite is started here. */
export const createPglite = async (options: PgliteOptions): Promise<PGlite> =>
  await PGlite.create({ ...options, startParams: START_PARAMS, initDbStartParams: INITDB_PARAMS });

/** Opens PGlite. It takes no lock on its directory: hold the pid lock first (pid-lock.ts). */
export const openPglite = async (options: PgliteOptions): Promise<Embedded> => {
  const db = await createPglite(options);
  // One process, one connection: a SET holds for everybody.
  await db.exec("SET TimeZone = 'UTC'");
  const pool = createPglitePool(db);
  return {
    pool,
    close: async () => {
      await pool.end();
      await db.close();
    },
  };
};

/** The bridge as it comes breaks after errors: both mends are needed (test/store/pglite.test.ts takes each away). */
export const createPglitePool = (db: PGlite): pg.Pool => {
  const config = createPgConfig(db);
  mendParse(config.connection);
  return mendQuery(bridgedPool(config));
};

/** A pool straight over the bridge. */
export const bridgedPool = (config: ReturnType<typeof createPgConfig>): pg.Pool => {
  // The bridge implements what pg asks of a connection, but not all of pg's declared Connection class.
  const asPoolConfig = config as unknown as pg.PoolConfig;
  return new pg.Pool({ ...asPoolConfig, max: 1, idleTimeoutMillis: 0 });
};

type ParseMessage = { readonly types?: unknown };

/** pg passes its type parsers as `types`; PGlite's serialiser expects an array of oids there, or nothing. */
export const mendParse = (connection: { parse(query: ParseMessage): void }): void => {
  const parse = connection.parse.bind(connection);
  connection.parse = (query) => {
    const { types, ...rest } = query;
    parse(Array.isArray(types) ? query : rest);
  };
};

/**
 * pg-pool ends its client after a failed `pool.query`; over the bridge the next client inherits the unread messages of the last.
 * So a failed query keeps the client: it rolls back whatever a failing block left open, and gives the client back.
 */
export const mendQuery = (pool: pg.Pool): pg.Pool => {
  const query = async (...args: unknown[]): Promise<unknown> => {
    const client = await pool.connect();
    try {
      return await Reflect.apply(client.query, client, args);
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  };
  return Object.assign(pool, { query });
};
