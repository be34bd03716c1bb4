import type { MessageRecord, Messages } from "../application/ports/messages.ts";
import type { InstanceId, PersonId, WorkspaceId } from "../engine/ids.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

interface MessageRow {
  readonly workspace: WorkspaceId;
  readonly key: string;
  readonly instance: InstanceId | null;
  readonly at: string;
  readonly channel: string | null;
  readonly thread_ts: string | null;
  readonly ts: string | null;
  readonly hash: string | null;
  readonly state: MessageRecord["state"];
  readonly spec: string;
  readonly attempt: string | null;
  readonly looks: number;
}

const COLUMNS = `m.workspace, m.key, m.instance_id::text AS instance, (extract(epoch from m.at) * 1000)::bigint::text AS at, m.channel, m.thread_ts, m.ts, m.hash, m.state,
  m.spec::text AS spec, (extract(epoch from m.attempt_started_at) * 1000)::bigint::text AS attempt, m.looks`;

const SELECT = `SELECT ${COLUMNS} FROM message m WHERE m.workspace = $1`;

const SQL = {
  find: `/*message_find*/ ${SELECT} AND m.key = $2`,
  living: `/*message_living*/ ${SELECT} AND m.instance_id = $2::uuid AND m.state = 'live' ORDER BY m.at, m.key`,
  thread: `/*message_thread*/ ${SELECT} AND m.key = $2 AND m.ts IS NOT NULL`,
  at: `/*message_at*/ ${SELECT} AND m.channel = $2 AND m.ts = $3 ORDER BY m.key LIMIT 1`,
  sharing: `/*message_sharing*/ ${SELECT} AND m.channel = $2 AND m.ts = $3 ORDER BY m.key COLLATE "C" LIMIT 200`,
  pending: `/*message_pending*/ ${SELECT} AND m.person_id = $2 AND m.state = 'pending' AND m.kind = 'reminder' ORDER BY m.at, m.key LIMIT 50`,
  heldFor: `/*message_held*/ ${SELECT} AND m.person_id = $2 AND m.state = 'held' ORDER BY m.at, m.key LIMIT 200`,
  heldPeople: `/*message_held_people*/ SELECT DISTINCT person_id AS person FROM message WHERE workspace = $1 AND state = 'held' AND person_id IS NOT NULL LIMIT 1000`,
  since: `/*message_since*/ SELECT count(DISTINCT (m.channel, m.ts))::int AS n FROM message m
    WHERE m.workspace = $1 AND m.person_id = $2 AND m.kind = 'reminder' AND m.state IN ('live', 'closed') AND m.ts IS NOT NULL AND m.at >= to_timestamp($3::float8 / 1000.0)`,
  // All or none: a bundle goes out whole, and an outstanding attempt of another worker is left alone.
  attempt: `/*message_attempt*/ WITH free AS (SELECT m.workspace, m.key FROM message m WHERE m.workspace = $1 AND m.key = ANY($2::text[]) AND m.state = 'pending'
      AND m.attempt_started_at IS NULL ORDER BY m.key FOR UPDATE)
    UPDATE message m SET attempt_started_at = to_timestamp($3::float8 / 1000.0) FROM free
    WHERE m.workspace = free.workspace AND m.key = free.key AND (SELECT count(*) FROM free) = cardinality($2::text[]) RETURNING m.key`,
  looked: `/*message_looked*/ UPDATE message SET looks = $3::int WHERE workspace = $1 AND key = $2 RETURNING key`,
  posted: `/*message_posted*/ UPDATE message SET state = CASE WHEN $7::boolean THEN 'closed' ELSE 'live' END, channel = $3, thread_ts = $4, ts = $5, hash = $6,
    attempt_started_at = NULL, outcome = 'sent' WHERE workspace = $1 AND key = ANY($2::text[]) AND state IN ('pending', 'held') RETURNING key`,
  edited: `/*message_edited*/ UPDATE message SET hash = $3, state = CASE WHEN $4::boolean THEN 'closed' ELSE 'live' END
    WHERE workspace = $1 AND key = $2 AND state = 'live' RETURNING key`,
  cleared: `/*message_cleared*/ UPDATE message SET attempt_started_at = NULL, looks = 0 WHERE workspace = $1 AND key = ANY($2::text[]) AND state = 'pending' RETURNING key`,
  held: `/*message_hold*/ UPDATE message SET state = 'held' WHERE workspace = $1 AND key = ANY($2::text[]) AND state = 'pending' RETURNING key`,
  settled: `/*message_settled*/ UPDATE message SET state = $3, outcome = $4, attempt_started_at = NULL WHERE workspace = $1 AND key = ANY($2::text[]) RETURNING key`,
} as const;

const toRecord = (row: MessageRow): MessageRecord => ({
  workspace: row.workspace,
  key: row.key,
  instance: row.instance ?? undefined,
  ...(JSON.parse(row.spec) as Pick<MessageRecord, "audience" | "content">),
  state: row.state,
  at: Number(row.at),
  channel: row.channel ?? undefined,
  threadTs: row.thread_ts ?? undefined,
  ts: row.ts ?? undefined,
  hash: row.hash ?? undefined,
  attemptStartedAt: row.attempt === null ? undefined : Number(row.attempt),
  looks: row.looks,
});

/** What was posted where, over the `message` table. */
export const createMessageStore = (database: Pick<Database, "pool">): Messages => {
  const query = createQuery(database);
  const many = async (sql: string, ...values: readonly unknown[]): Promise<readonly MessageRecord[]> =>
    (await query<MessageRow>(sql, ...values)).map(toRecord);
  return {
    find: async (workspace, key) => (await many(SQL.find, workspace, key))[0],
    living: async (workspace, instance) => await many(SQL.living, workspace, instance),
    thread: async (workspace, instance) => {
      const [root] = await many(SQL.thread, workspace, `${instance}:case`);
      return root?.channel === undefined || root.ts === undefined ? undefined : { channel: root.channel, ts: root.ts };
    },
    at: async (workspace, channel, ts) => (await many(SQL.at, workspace, channel, ts))[0],
    sharing: async (workspace, channel, ts) => await many(SQL.sharing, workspace, channel, ts),
    pendingReminders: async (workspace, person) => await many(SQL.pending, workspace, person),
    remindersSince: async (workspace, person, since) =>
      (await query<{ readonly n: number }>(SQL.since, workspace, person, since))[0]?.n ?? 0,
    attempt: async (workspace, keys, startedAt) => (await query(SQL.attempt, workspace, keys, startedAt)).length === keys.length,
    looked: async (workspace, key, looks) => void (await query(SQL.looked, workspace, key, looks)),
    posted: async (workspace, keys, { channel, threadTs, ts, hash, final }) =>
      void (await query(SQL.posted, workspace, keys, channel, threadTs ?? null, ts, hash, final)),
    edited: async (workspace, key, { hash, final }) => void (await query(SQL.edited, workspace, key, hash, final)),
    cleared: async (workspace, keys) => void (await query(SQL.cleared, workspace, keys)),
    held: async (workspace, keys) => void (await query(SQL.held, workspace, keys)),
    heldFor: async (workspace, person) => await many(SQL.heldFor, workspace, person),
    heldPeople: async (workspace) => (await query<{ readonly person: PersonId }>(SQL.heldPeople, workspace)).map((row) => row.person),
    settled: async (workspace, keys, state, outcome) => void (await query(SQL.settled, workspace, keys, state, outcome)),
  };
};
