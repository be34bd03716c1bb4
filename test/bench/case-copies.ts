import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Core } from "../../src/build-core.ts";
import { CommandId, InstanceId } from "../../src/engine/ids.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import { CHAIN, ownerOf } from "./definitions.ts";

/** Rows as the database tells them in JSON, by table. */
export type Rows = Readonly<Record<string, readonly object[]>>;

/** Tables with rows of one case, and the column that names it. */
const TABLES = {
  instance: "id",
  step: "instance_id",
  assignment: "instance_id",
  audit_event: "stream_id",
  message: "instance_id",
} as const;

/** The n-th copy's id. */
export const copyId = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;

export const rowsOf = async (pool: pg.Pool, instance: string): Promise<Rows> => {
  const tables: Record<string, readonly object[]> = {};
  for (const [table, column] of Object.entries(TABLES)) {
    const { rows } = await pool.query(`SELECT row_to_json(t) AS row FROM ${table} t WHERE ${column} = $1::uuid`, [instance]);
    tables[table] = rows.map(({ row }) => row);
  }
  return tables;
};

const key = (column: string): string => `${column}, ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))`;

/** Copies of cases, 1 to `count`, as if each had been started: the same rows under another id. They take turns. */
export const copyCases = async (pool: pg.Pool, cases: readonly Rows[], count: number): Promise<void> => {
  for (const [n, rows] of cases.entries()) await copyCase(pool, rows, n === 0 ? cases.length : n, count, cases.length);
  for (const table of Object.keys(TABLES)) await pool.query(`VACUUM (ANALYZE) ${table}`);
};

const copyCase = async (pool: pg.Pool, rows: Rows, from: number, to: number, every: number): Promise<void> => {
  for (const [table, column] of Object.entries(TABLES)) {
    const also =
      table === "instance"
        ? `, 'case_key', 'copy-' || n, 'case_id', 'copy-' || n`
        : table === "audit_event"
          ? `, ${key("'instance'")}`
          : "";
    // A message's key begins with its case's id.
    const renamed = table === "message" ? `, 'key', 'copy-' || n || t.key, 'state', 'closed'` : "";
    await pool.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object(${key(`'${column}'`)}${also}${renamed}))).*
       FROM json_populate_recordset(null::${table}, $1::text::json) t, generate_series($2::int, $3::int, $4::int) n`,
      [JSON.stringify(rows[table]), from, to, every],
    );
  }
};

/** Starts a case of the chain whose first step is the `n`-th person's; answers its id. */
export const startCase = async (core: Core, n: number): Promise<string> => {
  const id = InstanceId.parse(randomUUID());
  const answer = await core.handle({
    id: CommandId.parse(randomUUID()),
    workspace: core.workspace,
    actor: { kind: "person", id: core.catalogue.directory().admins[0] ?? "nobody" },
    via: "slack",
    type: "StartWorkflow",
    workflow: CHAIN,
    newInstance: id,
    inputs: { case_id: `template-${n}`, customer: "Globex", amount: 20_000, worker: ownerOf(n), next: ownerOf(n + 1) },
    inChannel: true,
  } as unknown as InstanceCommand);
  if (!answer.ok) throw new Error(`the start was refused: ${JSON.stringify(answer)}`);
  return id;
};
