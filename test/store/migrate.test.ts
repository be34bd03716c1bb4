import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { migrate, readMigrations } from "../../src/store/migrate.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { openSchemaEngine } from "../support/schema-engine.ts";

const SHIPPED = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));
const NAMES = (await readMigrations()).map(({ name }) => name);

/** The shipped migrations and one more. */
const withMigration = async (name: string, sql: string): Promise<string> => {
  const directory = await mkdtemp(`${tmpdir()}/coxswain-migrations-`);
  await cp(SHIPPED, directory, { recursive: true });
  await mkdir(`${directory}/${name}`, { recursive: true });
  await writeFile(`${directory}/${name}/migration.sql`, sql);
  return directory;
};

describeOnEachDatabase("Migrating", (open, kind) => {
  it("brings an empty database up to date once, however often it is called", async () => {
    const { pool } = await open({ empty: true });
    expect(await migrate(pool)).toEqual(NAMES);
    expect(await migrate(pool)).toEqual([]);
  });

  it("is done by one of three starters at once, and the others wait", async () => {
    const first = await open({ empty: true });
    const again = () => openDatabase({ databaseUrl: first.databaseUrl, dataDir: "unused" });
    const others = first.databaseUrl ? await Promise.all([again(), again()]) : [first, first];
    const done = await Promise.all([first, ...others].map(({ pool }) => migrate(pool)));
    expect(done.flat()).toEqual(NAMES);
    if (first.databaseUrl) await Promise.all(others.map((other) => other.close()));
  });

  it("keeps the books as Prisma does, with the checksum of each file", async () => {
    const { pool } = await open();
    const { rows } = await pool.query('SELECT * FROM "_prisma_migrations" ORDER BY migration_name');
    expect(rows).toEqual(
      NAMES.map((name) => ({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        migration_name: name,
        started_at: expect.any(Date),
        finished_at: expect.any(Date),
        rolled_back_at: null,
        logs: null,
        applied_steps_count: 1,
      })),
    );
  });

  it("is interchangeable with Prisma's own: either finds nothing to do after the other", async () => {
    const ours = await open();
    const engine = await openSchemaEngine(ours.pool);
    expect(await engine.diagnose()).toEqual({
      history: null,
      failedMigrationNames: [],
      editedMigrationNames: [],
      hasMigrationsTable: true,
    });
    expect(await engine.deploy()).toEqual([]);
    const theirs = await open({ empty: true });
    for (const name of NAMES) await theirs.pool.query(await readFile(`${SHIPPED}/${name}/migration.sql`, "utf8"));
    const theirEngine = await openSchemaEngine(theirs.pool);
    for (const name of NAMES) await theirEngine.markApplied(name);
    expect(await migrate(theirs.pool)).toEqual([]);
  });

  it("refuses a migration that was changed after it ran, naming it", async () => {
    const { pool } = await open();
    const directory = await withMigration("20261120120000_trunk", "SELECT 1");
    await expect(migrate(pool, { directory })).rejects.toThrow("20261120120000_trunk was changed after it ran");
    await rm(directory, { recursive: true });
  });

  it("refuses to go on after a migration that failed half way, and says what to run", async () => {
    const { pool } = await open();
    await pool.query('UPDATE "_prisma_migrations" SET finished_at = NULL');
    await expect(migrate(pool)).rejects.toThrow("prisma migrate resolve --rolled-back 20261120120000_trunk");
    await pool.query('UPDATE "_prisma_migrations" SET rolled_back_at = now()');
    await expect(migrate(pool)).rejects.toThrow("already exists");
  });

  it("leaves nothing of a migration that fails, and applies it once it is mended", async () => {
    const { pool } = await open();
    const name = "20270101000000_more";
    const broken = await withMigration(name, "CREATE TABLE more (n int); SELECT 1 / 0;");
    await expect(migrate(pool, { directory: broken })).rejects.toThrow(`${name} failed and was rolled back: division by zero`);
    expect((await pool.query("SELECT to_regclass('more') AS more")).rows).toEqual([{ more: null }]);
    const mended = await withMigration(name, "CREATE TABLE more (n int);");
    expect(await migrate(pool, { directory: mended })).toEqual([name]);
    expect(await migrate(pool), "an older version starts beside it").toEqual([]);
    await Promise.all([broken, mended].map((directory) => rm(directory, { recursive: true })));
  });

  it("makes audit partitions for thirteen months from the start on", async () => {
    const { pool } = await open({ empty: true });
    await migrate(pool, { now: Date.UTC(2026, 10, 30, 23, 59) });
    const { rows } = await pool.query(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_event'::regclass ORDER BY 1",
    );
    const names = rows.map((row) => row.name);
    expect(names).toHaveLength(14);
    expect([names[0], names[12], names[13]]).toEqual(["audit_event_2026_11", "audit_event_2027_11", "audit_event_default"]);
  });

  it(`returns the session as it found it on ${kind}`, async () => {
    const { pool } = await open({ max: 1 });
    const before = await pool.query("SHOW lock_timeout");
    await migrate(pool);
    expect((await pool.query("SHOW lock_timeout")).rows).toEqual(before.rows);
  });
});
