import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, inject, it } from "vitest";
import { connectPostgresql, type Retry } from "../../src/store/connect-postgresql.ts";
import { describeOnEachDatabase } from "../support/databases.ts";

/** A port on which nobody listens. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
};

describe("Connecting to PostgreSQL", () => {
  it("tries again while the server is down, reports each time, and gives up in plain words", async () => {
    const retries: Retry[] = [];
    const databaseUrl = `postgres://coxswain@127.0.0.1:${await freePort()}/coxswain`;
    const connecting = connectPostgresql({ databaseUrl, retryWaitsMs: [1, 2], onRetry: (retry) => retries.push(retry) });
    await expect(connecting).rejects.toThrow("Cannot reach PostgreSQL: connect ECONNREFUSED");
    expect(retries.map(({ attempt, waitMs }) => [attempt, waitMs])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it.skipIf(!inject("postgresql"))("does not wait for a database that does not exist", async () => {
    const url = new URL(inject("postgresql")?.url ?? "");
    url.pathname = "/nowhere";
    const onRetry = () => expect.fail("it retried");
    await expect(connectPostgresql({ databaseUrl: url.href, onRetry })).rejects.toThrow('database "nowhere" does not exist');
  });
});

describeOnEachDatabase("A session", (open, kind) => {
  it.runIf(kind === "postgresql")("is cut off when it stalls in a transaction, and never waits long for a lock", async () => {
    const { pool } = await open();
    const show = async (name: string) => (await pool.query(`SHOW ${name}`)).rows[0][name];
    expect(await show("idle_in_transaction_session_timeout")).toBe("5s");
    expect(await show("lock_timeout")).toBe("2s");
  });

  it.runIf(kind === "postgresql")("that the server ends does not end the process: the pool and Prisma go on with another", async () => {
    const { pool, prisma, databaseUrl } = await open();
    const admin = await connectPostgresql({ databaseUrl: databaseUrl ?? "", max: 1 });
    await prisma.routine.count();
    const ended = once(pool, "error");
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    await ended;
    expect(await prisma.routine.count()).toBe(0);
    await admin.end();
  });

  it.runIf(kind === "postgresql")("that the server ends inside a transaction fails its next statement, not the process", async () => {
    const { pool } = await open();
    const client = await pool.connect();
    await client.query("BEGIN");
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    const ended = new Promise((resolve) => client.once("end", resolve));
    await pool.query("SELECT pg_terminate_backend($1)", [rows[0].pid]);
    await ended;
    await expect(client.query("COMMIT")).rejects.toThrow();
    client.release(true);
    expect((await pool.query("SELECT 1 AS n")).rows).toEqual([{ n: 1 }]);
  });

  it("prepares a tagged statement once a connection, under its own name", async () => {
    const { prisma } = await open({ max: 1 });
    await prisma.$queryRawUnsafe("/*count_routines*/ SELECT count(*) FROM routine WHERE workspace = $1", "T1");
    await prisma.$queryRawUnsafe("SELECT count(*) FROM routine WHERE workspace = $1", "T1");
    expect(await prisma.$queryRawUnsafe("SELECT name FROM pg_prepared_statements")).toEqual([{ name: "count_routines" }]);
  });
});
