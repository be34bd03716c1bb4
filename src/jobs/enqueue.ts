import type { EnqueueSql, NewJob } from "../application/ports/jobs.ts";

/**
 * Writes the row that the library's own `insert` would write (test/jobs/enqueue.test.ts compares them column by column), inside the
 * caller's statement. An unknown queue fails the statement: its settings are null.
 *
 * A waiting job that stands for a new one is locked until the commit, by a lock that other commits may share. A worker skips locked
 * rows, so it cannot run that job before what it is to show is committed. Nobody is notified: NOTIFY would make every commit of the
 * database wait for the one before it (0.3 × the clicks a second). Whoever commits wakes its own workers; those of other replicas look
 * every two seconds. One by one (LATERAL, LIMIT): a join would read all that wait.
 */
export const enqueueSql: EnqueueSql = {
  expressions: (parameter, heldBy) => `
wanted_job AS MATERIALIZED (
  SELECT COALESCE(j.key, j.id::text) AS slot, j.* FROM (
    SELECT gen_random_uuid() AS id, x.queue, x.data, x.key, x.stream, COALESCE(to_timestamp(x."startAt" / 1000.0), pgboss.job_now()) AS start_after
    FROM json_to_recordset($${parameter}::text::json) AS x(queue text, data jsonb, key text, stream uuid, "startAt" double precision)
  ) j ${heldBy ? `JOIN ${heldBy} ON ${heldBy}.id = j.stream` : ""}
), waiting_job AS MATERIALIZED (
  SELECT p.id FROM (SELECT queue, slot FROM wanted_job ORDER BY queue, slot) w
  CROSS JOIN LATERAL (
    SELECT id FROM pgboss.job
    WHERE name = w.queue AND COALESCE(singleton_key, '') = w.slot AND state = 'created' AND policy = 'short' LIMIT 1 FOR KEY SHARE
  ) p
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
)`,
  value: (jobs: readonly NewJob[]) => JSON.stringify(jobs),
};
