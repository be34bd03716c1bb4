import type { EnqueueSql } from "../application/ports/jobs.ts";

// Every parameter is a list, so that one click and a sweep's batch of 200 are the same statement. Instants are epoch milliseconds.

const at = (column: string): string => `to_timestamp(${column} / 1000.0)`;

/** New state of instances that still stand where they stood; `up` holds those that did. */
const UPDATED = `
n AS (SELECT * FROM unnest($1::text[], $2::uuid[], $3::int[], $4::int[], $5::text[], $6::float8[], $7::text[], $8::text[], $9::text[], $10::float8[], $11::text[])
  AS x(ws, id, rev, seq, head, wake, version, status, outcome, ended, data)),
held AS (SELECT i.workspace, i.id FROM instance i JOIN n ON n.ws = i.workspace AND n.id = i.id AND n.rev = i.rev ORDER BY i.workspace, i.id FOR UPDATE OF i),
up AS (UPDATE instance i SET rev = i.rev + 1, seq = n.seq, head = decode(n.head, 'hex'), wake_at = ${at("n.wake")}, leased_until = NULL,
    version_hash = n.version, status = n.status, outcome = n.outcome, ended_at = ${at("n.ended")}, data = n.data::jsonb
  FROM n, held WHERE held.workspace = i.workspace AND held.id = i.id AND n.ws = i.workspace AND n.id = i.id AND n.rev = i.rev
  RETURNING i.workspace, i.id)`;

/** A new instance, unless the case has an open one or this very start was committed before. */
const INSERTED = `
up AS (INSERT INTO instance (workspace, id, workflow, version_hash, case_key, case_id, run, status, outcome, rev, seq, head, wake_at, data, started_at, ended_at)
  SELECT x.ws, x.id, x.workflow, x.version, x.case_key, x.case_id, x.run, x.status, x.outcome, 1, x.seq, decode(x.head, 'hex'), ${at("x.wake")}, x.data::jsonb,
    ${at("x.started")}, ${at("x.ended")}
  FROM unnest($1::text[], $2::uuid[], $3::int[], $4::int[], $5::text[], $6::float8[], $7::text[], $8::text[], $9::text[], $10::float8[], $11::text[],
    $21::text[], $22::text[], $23::text[], $24::float8[])
    AS x(ws, id, run, seq, head, wake, version, status, outcome, ended, data, workflow, case_key, case_id, started)
  ON CONFLICT DO NOTHING RETURNING workspace, id)`;

const AUDIT_COLUMNS = `workspace text, stream_id uuid, seq int, at float8, workflow text, version text, directory text, case_key text, case_id text, instance uuid,
    run int, step text, pass int, action text, verdict text, reason text, actor_kind text, actor_id text, on_behalf_of text, via text, command_id text,
    correlation_id text, previous_hash text, hash text`;

/** Rows of the trace: columns in parameter `rows`, bodies as texts in `bodies`, which is cheaper than JSON inside JSON. */
export const auditSql = (rows: number, bodies: number): string => `
au AS (INSERT INTO audit_event (workspace, stream_id, seq, at, workflow, version, directory, case_key, case_id, instance, run, step, pass, action, verdict, reason,
    actor_kind, actor_id, on_behalf_of, via, command_id, correlation_id, data, previous_hash, hash)
  SELECT a.workspace, a.stream_id, a.seq, ${at("a.at")}, a.workflow, a.version, a.directory, a.case_key, a.case_id, a.instance, a.run, a.step, a.pass, a.action,
    a.verdict, a.reason, a.actor_kind, a.actor_id, a.on_behalf_of, a.via, a.command_id, a.correlation_id, a.body::jsonb, decode(a.previous_hash, 'hex'), decode(a.hash, 'hex')
  FROM ROWS FROM (json_to_recordset($${rows}::text::json) AS (${AUDIT_COLUMNS}), unnest($${bodies}::text[]))
    AS a(workspace, stream_id, seq, at, workflow, version, directory, case_key, case_id, instance, run, step, pass, action, verdict, reason, actor_kind, actor_id,
      on_behalf_of, via, command_id, correlation_id, previous_hash, hash, body)
  JOIN up ON up.workspace = a.workspace AND up.id = a.stream_id)`;

