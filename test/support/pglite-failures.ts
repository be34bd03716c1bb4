import { openAsBlob } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import type pg from "pg";
import { bridgedPool, createPglite, createPglitePool, mendParse, mendQuery } from "../../src/store/pglite.ts";

// A program of its own, because without the mends it hangs or dies: makes six kinds of statement fail through PGlite's bridge, prints
// what was answered wrongly, and "done". The arguments say which mends the bridge has (both,
// query or parse), and from which dump the database begins.

const FAILING: readonly (readonly [string, string, unknown[]?])[] = [
  ["a syntax error", "selec 1"],
  ["a missing table", "SELECT * FROM nowhere"],
  ["a broken constraint", "INSERT INTO mend VALUES ($1)", [1]],
  ["a bad parameter", "SELECT $1::int", ["one"]],
  ["a division by zero", "SELECT 1 / n FROM (VALUES (0)) AS zero(n)"],
  ["a block that fails in the middle", "BEGIN; INSERT INTO mend VALUES (2); SELECT 1 / 0; COMMIT"],
];

const pools = {
  both: createPglitePool,
  query: (db: PGlite) => mendQuery(bridgedPool(createPgConfig(db))),
  parse: (db: PGlite) => {
    const config = createPgConfig(db);
    mendParse(config.connection);
    return bridgedPool(config);
  },
};

/** As Prisma asks: with parsers of its own, which the bridge takes for types of parameters. */
const ask = async (pool: pg.Pool, n: number): Promise<string> => {
  const types = { getTypeParser: () => (value: string) => value };
  const { rows } = await pool.query({ text: "SELECT $1::int AS n", values: [n], types });
  return rows[0].n;
};

/** What never answers would keep this program until its pool lets go, ten seconds later. */
const HANGS_AFTER_MS = 5_000;

const giveUp = (): void => {
  process.stdout.write("no answer\n", () => process.exit(1));
};

const check = async (pool: pg.Pool): Promise<void> => {
  for (const [what, sql, values] of FAILING) {
    const failed = await pool.query(sql, values).then(
      () => false,
      () => true,
    );
    if (!failed) process.stdout.write(`${what} was reported as success\n`);
    for (let n = 1; n <= 4; n++) {
      const got = await ask(pool, n).catch((error: Error) => error.message);
      if (got !== String(n)) process.stdout.write(`after ${what}: ${got} instead of ${n}\n`);
    }
  }
  const { rows } = await pool.query("SELECT n FROM mend");
  process.stdout.write(rows.length === 1 ? "done\n" : "the failed block left its row behind\n");
};

const mends = process.argv[2];
if (mends !== "both" && mends !== "query" && mends !== "parse") throw new Error("say which mends: both, query or parse");
const db = await createPglite({ loadDataDir: await openAsBlob(process.argv[3] ?? "") });
await db.exec("CREATE TABLE mend (n int PRIMARY KEY); INSERT INTO mend VALUES (1)");
const patience = setTimeout(giveUp, HANGS_AFTER_MS);
await check(pools[mends](db));
clearTimeout(patience);
await db.close();
