import { createHash, randomUUID } from "node:crypto";
import type { AgentRecords, BudgetLimits, BudgetState, NewEntry } from "../application/ports/agent-records.ts";
import { invariant } from "../engine/invariant.ts";
import { type EntryRow, NO_TALLY, RUN_COLUMNS, type RunRow, type TallyRow, toEntry, toRun, toTally } from "./agent-record-rows.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

const at = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000.0)`;
const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint::text`;
const TOKENS = "input + cache_read + cache_write + output";
const SUMMED = ["tokens", "cents", "unpriced"].map((name) => `'${name}', coalesce(sum(${name}), 0)::float8`).join(", ");

const SQL = {
  begin: `/*agent_begin*/ INSERT INTO agent_run (workspace, id, instance_id, purpose, pattern, on_behalf_of, began_at)
    VALUES ($1, $2, $3::uuid, $4, $5, $6, ${at("$7")}) ON CONFLICT DO NOTHING RETURNING id`,
  // The run's row counts its entries: whoever else adds to it waits, so that numbers are given once.
  add: `/*agent_add*/ WITH run AS (UPDATE agent_run SET entries = entries + cardinality($4::text[]) WHERE workspace = $1 AND id = $2
      RETURNING instance_id, entries - cardinality($4::text[]) AS before),
    e AS (SELECT * FROM ROWS FROM (unnest($4::text[]), unnest($5::text[]), unnest($6::text[]), unnest($7::text[]), unnest($8::text[]), unnest($9::text[]),
      unnest($10::text[]), unnest($11::text[])) WITH ORDINALITY AS z(kind, name, verdict, reason, text, hash, salt, body, n)),
    tx AS (INSERT INTO personal_text (workspace, id, instance_id, salt, body) SELECT $1, e.text, run.instance_id, e.salt, e.body FROM e, run WHERE e.text IS NOT NULL)
    INSERT INTO agent_entry (workspace, run_id, seq, at, kind, name, verdict, reason, text_id, text_hash)
    SELECT $1, $2, run.before + e.n, ${at("$3")}, e.kind, e.name, e.verdict, e.reason, e.text, e.hash FROM e, run`,
  settle: `/*agent_settle*/ UPDATE agent_run SET outcome = $3, ended_at = ${at("$4")}, model = coalesce($5, model), input = input + $6::int,
    cache_read = cache_read + $7::int, cache_write = cache_write + $8::int, output = output + $9::int, cents = cents + coalesce($10::float8, 0),
    reserved_cents = 0, reserved_tokens = 0, reserved_until = NULL,
    unpriced_tokens = unpriced_tokens + CASE WHEN $10::float8 IS NULL THEN $6::int + $7::int + $8::int + $9::int ELSE 0 END WHERE workspace = $1 AND id = $2`,
  calls: `/*agent_calls*/ SELECT count(*)::int AS n FROM agent_run r JOIN agent_entry e ON e.workspace = r.workspace AND e.run_id = r.id
    WHERE r.workspace = $1 AND r.instance_id IS NOT DISTINCT FROM $2::uuid AND r.on_behalf_of IS NOT DISTINCT FROM $3
      AND e.kind = 'tool-call' AND e.name = $4 AND e.at > ${at("$5")}`,
  reserve: `/*agent_reserve*/ SELECT reserve_agent_budget($1, $2, $3, $4::uuid, ${at("$5")}, $6::float8, $7::int, $8::float8, $9::text::jsonb)::text AS budgets`,
  ofCase: `/*agent_of_case*/ WITH r AS (SELECT ${TOKENS} AS tokens, cents, unpriced_tokens AS unpriced FROM agent_run WHERE workspace = $1 AND instance_id = $2::uuid)
    SELECT json_build_object('runs', count(*), ${SUMMED}) AS tally FROM r`,
  begun: `/*agent_begun*/ SELECT count(*) FILTER (WHERE outcome IS DISTINCT FROM 'limited')::int AS begun, count(*) FILTER (WHERE outcome = 'limited')::int AS limited
    FROM agent_run WHERE workspace = $1 AND pattern = $2 AND began_at > ${at("$3")}`,
  keep: `/*agent_keep*/ INSERT INTO personal_text (workspace, id, instance_id, salt, body) VALUES ($1, $2, $3::uuid, $4, $5) ON CONFLICT DO NOTHING`,
  runs: `/*agent_runs*/ SELECT ${RUN_COLUMNS} FROM agent_run
    WHERE workspace = $1 AND instance_id = $2::uuid ORDER BY began_at, id COLLATE "C" OFFSET $3::int LIMIT $4::int`,
  entries: `/*agent_entries*/ SELECT e.seq, ${ms("e.at")} AS at, e.kind, e.name, e.verdict, e.reason, e.text_id, e.text_hash, t.body FROM agent_entry e
    LEFT JOIN personal_text t ON t.workspace = e.workspace AND t.id = e.text_id WHERE e.workspace = $1 AND e.run_id = $2 AND e.seq > $3::int ORDER BY e.seq LIMIT $4::int`,
} as const;

