import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import type pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { bridgedPool, createPglitePool, mendParse, mendQuery } from "../../src/store/pglite.ts";
import { openOnPglite } from "../support/databases.ts";

const FAILING: readonly (readonly [string, string, unknown[]?])[] = [
  ["a syntax error", "selec 1"],
  ["a missing table", "SELECT * FROM nowhere"],
  ["a broken constraint", "INSERT INTO mend VALUES ($1)", [1]],
  ["a bad parameter", "SELECT $1::int", ["one"]],
  ["a division by zero", "SELECT 1 / n FROM (VALUES (0)) AS zero(n)"],
  ["a block that fails in the middle", "BEGIN; INSERT INTO mend VALUES (2); SELECT 1 / 0; COMMIT"],
];

/** Whether each failure is a failure, the next four answers are right, and nothing stayed open. */
const check = async (pool: pg.Pool): Promise<readonly string[]> => {
  const wrong: string[] = [];
  for (const [what, sql, values] of FAILING) {
    const failed = await pool.query(sql, values).then(
      () => false,
      () => true,
    );
    if (!failed) wrong.push(`${what} was reported as success`);
    for (let answer = 1; answer <= 4; answer++) {
      const got = await pool.query("SELECT $1::int AS n", [answer]).then(
        ({ rows }) => rows[0]?.n,
        (error: Error) => error.message,
      );
      if (got !== answer) wrong.push(`after ${what}: ${got} instead of ${answer}`);
    }
  }
  const { rows } = await pool.query("SELECT n FROM mend ORDER BY n").catch((error: Error) => ({ rows: [error.message] }));
  if (JSON.stringify(rows) !== '[{"n":1}]') wrong.push(`left behind: ${JSON.stringify(rows)}`);
  return wrong;
};

describe("PGlite's bridge to node-postgres", () => {
  const opened: PGlite[] = [];
  const openWith = async (createPool: (db: PGlite) => pg.Pool): Promise<pg.Pool> => {
    const db = await PGlite.create();
    opened.push(db);
    await db.exec("CREATE TABLE mend (n int PRIMARY KEY); INSERT INTO mend VALUES (1)");
    return createPool(db);
  };
  afterAll(() => Promise.all(opened.map((db) => db.close())));

  it("answers the next query rightly after six kinds of failure", async () => {
    expect(await check(await openWith(createPglitePool))).toEqual([]);
  });

  it("breaks after errors without the mend of query", async () => {
    const pool = await openWith((db) => {
      const config = createPgConfig(db);
      mendParse(config.connection);
      return bridgedPool(config);
    });
    expect((await check(pool)).length).toBeGreaterThan(0);
  });

  it("refuses queries that bring type parsers without the mend of parse", async () => {
    const ask = (pool: pg.Pool) => {
      const parsers = { getTypeParser: () => (value: string) => value };
      return pool.query({ text: "SELECT $1::int AS n", values: [1], types: parsers }).then(({ rows }) => rows[0].n);
    };
    await expect(ask(await openWith((db) => mendQuery(bridgedPool(createPgConfig(db)))))).rejects.toThrow();
    expect(await ask(await openWith(createPglitePool))).toBe("1");
  });
});

describe("Prisma on PGlite", () => {
  const open = openOnPglite();

  it("answers rightly after a failed model call, a failed raw query and a transaction that was rolled back", async () => {
    const { prisma } = await open();
    const routine = { workspace: "T1", name: "digest", nextAt: new Date(0) };
    await prisma.routine.create({ data: routine });
    await expect(prisma.routine.create({ data: routine })).rejects.toThrow("Unique constraint");
    await expect(prisma.$queryRawUnsafe("/*wrong*/ SELECT nothing FROM routine")).rejects.toThrow();
    await expect(
      prisma.$transaction(async (tx) => {
        await tx.routine.deleteMany();
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await prisma.routine.findMany()).toEqual([{ ...routine, leasedUntil: null }]);
    expect(await prisma.$queryRawUnsafe("/*right*/ SELECT $1::int AS n", 7)).toEqual([{ n: 7 }]);
  });
});
