import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import { type Database, openDatabase, openEmbeddedDatabase } from "../../src/store/open-database.ts";

export type TestDatabase = Database & {
  /** Of this very database, for more connections of other replicas; undefined on PGlite, which has one. */
  readonly databaseUrl: string | undefined;
};

/** Opens a database of its own on every call; closed after the tests of its `describe`. */
export type OpenTestDatabase = (options?: { readonly empty?: boolean; readonly max?: number }) => Promise<TestDatabase>;

/**
 * The same tests on PGlite and on PostgreSQL, each from a migrated database that has the queue's tables (or an empty one). Without a
 * server the second half is skipped by name, in CI it fails.
 */
export const describeOnEachDatabase = (name: string, tests: (open: OpenTestDatabase, kind: Database["kind"]) => void): void => {
  describe(`${name} on PGlite`, () => tests(withClosing(openTestPglite), "pglite"));
  const server = inject("postgresql");
  if (server) describe(`${name} on PostgreSQL`, () => tests(withClosing(openTestPostgresql), "postgresql"));
  else describe(`${name} on PostgreSQL`, reportMissingServer);
};

/** For tests to which one kind of database is as good as the other: the one that takes less of the processor, where it is there. */
export const openOnEither = (): OpenTestDatabase =>
  withClosing((options) => (inject("postgresql") ? openTestPostgresql(options) : openTestPglite(options)));

/** For tests of the embedded database itself. */
export const openOnPglite = (): OpenTestDatabase => withClosing(openTestPglite);

const reportMissingServer = (): void => {
  it.skipIf(!process.env.CI)("needs a server: set TEST_DATABASE_URL, or install PostgreSQL's server binaries", () => {
    expect.fail("no PostgreSQL was found");
  });
};

const withClosing = (open: OpenTestDatabase): OpenTestDatabase => {
  const opened: TestDatabase[] = [];
  afterAll(async () => {
    await Promise.all(opened.map((database) => database.close()));
  });
  return async (options) => {
    const database = await open(options);
    opened.push(database);
    return database;
  };
};

let snapshot: Blob | undefined;

/** What is emptied is there sooner than what is made from nothing. */
const EMPTY = "DROP SCHEMA pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public";

const openTestPglite: OpenTestDatabase = async ({ empty = false } = {}) => {
  snapshot ??= new Blob([await readFile(inject("pgliteSnapshot"))]);
  const database = await openEmbeddedDatabase({ loadDataDir: snapshot });
  if (empty) await database.pool.query(EMPTY);
  return { ...database, databaseUrl: undefined };
};

const openTestPostgresql: OpenTestDatabase = async ({ empty = false, max = 8 } = {}) => {
  const server = inject("postgresql");
  if (!server) throw new Error("no PostgreSQL was found");
  const name = `coxswain_${randomUUID().replaceAll("-", "")}`;
  const admin = new pg.Client(server.url);
  await admin.connect();
  // Ten times as fast as by way of the write-ahead log.
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${empty ? "template0" : server.template} STRATEGY FILE_COPY`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const database = await openDatabase({ databaseUrl: url.href, dataDir: "unused", max });
  const close = async (): Promise<void> => {
    await database.close();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  };
  return { ...database, databaseUrl: url.href, close };
};
