import { existsSync } from "node:fs";
import type { Config } from "../config.ts";
import { WorkspaceId } from "../engine/ids.ts";
import { type Database, openDatabase } from "../store/open-database.ts";
import { BadInput } from "./failure.ts";

const nothingThere = (place: string): BadInput =>
  new BadInput(`There is no Coxswain database in ${place}. Set DATABASE_URL or DATA_DIR as for \`npm start\`. See .env.example.`);

/** Opens the database that `npm start` made, for the time of `use`; makes none. */
export const withDatabase = async <T>({ databaseUrl, dataDir }: Config, use: (database: Database) => Promise<T>): Promise<T> => {
  if (databaseUrl === undefined && !existsSync(dataDir)) throw nothingThere(dataDir);
  const database = await openDatabase({
    databaseUrl,
    dataDir,
    onRetry: ({ attempt, error }) => console.error(`The database is not there yet (attempt ${attempt}): ${String(error)}`),
  });
  try {
    const { rows } = await database.pool.query<{ readonly there: boolean }>("SELECT to_regclass('audit_event') IS NOT NULL AS there");
    if (rows[0]?.there !== true) throw nothingThere(databaseUrl === undefined ? dataDir : "the database of DATABASE_URL");
    return await use(database);
  } finally {
    await database.close();
  }
};

/** The workspaces that this database holds. */
export const workspacesOf = async ({ pool }: Database): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ readonly workspace: string }>(
    "SELECT workspace FROM current_definition UNION SELECT workspace FROM instance UNION SELECT workspace FROM stream UNION SELECT workspace FROM audit_event ORDER BY 1",
  );
  return rows.map(({ workspace }) => workspace);
};

/** The one that is wanted, or the only one there is. */
export const workspaceFor = async (database: Database, wanted: string | undefined): Promise<WorkspaceId> => {
  const known = await workspacesOf(database);
  const [only, ...others] = known;
  if (wanted !== undefined && known.includes(wanted)) return WorkspaceId.parse(wanted);
  if (wanted !== undefined) throw new BadInput(`There is no workspace ${wanted} in this database; there is ${known.join(", ") || "none"}.`);
  if (only === undefined) throw new BadInput("Nothing was ever started on this database.");
  if (others.length > 0) throw new BadInput(`This database holds several workspaces: say --workspace, one of ${known.join(", ")}.`);
  return WorkspaceId.parse(only);
};