export const messageSql = (rows: number): string => `
ms AS (INSERT INTO message (workspace, key, instance_id, kind, at, person_id, state, spec)
  SELECT m.workspace, m.key, m.instance, m.kind, ${at("m.at")}, m.person, 'pending', m.spec
  FROM json_to_recordset($${rows}::text::json) AS m(workspace text, key text, stream uuid, instance uuid, kind text, at float8, person text, spec jsonb)
  JOIN up ON up.workspace = m.workspace AND up.id = m.stream ON CONFLICT DO NOTHING)`;

export const commandSql = (rows: number): string => `
co AS (INSERT INTO command (workspace, id, instance_id, at, answer, received_at)
  SELECT c.workspace, c.id, c.instance, ${at("c.at")}, c.answer, now()
  FROM json_to_recordset($${rows}::text::json) AS c(workspace text, id text, stream uuid, instance uuid, at float8, answer jsonb)
  JOIN up ON up.workspace = c.workspace AND up.id = c.stream)`;

/** Personal texts of no case. */
export const looseTextSql = (rows: number): string => `
tx AS (INSERT INTO personal_text (workspace, id, salt, body)
  SELECT up.workspace, t.text, t.salt, t.body FROM json_to_recordset($${rows}::text::json) AS t(text text, salt text, body text), up ON CONFLICT DO NOTHING)`;

/** What belongs to an instance besides its header: steps, who may act, personal texts. */
const PARTS = `
st AS (INSERT INTO step AS s (workspace, instance_id, key, kind, status, pass, owner_id, due_at, activated_at, ended_at, waiting_on, ladder_level, outcome, data)
  SELECT up.workspace, up.id, z.key, z.kind, z.status, z.pass, z.owner, ${at("z.due")}, ${at("z.activated")}, ${at("z.ended")}, z.waiting_on, z.level, z.outcome, z.body::jsonb
  FROM ROWS FROM (json_to_recordset($12::text::json) AS (id uuid, key text, kind text, status text, pass int, owner text, due float8, activated float8, ended float8,
      waiting_on text, level int, outcome text), unnest($13::text[]))
    AS z(id, key, kind, status, pass, owner, due, activated, ended, waiting_on, level, outcome, body) JOIN up ON up.id = z.id
  ON CONFLICT (workspace, instance_id, key) DO UPDATE SET status = EXCLUDED.status, pass = EXCLUDED.pass, owner_id = EXCLUDED.owner_id, due_at = EXCLUDED.due_at,
    activated_at = EXCLUDED.activated_at, ended_at = EXCLUDED.ended_at, waiting_on = EXCLUDED.waiting_on, ladder_level = EXCLUDED.ladder_level,
    outcome = EXCLUDED.outcome, data = EXCLUDED.data),
ag AS (INSERT INTO assignment (workspace, person_id, instance_id, step_key, role)
  SELECT up.workspace, g.person, up.id, g.step, g.role FROM json_to_recordset($14::text::json) AS g(id uuid, person text, step text, role text) JOIN up ON up.id = g.id
  ON CONFLICT DO NOTHING),
un AS (DELETE FROM assignment d USING json_to_recordset($15::text::json) AS g(id uuid, person text, step text, role text), up
  WHERE up.id = g.id AND d.workspace = up.workspace AND d.instance_id = up.id AND d.person_id = g.person AND d.step_key = g.step AND d.role = g.role),
rm AS (DELETE FROM step d USING json_to_recordset($16::text::json) AS g(id uuid, key text), up
  WHERE up.id = g.id AND d.workspace = up.workspace AND d.instance_id = up.id AND d.key = g.key),
tx AS (INSERT INTO personal_text (workspace, id, instance_id, salt, body)
  SELECT up.workspace, t.text, up.id, t.salt, t.body FROM json_to_recordset($17::text::json) AS t(id uuid, text text, salt text, body text) JOIN up ON up.id = t.id
  ON CONFLICT DO NOTHING)`;

const statement = (name: string, head: string, enqueue: EnqueueSql, next: number): string =>
  `/*${name}*/ WITH ${[head, PARTS, auditSql(18, 19), messageSql(20), commandSql(next), enqueue.expressions(next + 1, "up")].join(",")}
  SELECT up.id::text AS id FROM up`;

export const commitSql = (enqueue: EnqueueSql): string => statement("commit", UPDATED, enqueue, 21);
export const startSql = (enqueue: EnqueueSql): string => statement("start", INSERTED, enqueue, 25);
