import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";

/** Prisma's own advisory lock: `prisma migrate deploy` and this migrator exclude each other. */
const MIGRATION_LOCK = 72707369;
const PARTITION_MONTHS = 13;
const SHIPPED = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };
type Recorded = { readonly migration_name: string; readonly checksum: string; readonly finished_at: Date | null };

export type MigrateOptions = {
  /** The folder of Prisma migrations; the shipped one unless told. */
  readonly directory?: string;
  /** Machine time: audit partitions are made from its month on. */
  readonly now?: number;
};

/**
 * Brings the database up to this version, keeping Prisma's `_prisma_migrations` so that `prisma migrate deploy` may do it instead.
 * Any number of starters may call it at once. Answers the names it applied. Throws with what to do when a migration was changed after
 * it ran, or an earlier one failed half way.
 */
export const migrate = async (pool: pg.Pool, options: MigrateOptions = {}): Promise<readonly string[]> => {
  const migrations = await readMigrations(options.directory);
  const client = await pool.connect();
  try {
    // Waiting for another starter is right here, and its migration may take longer than a click may wait.
    await client.query("SET lock_timeout = '10min'");
    // A busy starter may take its time between two statements; the session must not be taken away from it meanwhile.
    await client.query("SET idle_in_transaction_session_timeout = 0");
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    try {
      return await applyMissing(client, migrations, options.now ?? Date.now());
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    }
  } finally {
    await reset(client);
  }
};

/** A connection that broke is not given back, and its own error is the one to be seen. */
const reset = async (client: pg.PoolClient): Promise<void> => {
  try {
    await client.query("RESET lock_timeout; RESET idle_in_transaction_session_timeout");
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
};

/** In the order in which they run. */
export const readMigrations = async (directory = SHIPPED): Promise<readonly Migration[]> => {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(directory, name)));
};

const readMigration = async (directory: string, name: string): Promise<Migration> => {
  const sql = await readFile(`${directory}/${name}/migration.sql`, "utf8");
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
};

const applyMissing = async (client: pg.PoolClient, migrations: readonly Migration[], now: number): Promise<readonly string[]> => {
  await client.query(BOOKKEEPING);
  const { rows } = await client.query<Recorded>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const problems = findProblems(migrations, rows);
  if (problems.length > 0) throw new Error(`The database cannot be migrated.\n${problems.join("\n")}`);
  const done = new Set(rows.map((row) => row.migration_name));
  const missing = migrations.filter((migration) => !done.has(migration.name));
  for (const migration of missing) await apply(client, migration);
  await client.query("SELECT make_audit_partitions($1::date, $2)", [new Date(now).toISOString().slice(0, 10), PARTITION_MONTHS]);
  return missing.map((migration) => migration.name);
};

const findProblems = (migrations: readonly Migration[], recorded: readonly Recorded[]): readonly string[] => {
  const shipped = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  return recorded.flatMap((row) => {
    if (!row.finished_at) {
      return [
        `Migration ${row.migration_name} failed half way. Repair it, then run: prisma migrate resolve --rolled-back ${row.migration_name}`,
      ];
    }
    const checksum = shipped.get(row.migration_name);
    // A migration that this version does not know came with a newer one: an older replica may still start beside it.
    if (checksum === undefined || checksum === row.checksum) return [];
    return [`Migration ${row.migration_name} was changed after it ran here. Restore its migration.sql and add a new migration instead.`];
  });
};

const apply = async (client: pg.PoolClient, migration: Migration): Promise<void> => {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(RECORD, [randomUUID(), migration.checksum, migration.name]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${migration.name} failed and was rolled back: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
};

const RECORD = `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
  VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`;

/** As Prisma creates it. */
const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;
