import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

const PURGE = `/*purge_commands*/ DELETE FROM command WHERE ctid IN (SELECT ctid FROM command WHERE received_at < now() - interval '24 hours' LIMIT 10000) RETURNING 1 AS one`;

/** Answers are kept for a day of machine time: longer than anybody sends anything again. Answers how many were let go. */
export const purgeCommands = async (database: Pick<Database, "pool">): Promise<number> => (await createQuery(database)(PURGE)).length;