/** Salted, as every personal text is, so that its hash tells nobody what it was. */
const kept = (text: string | undefined): readonly [string, string, string, string] | readonly [null, null, null, null] => {
  if (text === undefined) return [null, null, null, null];
  const salt = randomUUID();
  return [randomUUID(), createHash("sha256").update(`${salt}:${text}`).digest("hex"), salt, text];
};

/** As many lists as an entry has columns. */
const columnsOf = (entries: readonly NewEntry[]): readonly (readonly (string | null)[])[] => {
  const rows = entries.map(({ kind, name, verdict, reason, text }) => [
    kind,
    name ?? null,
    verdict ?? null,
    reason ?? null,
    ...kept(text?.replaceAll("\0", "").toWellFormed()),
  ]);
  return Array.from({ length: 8 }, (_, column) => rows.map((row) => row[column] ?? null));
};

/** What was asked of models and what became of it, over `agent_run`, `agent_entry` and the personal texts beside them. */
export const createAgentRecords = (database: Pick<Database, "pool">): AgentRecords => {
  const query = createQuery(database);
  return {
    begin: async ({ workspace, id, instance, purpose, pattern, onBehalfOf }, now) =>
      (await query(SQL.begin, workspace, id, instance ?? null, purpose, pattern, onBehalfOf ?? null, now)).length === 1,
    add: async ({ workspace, id }, entries, now) => {
      if (entries.length > 0) await query(SQL.add, workspace, id, now, ...columnsOf(entries));
    },
    settle: async ({ workspace, id }, outcome, cost, now) => {
      const { input = 0, cacheRead = 0, cacheWrite = 0, output = 0 } = cost?.usage ?? {};
      const values = [cost?.model ?? null, input, cacheRead, cacheWrite, output, cost?.cents ?? null];
      await query(SQL.settle, workspace, id, outcome, now, ...values);
    },
    callsSince: async ({ workspace, instance, onBehalfOf }, tool, since) => {
      const [row] = await query<{ readonly n: number }>(SQL.calls, workspace, instance ?? null, onBehalfOf ?? null, tool, since);
      return row?.n ?? 0;
    },
    reserve: async ({ workspace, id, onBehalfOf, instance }, { cents, tokens, limits, since, holdMs }) => {
      const about = [workspace, id, onBehalfOf ?? null, instance ?? null, since];
      const [row] = await query<{ readonly budgets: string }>(SQL.reserve, ...about, cents, tokens, holdMs, JSON.stringify(limits));
      invariant(row !== undefined, "a reservation is answered");
      return JSON.parse(row.budgets) as Readonly<Record<keyof BudgetLimits, BudgetState>>; // as the function builds it
    },
    ofCase: async (workspace, instance) => {
      const [row] = await query<{ readonly tally: TallyRow & { readonly runs: number } }>(SQL.ofCase, workspace, instance);
      return row === undefined ? { ...NO_TALLY, runs: 0 } : { ...toTally(row.tally), runs: row.tally.runs };
    },
    begunSince: async (workspace, pattern, since) => {
      const [row] = await query<{ readonly begun: number; readonly limited: number }>(SQL.begun, workspace, pattern, since);
      return row ?? { begun: 0, limited: 0 };
    },
    keep: async (workspace, instance, id, text) => {
      await query(SQL.keep, workspace, id, instance ?? null, randomUUID(), text.replaceAll("\0", "").toWellFormed());
    },
    runs: async (workspace, instance, skip, limit) => (await query<RunRow>(SQL.runs, workspace, instance, skip, limit)).map(toRun),
    entries: async ({ workspace, id }, afterSeq, limit) =>
      (await query<EntryRow>(SQL.entries, workspace, id, afterSeq, limit)).map(toEntry),
  };
};
