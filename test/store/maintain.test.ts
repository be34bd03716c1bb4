import { describe, expect, it } from "vitest";
import { createMaintain } from "../../src/store/maintain.ts";
import { openOnPglite } from "../support/databases.ts";

describe("Maintenance of PGlite", () => {
  const open = openOnPglite();
  const HOUR = 3_600_000;

  it("begins after a thousand commits, repeats hourly, and leaves empty tables alone", async () => {
    const { pool } = await open();
    let now = 0;
    const maintain = createMaintain(pool, () => now);
    await pool.query("INSERT INTO installation VALUES ('T1', '{}')");
    expect(await maintain()).toEqual([]);
    for (let commit = 0; commit < 1_000; commit++) await pool.query("SELECT 1");
    const done = await maintain();
    expect(done).toContain("public.installation");
    expect(done).not.toContain("public.instance");
    expect(await maintain()).toEqual([]);
    now = HOUR;
    expect(await maintain()).toEqual(done);
  });

  it("leaves next to nothing of the write-ahead log to keep, and to replay after a kill", async () => {
    const { pool } = await open();
    const toReplay = async (): Promise<number> =>
      Number((await pool.query("SELECT pg_current_wal_insert_lsn() - redo_lsn AS bytes FROM pg_control_checkpoint()")).rows[0].bytes);
    await pool.query("CREATE TABLE much AS SELECT repeat('x', 1000) FROM generate_series(1, 3_000)");
    expect(await toReplay()).toBeGreaterThan(3_000_000);
    const maintain = createMaintain(pool, () => 0);
    for (let commit = 0; commit < 1_000; commit++) await pool.query("SELECT 1");
    await maintain();
    expect(await toReplay()).toBeLessThan(100_000);
  });
});
