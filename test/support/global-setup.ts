import { randomUUID } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { installJobs } from "../../src/jobs/boss.ts";
import { connectPostgresql } from "../../src/store/connect-postgresql.ts";
import { migrate } from "../../src/store/migrate.ts";
import { makeTemplate } from "../../src/store/template.ts";
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
  // One after the other: PGlite keeps the event loop to itself, and a server would take an idle session away.
  project.provide("pgliteSnapshot", await makeTemplate(async (pool) => await installJobs({ pool, kind: "pglite" })));
  const server = await makePostgresqlTemplate();
  project.provide("postgresql", server && { url: server.url, template: server.template });
  return async () => {
    await server?.stop();
  };
};

type Template = { readonly url: string; readonly template: string; readonly stop: () => Promise<void> };

const makePostgresqlTemplate = async (): Promise<Template | undefined> => {
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
