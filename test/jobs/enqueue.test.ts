import { randomUUID } from "node:crypto";
import { PgBoss } from "pg-boss";
import { expect, it } from "vitest";
import { poolDb } from "../../src/jobs/boss.ts";
import { enqueueSql } from "../../src/jobs/enqueue.ts";
import { describeOnEachDatabase, type TestDatabase } from "../support/databases.ts";
import { enqueue } from "../support/jobs.ts";

const rowsOf = async ({ pool }: TestDatabase, queue: string) =>
  (await pool.query("SELECT * FROM pgboss.job WHERE name = $1 ORDER BY start_after", [queue])).rows;

const markRunning = ({ pool }: TestDatabase) =>
  pool.query("UPDATE pgboss.job SET state = 'active', started_on = now(), heartbeat_on = now() WHERE state < 'active'");

describeOnEachDatabase("Committing a job with state", (open, kind) => {
  it("writes the row that the queue library writes, column by column", async () => {
    const database = await open();
    const boss = new PgBoss({
      db: poolDb(database.pool),
      ...(kind === "pglite" ? { backend: "pglite" } : {}),
      supervise: false,
      schedule: false,
    });
    await boss.start();
    const { pool } = database;
    for (const queue of ["post", "refresh"]) {
      for (const startAfter of [undefined, new Date("2031-05-06T07:08:09.123Z")]) {
        const theirs = randomUUID();
        // In one transaction, so that "now" is one instant. PGlite has one connection: it goes through the client that holds it.
        const client = await pool.connect();
        await client.query("BEGIN");
        const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
        const options = { id: theirs, data: { n: 1 }, singletonKey: `theirs-${startAfter}`, ...(startAfter ? { startAfter } : {}) };
        await boss.insert(queue, [options], { db });
        const job = { queue, data: { n: 1 }, key: `ours-${startAfter}`, startAt: startAfter?.getTime() };
        await client.query(`WITH ${enqueueSql.expressions(1)} SELECT 1`, [enqueueSql.value([job])]);
        await client.query("COMMIT");
        client.release();
        const { rows } = await pool.query("SELECT * FROM pgboss.job WHERE name = $1 AND singleton_key LIKE $2", [queue, `%${startAfter}`]);
        const [a, b] = [rows.find((row) => row.id === theirs), rows.find((row) => row.id !== theirs)];
        expect({ ...b, id: a.id, singleton_key: a.singleton_key }).toEqual(a);
        expect(b.singleton_key).toBe(`ours-${startAfter}`);
      }
    }
    await boss.stop({ graceful: false });
  });

  it("makes one job of a burst of refreshes with one key, and one for each other key", async () => {
    const database = await open();
    const refresh = (key: string) => ({ queue: "refresh", data: {}, key });
    await enqueue(database, refresh("a"), refresh("a"), refresh("b"));
    await enqueue(database, refresh("a"));
    expect((await rowsOf(database, "refresh")).map((row) => row.singleton_key).sort()).toEqual(["a", "b"]);
  });

  it("makes another refresh while one is running: what runs may have read too early", async () => {
    const database = await open();
    await enqueue(database, { queue: "refresh", data: {}, key: "a" });
    await markRunning(database);
    await enqueue(database, { queue: "refresh", data: {}, key: "a" });
    await enqueue(database, { queue: "refresh", data: {}, key: "a" });
    expect((await rowsOf(database, "refresh")).map((row) => row.state)).toEqual(["active", "created"]);
  });

  it("collapses neither messages nor refreshes without a key", async () => {
    const database = await open();
    await enqueue(database, { queue: "post", data: {}, key: "a" }, { queue: "post", data: {}, key: "a" });
    await enqueue(database, { queue: "refresh", data: {} }, { queue: "refresh", data: {} });
    expect(await rowsOf(database, "post")).toHaveLength(2);
    expect(await rowsOf(database, "refresh")).toHaveLength(2);
  });

  it("makes only the jobs of streams whose commit held", async () => {
    const database = await open();
    const [held, lost] = [randomUUID(), randomUUID()];
    const jobs = [
      { queue: "post", data: { of: "held" }, stream: held },
      { queue: "post", data: { of: "lost" }, stream: lost },
    ];
    await database.pool.query(`WITH up AS (SELECT $2::uuid AS id), ${enqueueSql.expressions(1, "up")} SELECT id FROM up`, [
      enqueueSql.value(jobs),
      held,
    ]);
    expect((await rowsOf(database, "post")).map((row) => row.data)).toEqual([{ of: "held" }]);
  });

  it("fails the whole commit for a queue that does not exist", async () => {
    const database = await open();
    const jobs = enqueueSql.value([{ queue: "nowhere", data: {} }]);
    const sql = `WITH up AS (INSERT INTO installation VALUES ('T1', '{}')), ${enqueueSql.expressions(1)} SELECT 1`;
    await expect(database.pool.query(sql, [jobs])).rejects.toThrow();
    expect(await database.prisma.installation.count()).toBe(0);
  });

  it("makes nothing of no jobs", async () => {
    const database = await open();
    await enqueue(database);
    expect(await rowsOf(database, "post")).toEqual([]);
  });

  it.runIf(kind === "postgresql")("keeps a waiting refresh from running before the state that it is to show is committed", async () => {
    const database = await open();
    await enqueue(database, { queue: "refresh", data: {}, key: "a" });
    const boss = new PgBoss({ db: poolDb(database.pool), supervise: false, schedule: false });
    await boss.start();
    const committing = await database.pool.connect();
    await committing.query("BEGIN");
    await committing.query(`WITH ${enqueueSql.expressions(1)} SELECT 1`, [enqueueSql.value([{ queue: "refresh", data: {}, key: "a" }])]);
    expect(await boss.fetch("refresh")).toHaveLength(0);
    await committing.query("COMMIT");
    committing.release();
    expect(await boss.fetch("refresh")).toHaveLength(1);
    await boss.stop({ graceful: false });
  });
});
