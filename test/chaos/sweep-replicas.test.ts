import { expect, it } from "vitest";
import type { Commit, Store } from "../../src/application/ports/store.ts";
import { createSweep } from "../../src/application/sweep.ts";
import { createReadStore } from "../../src/store/read-store.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import { DAY } from "../support/builders.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { type GivenStore, givenStore } from "../support/given-store.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

// RELIABILITY.md, R5: replicas sweep one database; one is stopped past its lease, then goes on.

const DUE = MONDAY + 3 * DAY;
const LONG = { batch: 200, leaseMs: 30_000 };

describeOnEachDatabase("Replicas that sweep", (open) => {
  const givenCases = async (count: number): Promise<GivenStore> => {
    const database = await open();
    const given = givenStore(database);
    for (let n = 0; n < count; n++) await given.starts(`C-${n}`);
    given.clock.at = DUE;
    return given;
  };

  const replicaOf = (given: GivenStore, store: Store, options = LONG) => {
    const committed: Commit[] = [];
    const { catalogue, clock } = given;
    const sweep = createSweep(
      { store, catalogue, clock, logger: createRecordingLogger(), committed: (commit) => void committed.push(commit) },
      options,
    );
    return { sweep, committed };
  };

  /** A replica that stops between its claim and its commit, until it is let go; its lease is over as soon as it is made. */
  const stoppedReplica = (given: GivenStore) => {
    const [claimed, letGo] = [Promise.withResolvers<number>(), Promise.withResolvers<void>()];
    const late: ReadonlySet<string>[] = [];
    const store: Store = {
      ...given.store,
      commitBatch: async (commits) => {
        claimed.resolve(commits.length);
        await letGo.promise;
        const held = await given.store.commitBatch(commits);
        late.push(held);
        return held;
      },
    };
    return { ...replicaOf(given, store, { batch: 200, leaseMs: 0 }), claimed: claimed.promise, letGo: letGo.resolve, late };
  };

  const ticksOf = async ({
    database,
  }: GivenStore): Promise<readonly { readonly stream: string; readonly action: string; readonly n: number }[]> => {
    const { rows } = await database.pool.query(
      `SELECT stream_id::text AS stream, action, data ->> 'level' AS level, count(*)::int AS n FROM audit_event WHERE via = 'sweep'
       GROUP BY 1, 2, 3, data ->> 'id' HAVING count(*) > 1`,
    );
    return rows;
  };

  it("leave nothing to a replica that comes back after its lease: each case is ticked once, and the late write touches nothing", async () => {
    const given = await givenCases(10);
    const stopped = stoppedReplica(given);
    const sweeping = stopped.sweep();
    expect(await stopped.claimed).toBe(10);
    const other = replicaOf(given, given.store);
    expect(await other.sweep()).toBeGreaterThanOrEqual(10);
    const { rows: before } = await given.database.pool.query("SELECT id, rev, seq, head FROM instance ORDER BY id");
    stopped.letGo();
    expect(await sweeping).toBe(0);
    expect(stopped.late.map((held) => held.size)).toEqual([0]);
    expect(stopped.committed).toEqual([]);
    expect((await given.database.pool.query("SELECT id, rev, seq, head FROM instance ORDER BY id")).rows).toEqual(before);
    expect(await ticksOf(given)).toEqual([]);
    expect((await verifyChain(given.database, WORKSPACE)).fault).toBeUndefined();
  });

  it("hold up no click while one of them stands still", async () => {
    const given = await givenCases(1);
    const stopped = stoppedReplica(given);
    const sweeping = stopped.sweep();
    await stopped.claimed;
    const instance = given.committed[0]!.instance.id;
    expect(await given.asks("anna", { type: "CompleteStep", instance, step: "one" })).toMatchObject({ ok: true });
    stopped.letGo();
    await sweeping;
    const trace = await createReadStore(given.database).trace(WORKSPACE, instance, 0, 100);
    expect(stopped.late[0]?.size).toBe(0);
    expect(trace.filter(({ action }) => action === "step.completed")).toHaveLength(1);
    expect((await verifyChain(given.database, WORKSPACE)).fault).toBeUndefined();
  });

  it("share what is due: each case goes to one of them", async () => {
    const given = await givenCases(30);
    const replicas = Array.from({ length: 3 }, () => replicaOf(given, given.store, { batch: 4, leaseMs: 30_000 }));
    await Promise.all(replicas.map(({ sweep }) => sweep()));
    const seen = replicas.flatMap(({ committed }) => committed.map(({ instance, position }) => `${instance.id} ${position.rev}`));
    expect(new Set(seen).size).toBe(seen.length);
    expect(new Set(seen.map((each) => each.split(" ")[0])).size).toBe(30);
    expect(await ticksOf(given)).toEqual([]);
    const { rows } = await given.database.pool.query("SELECT count(*)::int AS n FROM instance WHERE leased_until IS NOT NULL");
    expect(rows).toEqual([{ n: 0 }]);
    expect((await verifyChain(given.database, WORKSPACE)).fault).toBeUndefined();
  });
});
