import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { migrate, readMigrations } from "./migrate.ts";
import { createPglite, createPglitePool, INITDB_PARAMS } from "./pglite.ts";

const require = createRequire(import.meta.url);
/** What a template is made by: another version of either, or other queues, and it is made anew. */
const MADE_BY = [
  join(dirname(require.resolve("@electric-sql/pglite")), "../package.json"),
  join(dirname(require.resolve("pg-boss")), "../package.json"),
  fileURLToPath(new URL("../jobs/queues.ts", import.meta.url)),
];
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/coxswain", import.meta.url));

/** Where the template of this PGlite and of these migrations is, once it was made. A change of either gives it another name. */
const templatePath = async (): Promise<string> => {
  const madeBy = await Promise.all(MADE_BY.map((file) => readFile(file, "utf8")));
  const migrations = await readMigrations();
  const key = createHash("sha256").update(JSON.stringify([madeBy, INITDB_PARAMS, migrations.map(({ checksum }) => checksum)]));
  return join(CACHE, `pglite-${key.digest("hex").slice(0, 16)}.tar`);
};

/** The file (a PGlite dump) that new directories begin from; undefined where none was made: they are then made from nothing. */
export const findTemplate = async (): Promise<string | undefined> => {
  const path = await templatePath();
  const found = await stat(path).catch(() => undefined);
  return found && path;
};

/**
 * Makes the template: a migrated database, with whatever `install` adds. `npm install` does it, for making a database from nothing takes
 * three seconds. Answers the file; does nothing where it is already.
 */
export const makeTemplate = async (install: (pool: pg.Pool) => Promise<void>): Promise<string> => {
  const found = await findTemplate();
  if (found) return found;
  const path = await templatePath();
  const dump = await dumpNew(install);
  await mkdir(dirname(path), { recursive: true });
  // Whole or not at all, whoever makes it at the same time.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, dump);
  await rename(draft, path);
  return path;
};

const dumpNew = async (install: (pool: pg.Pool) => Promise<void>): Promise<Buffer> => {
  const db = await createPglite({});
  const pool = createPglitePool(db);
  await migrate(pool);
  await install(pool);
  await pool.end();
  for (const statement of SHRINK) await db.exec(statement);
  const dump = await db.dumpDataDir("none");
  await db.close();
  return Buffer.from(await dump.arrayBuffer());
};

/** PGlite has one database; the other two, which new ones would be copied from, are a third of every directory. */
const SHRINK = [
  "UPDATE pg_database SET datistemplate = false WHERE datname LIKE 'template_'",
  "DROP DATABASE template0",
  "DROP DATABASE template1",
  "CHECKPOINT",
];
