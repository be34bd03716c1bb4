import type { Reads, TraceRow } from "../application/ports/reads.ts";
import type { StepKey } from "../engine/ids.ts";
import type { EventBody, EventOf } from "../engine/messages/event.ts";
import { proposedStartOf, proposedStartsIn } from "../engine/proposed-start.ts";
import { createAutonomyRows } from "./autonomy-rows.ts";
import { INSTANCE_COLUMNS, type InstanceRow, toInstance } from "./instance-row.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";
import { WORKSPACE_STREAM } from "./workspace-chain.ts";

const FROM = `SELECT ${INSTANCE_COLUMNS} FROM instance i WHERE i.workspace = $1`;

const SQL = {
  instance: `/*read_instance*/ ${FROM} AND i.id = $2::uuid`,
  byCase: `/*read_by_case*/ ${FROM} AND (i.case_key = $2 OR i.id = CASE WHEN $2 ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN $2::uuid END) ORDER BY (i.status IN ('running', 'paused')) DESC, i.started_at DESC LIMIT 20`,
  caseIds: `/*read_case_ids*/ SELECT DISTINCT ON (case_key) case_id FROM (SELECT case_key, case_id FROM instance WHERE workspace = $1 ORDER BY started_at DESC LIMIT 2000) c`,
  assigned: `/*read_assigned*/ SELECT nullif(a.step_key, '') AS step, a.role, ${INSTANCE_COLUMNS} FROM assignment a
    JOIN instance i ON i.workspace = a.workspace AND i.id = a.instance_id LEFT JOIN step t ON t.workspace = a.workspace AND t.instance_id = a.instance_id AND t.key = a.step_key
    WHERE a.workspace = $1 AND a.person_id = $2 ORDER BY t.due_at NULLS LAST, i.started_at LIMIT 200`,
  // The steps of open cases in one pass: asked for each case, a home took 150 ms among 5,000 of them.
  board: `/*read_board*/ WITH open AS MATERIALIZED (SELECT o.id, o.started_at, max(t.ladder_level) FILTER (WHERE t.status <> 'done') AS level,
      min(t.due_at) FILTER (WHERE t.status IN ('active', 'blocked')) AS due
      FROM instance o LEFT JOIN step t ON t.workspace = o.workspace AND t.instance_id = o.id
      WHERE o.workspace = $1 AND ($2::text IS NULL OR o.workflow = $2) AND o.status IN ('running', 'paused')
      GROUP BY o.id, o.started_at ORDER BY level DESC NULLS LAST, due NULLS LAST, o.started_at LIMIT $3::int)
    SELECT ${INSTANCE_COLUMNS} FROM open JOIN instance i ON i.workspace = $1 AND i.id = open.id
    ORDER BY open.level DESC NULLS LAST, open.due NULLS LAST, open.started_at`,
  recent: `/*read_recent*/ ${FROM} ORDER BY i.started_at DESC, i.id LIMIT $2::int`,
  trace: `/*read_trace*/ SELECT seq, (extract(epoch from at) * 1000)::bigint::text AS at, action, verdict, reason, step, pass, actor_kind, actor_id, on_behalf_of, via,
    data::text AS data, encode(previous_hash, 'hex') AS previous, encode(hash, 'hex') AS hash
    FROM audit_event WHERE workspace = $1 AND stream_id = $2::uuid AND seq > $3::int ORDER BY seq LIMIT $4::int`,
  // As the partial index has it: only rows of no instance.
  proposal: `/*read_proposal*/ SELECT (extract(epoch from at) * 1000)::bigint::text AS at, data::text AS body FROM audit_event
    WHERE workspace = $1 AND instance IS NULL AND (data->>'proposal') IS NOT NULL AND data->>'proposal' = $2 ORDER BY seq`,
  analyses: `/*read_analyses*/ SELECT DISTINCT ON (data->>'workflow') (extract(epoch from at) * 1000)::bigint::text AS at, data::text AS body FROM audit_event
    WHERE workspace = $1 AND stream_id = $2::uuid AND action = 'analysis.made' AND at > to_timestamp($3::float8 / 1000.0) ORDER BY data->>'workflow', seq DESC`,
  proposals: `/*read_proposals*/ SELECT at, body FROM (SELECT seq, (extract(epoch from at) * 1000)::bigint::text AS at, data::text AS body FROM audit_event
    WHERE workspace = $1 AND instance IS NULL AND (data->>'proposal') IS NOT NULL AND at >= to_timestamp($2::float8 / 1000.0)
    ORDER BY seq DESC LIMIT 20000) newest ORDER BY seq`,
  texts: `/*read_texts*/ SELECT id, body FROM personal_text WHERE workspace = $1 AND id = ANY($2::text[]) AND body IS NOT NULL`,
} as const;

