import type { EnqueueSql } from "../application/ports/jobs.ts";
import type { Answer, ChainPosition, Commit, Found, Leased, Store } from "../application/ports/store.ts";
import type { InstanceId, PersonId, StepKey, WorkspaceId } from "../engine/ids.ts";
import type { InstanceCommand } from "../engine/messages/command.ts";
import { NO_HASH } from "./audit-chain.ts";
import { unlessTaken } from "./command-taken.ts";
import { commitSql, startSql } from "./commit-sql.ts";
import { commitValues, startValues } from "./commit-values.ts";
import { INSTANCE_COLUMNS, type InstanceRow, toInstance } from "./instance-row.ts";
import type { Database } from "./open-database.ts";
import { createQuery, type Query } from "./query.ts";
import { createWorkspaceChain } from "./workspace-chain.ts";

const LOAD = `/*load*/ SELECT c.answer::text AS answer, ${INSTANCE_COLUMNS}
  FROM (SELECT $1::text AS ws, $2::uuid AS id, $3::text AS command) k
  LEFT JOIN instance i ON i.workspace = k.ws AND i.id = k.id LEFT JOIN command c ON c.workspace = k.ws AND c.id = k.command`;

const LOAD_CASE = `/*load_case*/ SELECT (SELECT c.answer::text FROM command c WHERE c.workspace = $1 AND c.id = $4) AS answer,
  (SELECT i.id::text FROM instance i WHERE i.workspace = $1 AND i.workflow = $2 AND i.case_key = $3 AND i.status IN ('running', 'paused')) AS open,
  (SELECT coalesce(max(i.run), 0)::int FROM instance i WHERE i.workspace = $1 AND i.workflow = $2 AND i.case_key = $3) AS runs`;

// The lease is machine time, the wake domain time: the two are never compared.
const LEASE = `/*lease*/ WITH due AS (SELECT workspace, id FROM instance WHERE wake_at <= to_timestamp($1::float8 / 1000.0)
    AND (leased_until IS NULL OR leased_until <= now()) ORDER BY wake_at LIMIT $2::int FOR UPDATE SKIP LOCKED)
  UPDATE instance i SET leased_until = now() + $3::float8 * interval '1 millisecond' FROM due WHERE due.workspace = i.workspace AND due.id = i.id
  RETURNING ${INSTANCE_COLUMNS}`;

const NEXT_WAKE = `/*next_wake*/ SELECT (extract(epoch from wake_at) * 1000)::bigint::text AS wake FROM instance
  WHERE wake_at IS NOT NULL AND (leased_until IS NULL OR leased_until <= now()) ORDER BY wake_at LIMIT 1`;

// The last assignment counts though its step is long done: else whoever finishes fast gets every turn.
const LOAD_OF = `/*load_of*/ SELECT p.person,
    (SELECT count(*)::int FROM step s WHERE s.workspace = $1 AND s.owner_id = p.person AND s.status IN ('active', 'blocked')) AS active,
    (SELECT (extract(epoch from max(s.activated_at)) * 1000)::bigint::text FROM step s
      WHERE s.workspace = $1 AND s.owner_id = p.person AND s.activated_at IS NOT NULL) AS last
  FROM unnest($2::text[]) AS p(person)`;

const WAITING_FOR = `/*waiting_for*/ SELECT s.instance_id::text AS instance, s.key AS step FROM step s JOIN instance i ON i.workspace = s.workspace AND i.id = s.instance_id
  WHERE s.workspace = $1 AND s.kind = 'wait' AND s.status IN ('active', 'blocked') AND i.status = 'running'
    AND EXISTS (SELECT 1 FROM definition d, jsonb_array_elements(d.normalised -> 'steps') e WHERE d.workspace = s.workspace AND d.hash = i.version_hash
      AND e ->> 'key' = s.key AND e -> 'waitFor' ->> 'event' = $2)
  ORDER BY i.started_at LIMIT 10000`;

// A sweep that read an instance before must not write its old plan over this: it finds another `rev`, and so does a click, which tries again.
const REPLAN = `/*replan*/ WITH again AS (SELECT i.workspace, i.id FROM instance i WHERE i.workspace = $1 AND i.status = 'running'
    AND ($3::text[] IS NULL OR EXISTS (SELECT 1 FROM assignment a WHERE a.workspace = i.workspace AND a.instance_id = i.id AND a.person_id = ANY($3::text[])))
    ORDER BY i.workspace, i.id FOR UPDATE)
  UPDATE instance i SET rev = i.rev + 1, wake_at = least(i.wake_at, to_timestamp($2::float8 / 1000.0)) FROM again
  WHERE i.workspace = again.workspace AND i.id = again.id RETURNING 1 AS one`;

