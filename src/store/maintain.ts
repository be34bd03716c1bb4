import type pg from "pg";

const FIRST_AFTER_COMMITS = 1_000;
const EVERY_MS = 3_600_000;

/** PGlite has no autovacuum, no autoanalyze and no checkpointer. Call it as often as you like; answers the tables it did. */
export type Maintain = () => Promise<readonly string[]>;

/**
 * `VACUUM (ANALYZE)` once after the first 1,000 commits, then hourly. Empty tables are left alone: a plan made from statistics of an
 * empty table stays a sequential scan. Then `CHECKPOINT`: the write-ahead log grows, and is replayed after a kill, back to the last one.
 * `now` is machine time in ms.
 */
export const createMaintain = (pool: pg.Pool, now: () => number = Date.now): Maintain => {
  let commits = 0;
  let last: number | undefined;
  // Each statement outside a transaction, and each transaction, ends with one release.
  pool.on("release", () => commits++);
  const isDue = () => (last === undefined ? commits >= FIRST_AFTER_COMMITS : now() - last >= EVERY_MS);
  return async () => {
    if (!isDue()) return [];
    last = now();
    try {
      return await vacuumFilled(pool);
    } finally {
      await pool.query("CHECKPOINT");
    }
  };
};

const vacuumFilled = async (pool: pg.Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ name: string }>(TABLES);
  const done: string[] = [];
  for (const { name } of rows) {
    const { rows: first } = await pool.query(`SELECT 1 FROM ${name} LIMIT 1`);
    if (first.length === 0) continue;
    await pool.query(`VACUUM (ANALYZE) ${name}`);
    done.push(name);
  }
  return done;
};

const TABLES = `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1`;
