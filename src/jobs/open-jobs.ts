import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import type { Logger } from "../application/ports/machine.ts";
import { createBoss, createQueues, type SqlPool } from "./boss.ts";
import { createDrain } from "./drain.ts";
import { QUEUES, type QueueName, type Queues } from "./queues.ts";
import { type Handler, type Job, runJob } from "./run-job.ts";

export type JobsOptions = {
  /** PGlite's one connection: everything goes through it. On PostgreSQL the queue has a pool of its own, on `databaseUrl`. */
  readonly pool: SqlPool;
  readonly kind: "pglite" | "postgresql";
  readonly databaseUrl?: string | undefined;
  readonly logger: Logger;
  readonly queues?: Queues;
  /** How often idle workers look even if nobody woke them, in seconds of machine time; at least 0.5. */
  readonly pollSeconds?: number;
  /** How often dead workers' jobs are looked for, in seconds. */
  readonly superviseSeconds?: number;
  /** Waited for before jobs are taken or run: something else may come first. */
  readonly turn?: () => Promise<void>;
};

export type WorkOptions = {
  /** Jobs at a time in this process; 1 unless told. */
  readonly concurrency?: number;
};

export type JobCounts = { readonly queue: string; readonly waiting: number; readonly active: number; readonly dropped: number };

export type Jobs = {
  /** Runs the queue's jobs by this handler from now on. */
  readonly work: (queue: QueueName, handler: Handler, options?: WorkOptions) => Promise<void>;
  /** Makes this process's workers look at once: call it after a commit that made jobs. */
  readonly wake: (queue: QueueName) => void;
  /** Resolves when this process's queues have no job running, and none waiting that is due. */
  readonly drain: () => Promise<void>;
  readonly counts: () => Promise<readonly JobCounts[]>;
  /** Takes no more jobs, and waits for those running, `timeoutMs` of machine time at most. */
  readonly stop: (options?: { readonly timeoutMs?: number }) => Promise<void>;
};

export const openJobs = async (options: JobsOptions): Promise<Jobs> => {
  const boss = createBoss(options);
  const workers = new Map<string, string[]>();
  const wake = (queue: string): void => {
    for (const id of workers.get(queue) ?? []) boss.notifyWorker(id);
  };
  const wakeInTurn = createWakeInTurn(wake, options.turn);
  const db = boss.getDb();
  const { drain, stop } = createDrain({ db, worked: () => [...workers.keys()], wake });
  await boss.start();
  await createQueues(boss, options.queues ?? QUEUES);
  // One process only can have had them: it died.
  if (options.kind === "pglite") await db.executeSql(TAKE_BACK);
  const timers = createTimers(wakeInTurn);
  return {
    work: async (queue, handler, { concurrency = 1 } = {}) => {
      const run = createRun({ boss, queue, handler, options, timers, wake: wakeInTurn });
      const ids = await Promise.all(Array.from({ length: concurrency }, () => boss.work(queue, workOptions(options), run)));
      workers.set(queue, [...(workers.get(queue) ?? []), ...ids]);
    },
    wake: wakeInTurn,
    drain,
    counts: async () => (await db.executeSql(COUNTS)).rows,
    stop: async ({ timeoutMs = 10_000 } = {}) => {
      timers.clear();
      await finishRunning(boss, [...workers.keys()], timeoutMs);
      workers.clear();
      // What still runs is given back for another attempt.
      await boss.stop({ graceful: false });
      stop();
    },
  };
};

/** Many wakes of one queue while it waits for its turn are one. */
const createWakeInTurn = (wake: (queue: string) => void, turn: (() => Promise<void>) | undefined) => {
  const asked = new Set<string>();
  const later = async (queue: string, until: Promise<void>): Promise<void> => {
    await until;
    asked.delete(queue);
    wake(queue);
  };
  if (turn === undefined) return wake;
  return (queue: string): void => {
    if (asked.has(queue)) return;
    asked.add(queue);
    void later(queue, turn());
  };
};

/** No worker takes a job from here on; resolves when none has one, or the time is up. */
const finishRunning = async (boss: PgBoss, queues: readonly string[], timeoutMs: number): Promise<void> => {
  const finished = new AbortController();
  const idle = Promise.all(queues.map((queue) => boss.offWork(queue))).finally(() => finished.abort());
  const late = pause(timeoutMs, undefined, { signal: finished.signal }).catch(() => undefined);
  await Promise.race([idle, late]);
};

const workOptions = ({ pollSeconds = 2 }: JobsOptions) =>
  ({
    perJobResults: true,
    includeMetadata: true,
    pollingIntervalSeconds: pollSeconds,
    // Waking is prompt either way; polling also finds what was put off by a process that is gone.
    notifyPollingIntervalSeconds: pollSeconds,
  }) as const;

type Run = {
  readonly boss: PgBoss;
  readonly queue: QueueName;
  readonly handler: Handler;
  readonly options: JobsOptions;
  readonly timers: Timers;
  readonly wake: (queue: string) => void;
};

const createRun = ({ boss, queue, handler, options, timers, wake }: Run) => {
  const { logger, queues = QUEUES } = options;
  const ports = {
    settings: queues[queue],
    db: boss.getDb(),
    onLater: (afterMs: number) => timers.wakeAfter(queue, afterMs),
    onFailure: (job: Job, error: Error, { kind }: { readonly kind: string }) =>
      logger.warn({ error, queue, job: job.id, next: kind }, "A job's attempt failed"),
  };
  return async (raw: Parameters<typeof runJob>[0][]) => {
    await options.turn?.();
    const results = await Promise.all(raw.map((each) => runJob(each, handler, ports)));
    // PGlite answers within microtasks: a queue that never empties would leave the network no turn.
    await turn();
    // There may be more: look again at once instead of at the next poll.
    wake(queue);
    return results.flat();
  };
};

type Timers = { readonly wakeAfter: (queue: string, afterMs: number) => void; readonly clear: () => void };

const createTimers = (wake: (queue: string) => void): Timers => {
  const armed = new Set<NodeJS.Timeout>();
  return {
    wakeAfter: (queue, afterMs) => {
      // Later than a minute: polling is prompt enough.
      if (afterMs > 60_000) return;
      const timer = setTimeout(() => {
        armed.delete(timer);
        wake(queue);
      }, afterMs + 1).unref();
      armed.add(timer);
    },
    clear: () => {
      for (const timer of armed) clearTimeout(timer);
      armed.clear();
    },
  };
};

const TAKE_BACK = `UPDATE pgboss.job SET state = 'retry', start_after = pgboss.job_now() WHERE state = 'active' AND retry_count < retry_limit`;

const COUNTS = `SELECT q.name AS queue, count(j.id) FILTER (WHERE j.state < 'active')::int AS waiting,
  count(j.id) FILTER (WHERE j.state = 'active')::int AS active, count(j.id) FILTER (WHERE j.state = 'failed')::int AS dropped
  FROM pgboss.queue q LEFT JOIN pgboss.job j ON j.name = q.name WHERE q.name NOT LIKE '\\_\\_pgboss%' GROUP BY q.name ORDER BY q.name`;