const OPEN = `/*open_instances*/ SELECT ${INSTANCE_COLUMNS} FROM instance i WHERE i.workspace = $1 AND ($2::text IS NULL OR i.workflow = $2)
  AND i.status IN ('running', 'paused') ORDER BY i.started_at LIMIT 10000`;

const NEW: ChainPosition = { rev: 0, seq: 0, head: NO_HASH };

type Loaded = { readonly answer: string | null } & { readonly [K in keyof InstanceRow]: InstanceRow[K] | null };
type CaseFound = { readonly answer: string | null; readonly open: string | null; readonly runs: number };

const isFound = (row: Loaded): row is Loaded & InstanceRow => row.id !== null;
const positionOf = ({ rev, seq, head }: InstanceRow): ChainPosition => ({ rev, seq, head });
const parseAnswer = (answer: string | null | undefined): Answer | undefined => (answer ? (JSON.parse(answer) as Answer) : undefined);

/** Questions over many instances at once. */
const overMany = (query: Query): Pick<Store, "loadOf" | "waitingFor" | "replan" | "openInstances"> => ({
  loadOf: async (workspace, people) => {
    const rows = await query<{ readonly person: PersonId; readonly active: number; readonly last: string | null }>(
      LOAD_OF,
      workspace,
      people,
    );
    return new Map(
      rows.map((row) => [row.person, { active: row.active, lastAssignedAt: row.last === null ? undefined : Number(row.last) }]),
    );
  },
  waitingFor: async (workspace, eventType) =>
    await query<{ readonly instance: InstanceId; readonly step: StepKey }>(WAITING_FOR, workspace, eventType),
  replan: async (workspace, people, now) => (await query(REPLAN, workspace, now, people === "all" ? null : people)).length,
  openInstances: async (workspace, workflow) => (await query<InstanceRow>(OPEN, workspace, workflow ?? null)).map(toInstance),
});

/** State, trace and jobs over one database; the queue's SQL fragment comes from outside, so that jobs commit with state. */
export const createInstanceStore = (database: Pick<Database, "pool">, enqueue: EnqueueSql): Store => {
  const query = createQuery(database);
  const sql = { commit: commitSql(enqueue), start: startSql(enqueue) };

  const loadInstance = async (command: Exclude<InstanceCommand, { type: "StartWorkflow" }>): Promise<Found> => {
    const [row] = await query<Loaded>(LOAD, command.workspace, command.instance, command.id);
    const found = row !== undefined && isFound(row) ? row : undefined;
    return {
      instance: found && toInstance(found),
      position: found === undefined ? NEW : positionOf(found),
      answer: parseAnswer(row?.answer),
      previous: undefined,
    };
  };

  const loadCase = async (workspace: WorkspaceId, workflow: string, caseKey: string, id: string): Promise<Found> => {
    const [row] = await query<CaseFound>(LOAD_CASE, workspace, workflow, caseKey, id);
    const previous = { open: (row?.open ?? undefined) as InstanceId | undefined, runs: row?.runs ?? 0 };
    return { instance: undefined, position: NEW, answer: parseAnswer(row?.answer), previous };
  };

  const commitBatch = async (commits: readonly Commit[]): Promise<ReadonlySet<InstanceId>> => {
    if (commits.length === 0) return new Set();
    const rows = await query<{ readonly id: InstanceId }>(sql.commit, ...commitValues(commits, enqueue));
    return new Set(rows.map((row) => row.id));
  };

  return {
    runsOf: async (workspace, workflow, caseKey) => {
      const { previous } = await loadCase(workspace, workflow, caseKey, "");
      return previous ?? { open: undefined, runs: 0 };
    },
    load: async (command, caseKey) =>
      command.type === "StartWorkflow"
        ? await loadCase(command.workspace, command.workflow, caseKey ?? "", command.id)
        : await loadInstance(command),
    commit: (commit) =>
      unlessTaken(async () =>
        commit.before === undefined
          ? (await query(sql.start, ...startValues(commit, enqueue))).length === 1
          : (await commitBatch([commit])).size === 1,
      ),
    commitBatch,
    lease: async (now, limit, leaseMs) => {
      const rows = await query<InstanceRow>(LEASE, now, limit, leaseMs);
      return rows.map((row): Leased => ({ instance: toInstance(row), position: positionOf(row) }));
    },
    nextWake: async () => {
      const [row] = await query<{ readonly wake: string }>(NEXT_WAKE);
      return row === undefined ? undefined : Number(row.wake);
    },
    ...overMany(query),
    ...createWorkspaceChain(query, enqueue),
  };
};
