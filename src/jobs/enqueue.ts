import type { EnqueueSql, NewJob } from "../application/ports/jobs.ts";

/** The channel on which the queue library listens, for its schema `pgboss`. */
const CHANNEL = "'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24)";

/**
 * Writes the row that the library's own `insert` would write (test/jobs/enqueue.test.ts compares them column by column), inside the
 * caller's statement. An unknown queue fails the statement: its settings are null.
 *
 * A waiting job that stands for a new one is locked until the commit. A worker skips locked rows, so it cannot run that job before
 * what it is to show is committed.
 */
export const enqueueSql: EnqueueSql = {
  expressions: (parameter, heldBy) => `
wanted_job AS MATERIALIZED (
  SELECT COALESCE(j.key, j.id::text) AS slot, j.* FROM (
    SELECT gen_random_uuid() AS id, x.queue, x.data, x.key, x.stream, COALESCE(to_timestamp(x."startAt" / 1000.0), pgboss.job_now()) AS start_after
    FROM json_to_recordset($${parameter}::text::json) AS x(queue text, data jsonb, key text, stream uuid, "startAt" double precision)
  ) j ${heldBy ? `JOIN ${heldBy} ON ${heldBy}.id = j.stream` : ""}
), waiting_job AS MATERIALIZED (
  SELECT p.id, pg_notify(${CHANNEL}, p.name) FROM pgboss.job p
  JOIN wanted_job w ON p.name = w.queue AND COALESCE(p.singleton_key, '') = w.slot
  WHERE p.state = 'created' AND p.policy = 'short' ORDER BY p.id FOR UPDATE OF p
), enqueued_job AS (
  INSERT INTO pgboss.job (id, name, data, singleton_key, start_after, created_on, keep_until, retry_limit, retry_delay, retry_backoff,
    retry_delay_max, expire_seconds, deletion_seconds, policy, dead_letter, heartbeat_seconds)
  SELECT w.id, w.queue, w.data, CASE WHEN q.policy = 'short' THEN w.slot ELSE w.key END, w.start_after, pgboss.job_now(),
    w.start_after + q.retention_seconds * interval '1s', q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max,
    q.expire_seconds, q.deletion_seconds, q.policy, q.dead_letter, q.heartbeat_seconds
  FROM wanted_job w LEFT JOIN pgboss.queue q ON q.name = w.queue
  WHERE (SELECT count(*) FROM waiting_job) >= 0
  ORDER BY w.queue, w.slot
  ON CONFLICT DO NOTHING
  RETURNING id, CASE WHEN start_after <= pgboss.job_now() THEN pg_notify(${CHANNEL}, name) END
)`,
  value: (jobs: readonly NewJob[]) => JSON.stringify(jobs),
};
