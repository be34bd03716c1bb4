import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { QUEUES } from "../../src/jobs/queues.ts";
import type { Outcome } from "../../src/jobs/retry-policy.ts";
import type { Job } from "../../src/jobs/run-job.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { createOpenTestJobs, enqueue } from "../support/jobs.ts";

const IMPATIENT = { ...QUEUES, post: { ...QUEUES.post, retryLimit: 2, retryDelayMs: 1, retryDelayMaxMs: 1 } };

/** A handler that can be waited for, and that answers what it is told. */
const createProbe = (answer: (job: Job, attempt: number) => Outcome | Promise<Outcome> = () => undefined) => {
  const jobs: Job[] = [];
  let told = Promise.withResolvers<Job>();
  const handler = async (job: Job): Promise<Outcome> => {
    jobs.push(job);
    told.resolve(job);
    told = Promise.withResolvers<Job>();
    return await answer(job, jobs.length);
  };
  return { handler, jobs, next: () => told.promise };
};

describeOnEachDatabase("The job queue", (open, kind) => {
  const openTestJobs = createOpenTestJobs();

  it("runs a job within milliseconds of its commit and a wake, long before the next poll", async () => {
    const database = await open();
    const jobs = await openTestJobs(database, { pollSeconds: 30 });
    const probe = createProbe();
    await jobs.work("post", probe.handler);
    await jobs.drain();
    const started = performance.now();
    for (let round = 0; round < 10; round++) {
      const next = probe.next();
      await enqueue(database, { queue: "post", data: { round } });
      jobs.wake("post");
      expect((await next).data).toEqual({ round });
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("finds at its next look what another replica committed, which does not wake it", async () => {
    const database = await open();
    const jobs = await openTestJobs(database, { pollSeconds: 0.5 });
    const probe = createProbe();
    await jobs.work("post", probe.handler);
    await jobs.drain();
    const next = probe.next();
    await enqueue(database, { queue: "post", data: { from: "another" } });
    expect((await next).data).toEqual({ from: "another" });
  });

  it("drains: when it says so, every due job is done, those that they made, and those waiting behind them", async () => {
    const database = await open();
    const jobs = await openTestJobs(database);
    const home = createProbe();
    const post = createProbe(async (job) => {
      await enqueue(database, { queue: "home", data: job.data, key: job.id });
      return undefined;
    });
    await jobs.work("post", post.handler, { concurrency: 2 });
    await jobs.work("home", home.handler);
    await enqueue(database, ...Array.from({ length: 20 }, (_, n) => ({ queue: "post", data: { n } })));
    await jobs.drain();
    expect(post.jobs).toHaveLength(20);
    expect(home.jobs.map((job) => job.data.n).sort()).toEqual(post.jobs.map((job) => job.data.n).sort());
    const counts = await jobs.counts();
    expect(counts.find(({ queue }) => queue === "post")).toEqual({ queue: "post", waiting: 0, active: 0, dropped: 0 });
  });

  it("drains without waiting for what is not due yet, nor for queues of other processes", async () => {
    const database = await open();
    const jobs = await openTestJobs(database);
    const probe = createProbe();
    await jobs.work("post", probe.handler);
    await enqueue(database, { queue: "post", data: {}, startAt: Date.now() + 3_600_000 }, { queue: "action", data: {} });
    await jobs.drain();
    expect(probe.jobs).toEqual([]);
    expect(await jobs.counts()).toContainEqual({ queue: "post", waiting: 1, active: 0, dropped: 0 });
  });

  it("does not say that it drained while a job is running", async () => {
    const database = await open();
    const jobs = await openTestJobs(database);
    const gate = Promise.withResolvers<undefined>();
    const probe = createProbe(() => gate.promise);
    await jobs.work("post", probe.handler);
    const running = probe.next();
    await enqueue(database, { queue: "post", data: {} });
    jobs.wake("post");
    await running;
    let drained = false;
    const draining = jobs.drain().then(() => {
      drained = true;
    });
    await jobs.counts();
    await turn();
    expect(drained).toBe(false);
    gate.resolve(undefined);
    await draining;
  });

  it("puts off what a handler says is not for now, as often as it says so, and counts no failure", async () => {
    const database = await open();
    const jobs = await openTestJobs(database, { queues: IMPATIENT, pollSeconds: 30 });
    const finished = Promise.withResolvers<undefined>();
    const probe = createProbe((_job, attempt) => {
      if (attempt < 6) return { retryAfterMs: 1 };
      finished.resolve(undefined);
      return undefined;
    });
    await jobs.work("post", probe.handler);
    await enqueue(database, { queue: "post", data: {} });
    jobs.wake("post");
    await finished.promise;
    await jobs.drain();
    expect(new Set(probe.jobs.map((job) => job.id)).size).toBe(1);
    const { rows } = await database.pool.query("SELECT state, retry_limit - retry_count AS left FROM pgboss.job WHERE name = 'post'");
    expect(rows).toEqual([{ state: "completed", left: 2 }]);
  });

  it("tries again after a throw, and then hands the job to the queue of the dropped with its last error", async () => {
    const database = await open();
    const jobs = await openTestJobs(database, { queues: IMPATIENT, pollSeconds: 30 });
    const probe = createProbe((_job, attempt) => {
      throw new Error(`attempt ${attempt} failed`);
    });
    const dropped = createProbe();
    await jobs.work("post", probe.handler);
    await jobs.work("dropped", dropped.handler);
    const letter = dropped.next();
    await enqueue(database, { queue: "post", data: { key: "notice" } });
    jobs.wake("post");
    for (let attempt = 1; attempt <= 3; attempt++) await (probe.jobs.length >= attempt ? undefined : probe.next());
    await jobs.drain();
    jobs.wake("dropped");
    const { data, dropped: source } = await letter;
    expect({ data, source }).toEqual({ data: { key: "notice" }, source: { queue: "post", reason: "attempt 3 failed" } });
    expect(probe.jobs.map(({ again }) => again)).toEqual([false, true, true]);
  });

  it("drops at once what a handler gives up", async () => {
    const database = await open();
    const jobs = await openTestJobs(database);
    const probe = createProbe(() => ({ giveUp: "the channel is archived" }));
    const dropped = createProbe();
    await jobs.work("post", probe.handler);
    await jobs.work("dropped", dropped.handler);
    await enqueue(database, { queue: "post", data: {} });
    await jobs.drain();
    expect(probe.jobs).toHaveLength(1);
    expect(dropped.jobs.map((job) => job.dropped)).toEqual([{ queue: "post", reason: "the channel is archived" }]);
  });

  it("lets a job that runs finish before it stops, and begins no other", async () => {
    const database = await open();
    const jobs = await openTestJobs(database);
    const gate = Promise.withResolvers<undefined>();
    const probe = createProbe(() => gate.promise);
    await jobs.work("post", probe.handler);
    const running = probe.next();
    await enqueue(database, { queue: "post", data: { n: 1 } }, { queue: "post", data: { n: 2 } });
    jobs.wake("post");
    await running;
    const stopping = jobs.stop();
    gate.resolve(undefined);
    await stopping;
    const { rows } = await database.pool.query("SELECT state FROM pgboss.job WHERE name = 'post' ORDER BY state");
    expect(rows).toEqual([{ state: "created" }, { state: "completed" }]);
  });

  it("gives a job back for another attempt when its handler does not end in time", async () => {
    const database = await open();
    const jobs = await openTestJobs(database);
    const probe = createProbe(() => new Promise<Outcome>(() => undefined));
    await jobs.work("post", probe.handler);
    const running = probe.next();
    await enqueue(database, { queue: "post", data: {} });
    jobs.wake("post");
    const { signal } = await running;
    await jobs.stop({ timeoutMs: 1 });
    expect(signal.aborted).toBe(true);
    expect((await database.pool.query("SELECT state FROM pgboss.job WHERE name = 'post'")).rows).toEqual([{ state: "retry" }]);
  });

  it.runIf(kind === "pglite")("takes back at start the jobs that the last process died with", async () => {
    const database = await open();
    await enqueue(database, { queue: "post", data: {} });
    await database.pool.query("UPDATE pgboss.job SET state = 'active', started_on = now()");
    const jobs = await openTestJobs(database);
    const probe = createProbe();
    await jobs.work("post", probe.handler);
    await jobs.drain();
    expect(probe.jobs).toMatchObject([{ again: true }]);
  });

  it("is opened by several starters at once", async () => {
    const database = await open();
    const all = await Promise.all([openTestJobs(database), openTestJobs(database), openTestJobs(database)]);
    expect((await all[0].counts()).map(({ queue }) => queue)).toEqual(Object.keys(QUEUES).toSorted());
  });
});
