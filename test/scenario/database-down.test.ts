import { expect, it } from "vitest";
import { openDatabase } from "../../src/store/open-database.ts";
import { describeOnEachDatabase, type OpenTestDatabase } from "../support/databases.ts";
import { type Cuttable, openCuttable } from "./support/cuttable-postgresql.ts";
import { claimArrives, claimsStage, complianceFindsGaps } from "./support/given-claim.ts";
import { saidIn, tells, traceOf } from "./support/telling.ts";

describeOnEachDatabase("a database that is down", (open, kind) => {
  it.skipIf(kind === "pglite")("at the start is waited for with growing pauses, each said", async () => {
    const way = await openCuttable(await open(), false);
    const waits: number[] = [];
    const database = await openDatabase({
      databaseUrl: way.url,
      dataDir: "unused",
      onRetry: ({ waitMs }) => {
        waits.push(waitMs);
        if (waits.length === 2) void way.mend();
      },
    });
    const { rows } = await database.pool.query("SELECT 1 AS one");
    expect(rows).toEqual([{ one: 1 }]);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.length).toBeGreaterThanOrEqual(2);
    await database.close();
    await way.close();
  });

  for (const mode of ["socket", "http"] as const) {
    it.skipIf(kind === "pglite")(
      `in the middle is never acknowledged as done, loses nothing, and is recovered from, by ${mode}`,
      async () => {
        let way: Cuttable | undefined;
        const behind: OpenTestDatabase = async (options) => {
          const direct = await open(options);
          way = await openCuttable(direct);
          const database = await openDatabase({ databaseUrl: way.url, dataDir: "unused", max: 8 });
          return { ...database, databaseUrl: way.url };
        };
        const stage = await claimsStage({ open: behind, mode });
        await claimArrives(stage);
        await stage.as("tina").clicks("Take it");
        await stage.settled();

        await way?.cut();
        const refused = await stage.as("tina").clicks("High");
        expect(refused.response.ok).toBe(false);
        expect(
          (await tells(stage, "second", "fnol.received", { claim: "2", type: "property", region: "south", reserve: 1 }, false)).status,
        ).toBe(503);

        await way?.mend();
        const taken = await stage.as("tina").clicks("High");
        expect(taken.response.ok).toBe(true);
        await tells(stage, "second", "fnol.received", { claim: "2", type: "property", region: "south", reserve: 1 });
        await complianceFindsGaps(stage);
        expect((await traceOf(stage, "2024-0847")).filter((row) => row.startsWith("triage.classify"))).toEqual(["triage.classify ALLOW"]);
        expect(saidIn(stage, "claims").join("\n")).toContain("*Claim 2*");
        await stage.stop();
        await way?.close();
      },
    );
  }
});
