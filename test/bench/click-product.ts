import { beginOpening } from "../../src/begin-opening.ts";
import { CommandId, InstanceId } from "../../src/engine/ids.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import { createLogger } from "../../src/ops/logging.ts";
import { type Coxswain, type StartOptions, startCoxswain } from "../../src/start-coxswain.ts";
import { copyCases, type Rows, rowsOf, startCase } from "./case-copies.ts";
import { ownerOf } from "./definitions.ts";
import { type RawCommit, rawCommitOf } from "./raw-commit.ts";

// The whole product, in a process of its own, with cases that wait for one click each.

export interface BeginProduct {
  readonly config: StartOptions["config"];
  readonly cases: number;
}

export interface BegunProduct {
  readonly port: number;
  readonly before: readonly Rows[];
  readonly commits: readonly RawCommit[];
}

const PEOPLE = 32;

/** One case as it stands before its first step is done, and the rows that doing it leaves. */
const template = async ({ core, database }: Coxswain, n: number): Promise<{ readonly before: Rows; readonly commit: RawCommit }> => {
  const { pool } = database;
  const instance = await startCase(core, n);
  const before = await rowsOf(pool, instance);
  const id = CommandId.parse(`bench-done-${n}`);
  await pool.query("DELETE FROM pgboss.job");
  const person = core.catalogue.directory().addresses.get(ownerOf(n));
  const envelope = { id, workspace: core.workspace, actor: { kind: "person", id: person }, via: "slack" };
  const command = { ...envelope, type: "CompleteStep", instance: InstanceId.parse(instance), step: "step-0" };
  const answer = await core.handle(command as unknown as InstanceCommand);
  if (!answer.ok) throw new Error(`the step was not completed: ${JSON.stringify(answer)}`);
  const { rows: jobs } = await pool.query("SELECT row_to_json(j) AS row FROM pgboss.job j");
  const { rows: commands } = await pool.query("SELECT row_to_json(c) AS row FROM command c WHERE id = $1", [id]);
  const after = await rowsOf(pool, instance);
  return {
    before,
    commit: rawCommitOf(
      before,
      after,
      commands.map(({ row }) => row),
      jobs.map(({ row }) => row),
    ),
  };
};

const begin = async ({ config, cases }: BeginProduct): Promise<BegunProduct> => {
  const logger = createLogger("error");
  const running = await startCoxswain({ config, logger, ...beginOpening(config, logger, { now: () => Date.now() }) });
  const { pool } = running.database;
  const templates = [];
  for (let n = 0; n < PEOPLE; n++) templates.push(await template(running, n));
  await pool.query("DELETE FROM pgboss.job");
  const before = templates.map((each) => each.before);
  await copyCases(pool, before, cases);
  process.on("message", (asked) => {
    // What the clicks set going must not run beside the reference's turn.
    if (asked === "forget-jobs") void pool.query("DELETE FROM pgboss.job").then(() => process.send?.("forgotten"));
  });
  return { port: running.port ?? 0, before, commits: templates.map(({ commit }) => commit) };
};

process.once("message", (message: BeginProduct) => {
  begin(message).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
