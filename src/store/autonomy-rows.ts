import { ACT_KINDS } from "../engine/autonomy/kinds.ts";
import type { WorkflowId, WorkspaceId } from "../engine/ids.ts";
import type { EventBody } from "../engine/messages/event.ts";
import { type AutonomyRow, LAST } from "../insights/trust.ts";
import type { Query } from "./query.ts";

type Action = EventBody["type"];
const OUTCOMES: readonly Action[] = ["suggestion.accepted", "suggestion.edited", "suggestion.dismissed", "act.automated", "act.undone"];
const SIGNATURES: readonly Action[] = ["autonomy.proposed", "autonomy.signed", "autonomy.revoked", "autonomy.demoted"];

// As the partial indexes of the migration say it: with parameters in their place neither would be used.
const among = (actions: readonly Action[]): string => `a.action IN (${actions.map((each) => `'${each}'`).join(", ")})`;

const rowsOf = (name: string, actions: readonly Action[]): string => `/*${name}*/ SELECT at, body FROM (
    SELECT a.at AS moment, a.seq, (extract(epoch from a.at) * 1000)::bigint::text AS at, a.data::text AS body
      FROM audit_event a WHERE a.workspace = $1 AND a.data->>'workflow' = $2 AND ${among(SIGNATURES)}
    UNION ALL SELECT newest.* FROM unnest($3::text[]) AS k(kind), LATERAL (
      SELECT a.at AS moment, a.seq, (extract(epoch from a.at) * 1000)::bigint::text AS at, a.data::text AS body FROM audit_event a
        WHERE a.workspace = $1 AND coalesce(a.workflow, a.data->>'workflow') = $2 AND coalesce(a.data->>'kind', a.data->'suggestion'->>'kind') = k.kind AND ${among(actions)}
        ORDER BY a.at DESC, a.seq DESC LIMIT $4::int) newest) rows ORDER BY moment, seq`;

const SQL = {
  history: rowsOf("autonomy_history", [...OUTCOMES, "suggestion.made"]),
  standing: rowsOf("autonomy_standing", OUTCOMES),
} as const;

/** Of each kind of act. */
const MOST = 1_000;

interface Raw {
  readonly at: string;
  readonly body: string;
}

/** Rows that say what agents did in a workflow: bounded for each kind of act, so that a busy kind hides no other's and no signature. */
export const createAutonomyRows = (query: Query) => {
  const read = async (sql: string, workspace: WorkspaceId, workflow: WorkflowId, most: number): Promise<readonly AutonomyRow[]> =>
    (await query<Raw>(sql, workspace, workflow, ACT_KINDS, most)).map(({ at, body }) => ({
      at: Number(at),
      body: JSON.parse(body) as EventBody, // as `decide` emitted it
    }));
  return {
    autonomy: async (workspace: WorkspaceId, workflow: WorkflowId) => await read(SQL.history, workspace, workflow, MOST),
    standing: async (workspace: WorkspaceId, workflow: WorkflowId) => await read(SQL.standing, workspace, workflow, LAST),
  };
};