interface RawTrace {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly verdict: TraceRow["verdict"];
  readonly reason: string | null;
  readonly step: string | null;
  readonly pass: number | null;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly on_behalf_of: string | null;
  readonly via: string | null;
  readonly data: string;
  readonly previous: string;
  readonly hash: string;
}

const toTraceRow = (row: RawTrace): TraceRow => ({
  seq: row.seq,
  at: Number(row.at),
  action: row.action,
  verdict: row.verdict,
  reason: row.reason ?? "",
  step: row.step ?? undefined,
  pass: row.pass ?? undefined,
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  onBehalfOf: row.on_behalf_of ?? undefined,
  via: row.via ?? "",
  data: JSON.parse(row.data) as Readonly<Record<string, unknown>>,
  previousHash: row.previous,
  hash: row.hash,
});

interface RawRow {
  readonly at: string;
  readonly body: string;
}

const toRow = ({ at, body }: RawRow) => ({ at: Number(at), body: JSON.parse(body) as EventBody }); // as `decide` emitted it

/** Read models over stored rows; every list is bounded, because a query stops the event loop on the embedded database. */
export const createReadStore = (database: Pick<Database, "pool">): Reads => {
  const query = createQuery(database);
  const instances = async (sql: string, ...values: readonly unknown[]) => (await query<InstanceRow>(sql, ...values)).map(toInstance);
  return {
    instance: async (workspace, id) => (await instances(SQL.instance, workspace, id))[0],
    byCase: async (workspace, caseKey) => await instances(SQL.byCase, workspace, caseKey),
    caseIds: async (workspace) => (await query<{ readonly case_id: string }>(SQL.caseIds, workspace)).map((row) => row.case_id),
    assignedTo: async (workspace, person) =>
      (await query<InstanceRow & { readonly step: StepKey | null; readonly role: string }>(SQL.assigned, workspace, person)).map((row) => ({
        instance: toInstance(row),
        step: row.step ?? undefined,
        role: row.role,
      })),
    board: async (workspace, workflow, limit) => await instances(SQL.board, workspace, workflow ?? null, limit),
    recent: async (workspace, limit) => await instances(SQL.recent, workspace, limit),
    trace: async (workspace, instance, afterSeq, limit) =>
      (await query<RawTrace>(SQL.trace, workspace, instance, afterSeq, limit)).map(toTraceRow),
    ...createAutonomyRows(query),
    proposal: async (workspace, id) => proposedStartOf((await query<RawRow>(SQL.proposal, workspace, id)).map(toRow)),
    analyses: async (workspace, since) => {
      const rows = await query<{ readonly at: string; readonly body: string }>(SQL.analyses, workspace, WORKSPACE_STREAM, since);
      // As `decide` emitted it.
      return rows.map(({ at, body }) => ({ at: Number(at), ...(JSON.parse(body) as EventOf<"analysis.made">) }));
    },
    proposals: async (workspace, since) => proposedStartsIn((await query<RawRow>(SQL.proposals, workspace, since)).map(toRow)),
    texts: async (workspace, ids) => {
      const rows = await query<{ readonly id: string; readonly body: string }>(SQL.texts, workspace, ids);
      return new Map(rows.map((row) => [row.id, row.body]));
    },
  };
};
