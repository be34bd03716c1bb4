import { type ConstructorOptions, PgBoss } from "pg-boss";
import type { Logger } from "../application/ports/machine.ts";
import { DROPPED, QUEUES, type QueueName, type Queues, toQueueOptions } from "./queues.ts";

/** The database as the queue library speaks to it. */
export type QueueDb = ReturnType<PgBoss["getDb"]>;

/** What the queue needs of a database pool. */
export type SqlPool = { query(text: string, values?: unknown[]): Promise<unknown> };

/** Creates or updates the queue's tables and queues, without working on them. Safe to repeat and to race. */
export const installJobs = async (options: Pick<BossOptions, "pool" | "kind"> & { readonly queues?: Queues }): Promise<void> => {
  const boss = new PgBoss({ ...bossOptions(options.kind), db: poolDb(options.pool), supervise: false });
  // Errors of its background work; what fails here rejects.
  boss.on("error", () => undefined);
  await boss.start();
  await createQueues(boss, options.queues ?? QUEUES);
  await boss.stop({ graceful: false });
};

export type BossOptions = {
  readonly pool: SqlPool;
  readonly kind: "pglite" | "postgresql";
  readonly databaseUrl?: string | undefined;
  readonly logger: Logger;
  readonly superviseSeconds?: number;
};

export const createBoss = ({ kind, pool, databaseUrl, logger, superviseSeconds = 5 }: BossOptions): PgBoss => {
  const intervals = { superviseIntervalSeconds: superviseSeconds, monitorIntervalSeconds: superviseSeconds };
  const connection = databaseUrl && kind === "postgresql" ? ownPool(databaseUrl) : { db: poolDb(pool) };
  const boss = new PgBoss({ ...bossOptions(kind), ...intervals, ...connection });
  boss.on("error", (error) => logger.error({ error }, "The job queue had an error and goes on"));
  boss.on("warning", ({ message, data }) => logger.warn({ data }, `The job queue warns: ${message}`));
  return boss;
};

/** Durable schedules are rows of ours on domain time, so its cron is off; PGlite has no vacuum to watch. */
const bossOptions = (kind: BossOptions["kind"]): ConstructorOptions => ({
  schedule: false,
  ...(kind === "pglite" ? { backend: "pglite", monitorVacuum: false, reindex: false } : {}),
});

const ownPool = (connectionString: string): ConstructorOptions => ({ connectionString, max: 4, useListenNotify: true });

export const poolDb = (pool: SqlPool): QueueDb => ({
  executeSql: async (text, values) => {
    const result = await pool.query(text, values?.length ? [...values] : undefined);
    // A text of several statements answers with several results.
    return { rows: [result].flat().flatMap((each) => (each as { rows?: unknown[] } | undefined)?.rows ?? []) };
  },
});

export const createQueues = async (boss: PgBoss, queues: Queues): Promise<void> => {
  const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  // A dead letter queue must exist before those that name it.
  const names = (Object.keys(queues) as QueueName[]).sort((a, b) => Number(b === DROPPED) - Number(a === DROPPED));
  for (const name of names) {
    if (!isAsWanted(existing.get(name), toQueueOptions(name, queues[name]))) await createOrUpdate(boss, name, queues);
    // A queue that is first touched inside a transaction deadlocks on PGlite's one connection.
    await boss.findJobs(name, { id: "00000000-0000-0000-0000-000000000000" });
  }
};

const isAsWanted = (existing: object | undefined, wanted: object): boolean =>
  existing !== undefined && Object.entries(wanted).every(([key, value]) => (existing as Record<string, unknown>)[key] === value);

const createOrUpdate = async (boss: PgBoss, name: QueueName, queues: Queues): Promise<void> => {
  const { policy, ...options } = toQueueOptions(name, queues[name]);
  await boss.createQueue(name, { policy, ...options });
  await boss.updateQueue(name, options);
};
