import type { RecordedRun } from "../application/ports/agent-records.ts";
import type { Purpose } from "../application/ports/model.ts";
import type { Instant, WorkspaceId } from "../engine/ids.ts";
import { RUN_COLUMNS, type RunRow, toRun } from "./agent-record-rows.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

export interface WhichRuns {
  /** Undefined: of any. */
  readonly purpose: Purpose | undefined;
  readonly since: Instant;
  readonly limit: number;
}

const RECENT = `/*agent_recent*/ SELECT ${RUN_COLUMNS} FROM agent_run WHERE workspace = $1 AND ($2::text IS NULL OR purpose = $2)
  AND began_at >= to_timestamp($3::float8 / 1000.0) ORDER BY began_at DESC, id COLLATE "C" LIMIT $4::int`;

/** What models were asked of late, in any case and outside all, newest first. */
export const recentRuns = async (
  database: Pick<Database, "pool">,
  workspace: WorkspaceId,
  { purpose, since, limit }: WhichRuns,
): Promise<readonly RecordedRun[]> => (await createQuery(database)<RunRow>(RECENT, workspace, purpose ?? null, since, limit)).map(toRun);
