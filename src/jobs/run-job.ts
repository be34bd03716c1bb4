import type { JobResult, JobWithMetadata } from "pg-boss";
import type { QueueDb } from "./boss.ts";
import type { QueueSettings } from "./queues.ts";
import { type Ended, type Outcome, type Settlement, settle } from "./retry-policy.ts";

export type Job = {
  readonly id: string;
  readonly queue: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly key: string | undefined;
  /** An attempt before this one began, and did not end. */
  readonly again: boolean;
  /** Aborted when its time is up, its claim is gone, or the process stops: what it does from then on does not count. */
  readonly signal: AbortSignal;
  /** For a job of the queue `dropped`: where it came from, and the last error. */
  readonly dropped: { readonly queue: string; readonly reason: string } | undefined;
};

/** At least once: a handler is idempotent. */
export type Handler = (job: Job) => Promise<Outcome>;

export type RunPorts = {
  readonly settings: QueueSettings;
  readonly db: QueueDb;
  /** A job was put off for so long. */
  readonly onLater: (afterMs: number) => void;
  readonly onFailure: (job: Job, error: Error, settlement: Settlement) => void;
};

/** Runs one job and answers, for the queue library, what became of it. */
export const runJob = async (raw: JobWithMetadata, handler: Handler, ports: RunPorts): Promise<JobResult[]> => {
  const job = toJob(raw);
  const ended = await attempt(job, handler);
  const settlement = settle(ended, raw, ports.settings, Math.random());
  if ("error" in ended) ports.onFailure(job, ended.error, settlement);
  if (settlement.kind === "later") await putOff(raw, settlement, ports);
  return [toResult(raw.id, settlement)];
};

const attempt = async (job: Job, handler: Handler): Promise<Ended> => {
  try {
    return { outcome: await handler(job) };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
};

const toJob = (raw: JobWithMetadata): Job => ({
  id: raw.id,
  queue: raw.name,
  data: { ...raw.data },
  key: raw.singletonKey ?? undefined,
  again: raw.retryCount > 0,
  signal: raw.signal,
  dropped: raw.sourceName === null ? undefined : { queue: raw.sourceName, reason: reasonOf(raw.sourceOutput) },
});

/** Ours is `{ reason }`; the library's own (a worker died, time was up) is an error's `{ message }`. */
const reasonOf = (output: object | null): string => {
  const { reason, message } = { reason: undefined, message: undefined, ...output };
  return String(reason ?? message ?? "unknown");
};

/**
 * The library counts every retry as a failure and in seconds, so the row is put off by ourselves. Its count goes up, which also makes
 * the library's own settlement of this attempt find nothing; where the attempt did not fail, the limit goes up with it.
 */
const putOff = async ({ name, id, retryCount }: JobWithMetadata, later: Settlement & { kind: "later" }, ports: RunPorts): Promise<void> => {
  const output = later.failed === undefined ? null : JSON.stringify({ reason: later.failed });
  await ports.db.executeSql(PUT_OFF, [name, id, retryCount, later.afterMs, later.failed === undefined ? 1 : 0, output]);
  ports.onLater(later.afterMs);
};

const PUT_OFF = `UPDATE pgboss.job SET state = 'retry', started_on = NULL, heartbeat_on = NULL,
  start_after = pgboss.job_now() + $4::float8 * interval '1ms', keep_until = GREATEST(keep_until, pgboss.job_now() + interval '14 days'),
  retry_count = retry_count + 1, retry_limit = retry_limit + $5::int, output = COALESCE($6::jsonb, output)
  WHERE name = $1 AND id = $2::uuid AND retry_count = $3::int AND state = 'active'`;

const toResult = (id: string, settlement: Settlement): JobResult =>
  settlement.kind === "dropped" ? { id, status: "deadletter", output: { reason: settlement.reason } } : { id, status: "completed" };
