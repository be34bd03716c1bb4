import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import type pg from "pg";

const PRISMA = fileURLToPath(new URL("../../prisma", import.meta.url));
const SCHEMA = { path: "schema.prisma", content: readFileSync(`${PRISMA}/schema.prisma`, "utf8") };
const filters = { externalTables: [], externalEnums: [] };

/** Prisma's own migration engine, over a pool. */
export const openSchemaEngine = async (pool: pg.Pool) => {
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  const engine = await SchemaEngine.new({ datamodels: [[SCHEMA.path, SCHEMA.content]] }, () => undefined, adapter);
  const migrationsList = readMigrations();
  return {
    /** As `prisma migrate deploy`: the names that it applied. */
    deploy: async () => (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames,
    /** As `prisma migrate resolve --applied`: its own bookkeeping. (This build of the engine cannot run our SQL: it splits it at semicolons.) */
    markApplied: (migrationName: string) => engine.markMigrationApplied({ migrationName, migrationsList }),
    /** As `prisma migrate status`. */
    diagnose: () => engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
    /** As `prisma migrate diff --from-empty --script`: the SQL that makes what schema.prisma says. */
    schemaSql: async () => {
      const to = { tag: "schemaDatamodel" as const, files: [SCHEMA] };
      const { stdout } = await engine.diff({ from: { tag: "empty" }, to, script: true, exitCode: null, filters });
      return stdout ?? "";
    },
  };
};

const readMigrations = () => ({
  baseDir: `${PRISMA}/migrations`,
  lockfile: { path: "migration_lock.toml", content: readFileSync(`${PRISMA}/migrations/migration_lock.toml`, "utf8") },
  shadowDbInitScript: "",
  migrationDirectories: readdirSync(`${PRISMA}/migrations`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(`${PRISMA}/migrations/${path}/migration.sql`, "utf8") },
      },
    })),
});
