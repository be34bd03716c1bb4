import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "./generated/client.ts";

/** Models over a pool that is ours: its errors are heard where it is made, and Prisma does not end it. */
export const prismaOver = (pool: pg.Pool): PrismaClient =>
  new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) }) });

/** A statement tagged `/*name*\/` is prepared once a connection, which nearly halves its cost. One text for each name. */
const statementName = (sql: string): string => /^\/\*(\w+)\*\//.exec(sql)?.[1] ?? "";
