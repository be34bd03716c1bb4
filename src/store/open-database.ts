import { createRequire } from "node:module";
import type pg from "pg";
import { type ConnectOptions, connectPostgresql } from "./connect-postgresql.ts";
import type { PrismaClient } from "./generated/client.ts";
import { createMaintain, type Maintain } from "./maintain.ts";
import { makeNewDirectory } from "./new-directory.ts";
import { openPglite, type PgliteOptions } from "./pglite.ts";
import { takePidLock } from "./pid-lock.ts";

export type Database = {
  readonly kind: "pglite" | "postgresql";
  /** On PGlite one connection: never await an outer query while holding a client. */
  readonly pool: pg.Pool;
  /** Models for reads and administration; hot paths are tagged raw SQL: `/*name*\/ select ...`. */
  readonly prisma: PrismaClient;
  /** Call it now and then; it does something on PGlite only, when due. */
  readonly maintenance: Maintain;
  /** Prisma, then the pool, then PGlite, then the lock file. Stop the queue before it. */
  readonly close: () => Promise<void>;
};

export type DatabaseOptions = Omit<ConnectOptions, "databaseUrl"> & {
  /** A PostgreSQL; without it PGlite in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
};

/** PostgreSQL where a URL is given, else PGlite in its own directory, which no other process may open meanwhile. */
export const openDatabase = async ({ databaseUrl, dataDir, ...options }: DatabaseOptions): Promise<Database> => {
  if (databaseUrl) {
    const pool = await connectPostgresql({ databaseUrl, ...options });
    return createDatabase(
      "postgresql",
      pool,
      async () => [],
      () => pool.end(),
    );
  }
  const lock = await takePidLock(dataDir);
  try {
    await makeNewDirectory(dataDir);
    return await openEmbeddedDatabase({ dataDir }, lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
};

/** PGlite without the lock: for a directory that is locked already, or for a database in memory. */
export const openEmbeddedDatabase = async (
  options: PgliteOptions,
  afterClose: () => Promise<void> = async () => undefined,
): Promise<Database> => {
  const { pool, close } = await openPglite(options);
  return createDatabase("pglite", pool, createMaintain(pool), async () => {
    await close();
    await afterClose();
  });
};

const require = createRequire(import.meta.url);

/** Read when it is first asked for: a start does without. */
const prismaOver = (pool: pg.Pool): PrismaClient => (require("./prisma-over.ts") as typeof import("./prisma-over.ts")).prismaOver(pool);

const createDatabase = (kind: Database["kind"], pool: pg.Pool, maintenance: Maintain, closePool: () => Promise<void>): Database => {
  let prisma: PrismaClient | undefined;
  return {
    kind,
    pool,
    get prisma() {
      prisma ??= prismaOver(pool);
      return prisma;
    },
    maintenance,
    close: async () => {
      await prisma?.$disconnect();
      await closePool();
    },
  };
};
