import type pg from "pg";
import { TRACE_COLUMNS } from "../engine/trace-columns.ts";

export type CaseKey = { readonly workflow: string; readonly key: string };

/** Any number, but its own: starters that load definitions at the same time take turns. */
const VIEW_LOCK = 72707370;

/**
 * Makes the view `audit_log`: audit_event with one nullable text column for each workflow's case key, holding the case as it was typed.
 * Columns are only ever added (rows of workflows that are gone stay readable), so views of others on top of it survive. Touches nothing
 * when nothing changed; answers whether it did.
 */
export const refreshAuditView = async (pool: pg.Pool, caseKeys: readonly CaseKey[]): Promise<boolean> => {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const changed = await refresh(client, caseKeys);
    await client.query("COMMIT");
    return changed;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
};

const refresh = async (client: pg.PoolClient, caseKeys: readonly CaseKey[]): Promise<boolean> => {
  await client.query("SELECT pg_advisory_xact_lock($1)", [VIEW_LOCK]);
  const { rows } = await client.query<{ comment: string | null }>(
    "SELECT obj_description(to_regclass('audit_log'), 'pg_class') AS comment",
  );
  const before = rows[0]?.comment ?? null;
  const comment = JSON.stringify(merge(before === null ? [] : readComment(before), caseKeys));
  if (comment === before) return false;
  await client.query(viewSql(client, readComment(comment)));
  await client.query(`COMMENT ON VIEW audit_log IS ${client.escapeLiteral(comment)}`);
  return true;
};

/** The view remembers in its comment which columns it has, and from which workflows. Only we write it. */
type Column = { readonly key: string; readonly workflows: readonly string[] };
const readComment = (comment: string): readonly Column[] => JSON.parse(comment) as Column[];

const merge = (existing: readonly Column[], caseKeys: readonly CaseKey[]): readonly Column[] => {
  const columns = new Map(existing.map(({ key, workflows }) => [key, new Set(workflows)]));
  // Sorted, so that replicas which load the same definitions in another order agree.
  const wanted = caseKeys
    .filter(({ key }) => !TRACE_COLUMNS.includes(key))
    .sort((a, b) => compare(a.key, b.key) || compare(a.workflow, b.workflow));
  for (const { key, workflow } of wanted) columns.set(key, (columns.get(key) ?? new Set<string>()).add(workflow));
  return [...columns].map(([key, workflows]) => ({ key, workflows: [...workflows].sort(compare) }));
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const viewSql = (client: pg.PoolClient, columns: readonly Column[]): string => {
  const caseColumns = columns.map(({ key, workflows }) => {
    const names = workflows.map((workflow) => client.escapeLiteral(workflow)).join(", ");
    return `CASE WHEN workflow IN (${names}) THEN case_id END AS ${client.escapeIdentifier(key)}`;
  });
  return `CREATE OR REPLACE VIEW audit_log AS SELECT ${[...TRACE_COLUMNS, ...caseColumns].join(", ")} FROM audit_event`;
};
