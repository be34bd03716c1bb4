import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { SWEEP_DEFAULTS } from "../../src/application/sweep.ts";
import { buildCore, type Core } from "../../src/build-core.ts";
import { WorkspaceId } from "../../src/engine/ids.ts";
import { installJobs } from "../../src/jobs/boss.ts";
import { migrate } from "../../src/store/migrate.ts";
import { type Database, openDatabase } from "../../src/store/open-database.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { startTemporaryPostgresql } from "../support/temporary-postgresql.ts";
import { workflowFolder } from "../support/workflow-folder.ts";
import { copyCases, type Rows, rowsOf, startCase } from "./case-copies.ts";
import { createDatabase } from "./create-database.ts";
import { writeDefinitions } from "./definitions.ts";
import { type Figure, printFigures } from "./figures.ts";
import { RAW_SWEEP, type RawCommit, rawCommitOf, rawValues } from "./raw-commit.ts";

const REPEATS = 5;
const CASES = 20_000;
const DUE = 2_000;
const BATCH = 200;

const clock = { at: Date.now(), now: () => clock.at };

const coreOn = async (database: Database, folder: string): Promise<Core> =>
  await buildCore({
    database,
    workspace: WorkspaceId.parse("T000000001"),
    folder: workflowFolder(folder, clock.now),
    profiles: { byEmail: async () => undefined, bySlackId: async () => undefined },
    clock,
    logger: createRecordingLogger(),
    wakeUp: { committed: () => undefined, swept: async () => undefined },
    sweep: { ...SWEEP_DEFAULTS, batch: BATCH },
    hasModel: () => false,
  });

interface Template {
  readonly before: Rows;
  readonly commit: RawCommit;
  readonly due: number;
}

/** A case that is about to be due, and the rows that its tick leaves. */
const templateOf = async (core: Core, { pool }: Database): Promise<Template> => {
  const instance = await startCase(core, 0);
  await pool.query("DELETE FROM pgboss.job");
  const before = await rowsOf(pool, instance);
  const due = (await core.store.nextWake()) ?? clock.at;
  clock.at = due;
  await core.sweep();
  const { rows: jobs } = await pool.query("SELECT row_to_json(j) AS row FROM pgboss.job j");
  const after = await rowsOf(pool, instance);
  return {
    before,
    due,
    commit: rawCommitOf(
      before,
      after,
      [],
      jobs.map(({ row }) => row),
    ),
  };
};

/** All but so many wake a year later. */
const makeDue = async ({ pool }: Database, due: number): Promise<void> => {
  await pool.query("UPDATE instance SET wake_at = wake_at + interval '1 year'");
  await pool.query(
    `UPDATE instance SET wake_at = to_timestamp($1::float8 / 1000.0) WHERE id IN
     (SELECT id FROM instance WHERE rev = (SELECT max(rev) - 1 FROM instance) OR rev = 1 ORDER BY md5(id::text) LIMIT $2::int)`,
    [due, DUE],
  );
  await pool.query("VACUUM (ANALYZE) instance");
};

const rawSweep = async ({ pool }: Database, values: readonly string[], now: number): Promise<number> => {
  for (let all = 0; ; ) {
    const { rows } = await pool.query({ name: "raw_sweep", text: RAW_SWEEP, values: [...values, now, BATCH] });
    if (rows[0].n === 0) return all;
    all += rows[0].n;
  }
};

const perSecond = async (sweep: () => Promise<number>): Promise<number> => {
  const from = performance.now();
  const swept = await sweep();
  if (swept < DUE) throw new Error(`only ${swept} of ${DUE} cases were swept`);
  return (swept / (performance.now() - from)) * 1_000;
};

const prepared = async (databaseUrl: string | undefined, dataDir: string): Promise<Database> => {
  const database = await openDatabase({ databaseUrl, dataDir });
  await migrate(database.pool);
  await installJobs({ pool: database.pool, kind: database.kind });
  return database;
};

const measureOn = async (kind: string, ours: Database, raw: Database, folder: string): Promise<Figure> => {
  const core = await coreOn(ours, folder);
  const { before, commit, due } = await templateOf(core, ours);
  for (const database of [ours, raw]) await copyCases(database.pool, [before], CASES);
  const [found, reference]: [number[], number[]] = [[], []];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const database of [ours, raw]) await makeDue(database, due);
    reference.push(await perSecond(() => rawSweep(raw, rawValues(commit), due)));
    found.push(await perSecond(core.sweep));
    for (const { pool } of [ours, raw]) await pool.query("DELETE FROM pgboss.job");
  }
  return { name: kind, unit: "/s", ours: found, reference, goal: { atLeast: 0.4 } };
};

export const benchSweep = async (): Promise<void> => {
  const directory = await mkdtemp(`${tmpdir()}/coxswain-bench-sweep-`);
  const folder = `${directory}/workflows`;
  await writeDefinitions(folder, 1, 0);
  const figures: Figure[] = [];
  const server = await startTemporaryPostgresql({ durable: true });
  const kinds = [...(server === undefined ? [] : (["PostgreSQL"] as const)), "PGlite"] as const;
  for (const kind of kinds) {
    const url = async () =>
      kind === "PostgreSQL" && server !== undefined
        ? await createDatabase(server.url, `bench_${randomUUID().replaceAll("-", "")}`)
        : undefined;
    const ours = await prepared(await url(), `${directory}/ours`);
    const raw = await prepared(await url(), `${directory}/raw`);
    figures.push(await measureOn(kind, ours, raw, folder));
    await ours.close();
    await raw.close();
  }
  await server?.stop();
  await rm(directory, { recursive: true });
  printFigures(
    "P1, quick: a sweep to committed state, trace and jobs",
    `ours: sweep; reference, RAW: the same rows by one statement a batch, without deciding; ${CASES} cases, ${DUE} due`,
    figures,
  );
};
