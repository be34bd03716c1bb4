import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { installJobs } from "../../src/jobs/boss.ts";
import { connectPostgresql } from "../../src/store/connect-postgresql.ts";
import { migrate } from "../../src/store/migrate.ts";
import { createPglitePool } from "../../src/store/pglite.ts";
import { startTemporaryPostgresql } from "./temporary-postgresql.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** File of a PGlite dump, migrated and with the queue's tables. */
    pgliteSnapshot: string;
    /** A server for tests, with the name of a database to copy; undefined when there is none. */
    postgresql: { readonly url: string; readonly template: string } | undefined;
  }
}

/** Makes the databases that each test file starts from: once a run, because migrating takes longer than most tests. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const directory = await mkdtemp(`${tmpdir()}/coxswain-snapshot-`);
  const snapshot = `${directory}/pglite.tar`;
  // One after the other: PGlite keeps the event loop to itself, and a server would take an idle session away.
  await makeSnapshot(snapshot);
  const server = await makeTemplate();
  project.provide("pgliteSnapshot", snapshot);
  project.provide("postgresql", server && { url: server.url, template: server.template });
  return async () => {
    await rm(directory, { recursive: true, force: true });
    await server?.stop();
  };
};

const makeSnapshot = async (file: string): Promise<void> => {
  const db = await PGlite.create();
  const pool = createPglitePool(db);
  await migrate(pool);
  await installJobs({ pool, kind: "pglite" });
  await pool.end();
  await writeFile(file, Buffer.from(await (await db.dumpDataDir("none")).arrayBuffer()));
  await db.close();
};

type Template = { readonly url: string; readonly template: string; readonly stop: () => Promise<void> };

const makeTemplate = async (): Promise<Template | undefined> => {
  const given = process.env.TEST_DATABASE_URL;
  const temporary = given ? undefined : await startTemporaryPostgresql();
  const url = given ?? temporary?.url;
  if (!url) return undefined;
  const template = `coxswain_template_${randomUUID().slice(0, 8)}`;
  await administer(url, `CREATE DATABASE ${template}`);
  const pool = await connectPostgresql({ databaseUrl: onDatabase(url, template), max: 2 });
  await migrate(pool);
  await installJobs({ pool, kind: "postgresql" });
  await pool.end();
  return {
    url,
    template,
    stop: async () => {
      await administer(url, `DROP DATABASE ${template}`);
      await temporary?.stop();
    },
  };
};

const administer = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
};

const onDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};
