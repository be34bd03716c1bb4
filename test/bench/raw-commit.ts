import type { Rows } from "./case-copies.ts";

/** The rows that one decision left, to be written again for other cases without deciding. */
export interface RawCommit {
  readonly after: Rows;
  readonly changedSteps: readonly object[];
  readonly gone: readonly object[];
  readonly events: readonly object[];
  readonly messages: readonly object[];
  readonly jobs: readonly object[];
  readonly assigned: readonly object[];
  readonly commands: readonly object[];
}

const minus = (all: readonly object[] = [], less: readonly object[] = []): readonly object[] => {
  const known = new Set(less.map((row) => JSON.stringify(row)));
  return all.filter((row) => !known.has(JSON.stringify(row)));
};

export const rawCommitOf = (before: Rows, after: Rows, commands: readonly object[], jobs: readonly object[]): RawCommit => ({
  after,
  changedSteps: minus(after.step, before.step),
  gone: minus(before.assignment, after.assignment),
  assigned: minus(after.assignment, before.assignment),
  events: minus(after.audit_event, before.audit_event),
  messages: minus(after.message, before.message),
  commands,
  jobs,
});

const rows = (table: string, parameter: number): string => `json_populate_recordset(null::${table}, $${parameter}::text::json)`;
const as = (table: string, parameter: number, changed: string): string =>
  `SELECT (jsonb_populate_record(t, jsonb_build_object(${changed}))).* FROM ${rows(table, parameter)} t, up`;

const INTO = `
st AS (INSERT INTO step AS s ${as("step", 2, "'instance_id', up.id")}
  ON CONFLICT (workspace, instance_id, key) DO UPDATE SET status = EXCLUDED.status, pass = EXCLUDED.pass, owner_id = EXCLUDED.owner_id, due_at = EXCLUDED.due_at,
    activated_at = EXCLUDED.activated_at, ended_at = EXCLUDED.ended_at, waiting_on = EXCLUDED.waiting_on, ladder_level = EXCLUDED.ladder_level,
    outcome = EXCLUDED.outcome, data = EXCLUDED.data),
ag AS (INSERT INTO assignment ${as("assignment", 3, "'instance_id', up.id")} ON CONFLICT DO NOTHING),
un AS (DELETE FROM assignment d USING ${rows("assignment", 4)} g, up
  WHERE d.workspace = up.workspace AND d.instance_id = up.id AND d.person_id = g.person_id AND d.step_key = g.step_key AND d.role = g.role),
au AS (INSERT INTO audit_event ${as("audit_event", 5, "'stream_id', up.id, 'instance', up.id")}),
ms AS (INSERT INTO message ${as("message", 6, "'instance_id', up.id, 'key', up.id || t.key")} ON CONFLICT DO NOTHING),
co AS (INSERT INTO command ${as("command", 7, "'instance_id', up.id, 'id', up.id || t.id")}),
jb AS (INSERT INTO pgboss.job (id, name, data, singleton_key, start_after, created_on, keep_until, retry_limit, retry_delay, retry_backoff,
    retry_delay_max, expire_seconds, deletion_seconds, policy, dead_letter, heartbeat_seconds)
  SELECT gen_random_uuid(), t.name, t.data, up.id || t.singleton_key, now() + interval '1 day', now(), t.keep_until, t.retry_limit, t.retry_delay, t.retry_backoff,
    t.retry_delay_max, t.expire_seconds, t.deletion_seconds, t.policy, t.dead_letter, t.heartbeat_seconds FROM ${rows("pgboss.job", 8)} t, up)
SELECT count(*)::int AS n FROM up`;

const HEADER = "rev = i.rev + 1, seq = h.seq, head = h.head, wake_at = h.wake_at, leased_until = NULL, status = h.status, data = h.data";

/** One case: its id in parameter 9. */
export const RAW_CLICK = `WITH h AS (SELECT * FROM ${rows("instance", 1)}),
up AS (UPDATE instance i SET ${HEADER} FROM h WHERE i.workspace = h.workspace AND i.id = $9::uuid RETURNING i.workspace, i.id), ${INTO}`;

/** Up to parameter 10 of the cases that are due at parameter 9 (epoch milliseconds): claimed and written in one statement. */
export const RAW_SWEEP = `WITH h AS (SELECT * FROM ${rows("instance", 1)}),
due AS (SELECT workspace, id FROM instance WHERE wake_at <= to_timestamp($9::float8 / 1000.0) ORDER BY wake_at LIMIT $10::int FOR UPDATE SKIP LOCKED),
up AS (UPDATE instance i SET ${HEADER} FROM h, due WHERE i.workspace = due.workspace AND i.id = due.id RETURNING i.workspace, i.id), ${INTO}`;

/** Parameters 1 to 8. */
export const rawValues = ({ after, changedSteps, assigned, gone, events, messages, commands, jobs }: RawCommit): readonly string[] =>
  [after.instance, changedSteps, assigned, gone, events, messages, commands, jobs].map((each) => JSON.stringify(each ?? []));
