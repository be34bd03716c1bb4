import { afterAll } from "vitest";
import type { NewJob } from "../../src/application/ports/jobs.ts";
import { enqueueSql } from "../../src/jobs/enqueue.ts";
import { type Jobs, type JobsOptions, openJobs } from "../../src/jobs/open-jobs.ts";
import type { Database } from "../../src/store/open-database.ts";
import type { TestDatabase } from "./databases.ts";
import { createRecordingLogger } from "./recording-logger.ts";

/** Opens the queue on a test database; stopped before the database closes. */
export const createOpenTestJobs = () => {
  const opened: Jobs[] = [];
  // Hooks run last first: registered after the database's own, this one comes before it.
  afterAll(async () => {
    await Promise.all(opened.map((jobs) => jobs.stop({ timeoutMs: 1_000 })));
  });
  return async ({ pool, kind, databaseUrl }: TestDatabase, options: Partial<JobsOptions> = {}): Promise<Jobs> => {
    const jobs = await openJobs({ pool, kind, databaseUrl, logger: createRecordingLogger(), ...options });
    opened.push(jobs);
    return jobs;
  };
};

/** Commits jobs as a store does: the expressions of the queue beside a statement that reads none of them. */
export const enqueue = async ({ pool }: Pick<Database, "pool">, ...jobs: NewJob[]): Promise<void> => {
  await pool.query(`WITH ${enqueueSql.expressions(1)} SELECT 1`, [enqueueSql.value(jobs)]);
};
