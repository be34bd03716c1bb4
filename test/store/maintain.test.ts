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
});
