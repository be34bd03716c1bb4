import type { Instant, WorkspaceId } from "../engine/ids.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

const AT_ONCE = 500;
const at = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000.0)`;

// The salt goes with the text: nobody can try what it might have been.
const ERASED = `body = NULL, salt = '', erased_at = ${at("$2")}`;

// What woke a run, what it told other agents, and the words of what it found are named by its id, or in the row of the trace that names it.
const ERASE = `/*agent_erase_texts*/ WITH old AS (UPDATE agent_run SET texts_erased_at = ${at("$2")} WHERE workspace = $1 AND id IN (
      SELECT id FROM agent_run WHERE workspace = $1 AND texts_erased_at IS NULL AND began_at < ${at("$3")} ORDER BY began_at LIMIT ${AT_ONCE}) RETURNING id, began_at),
    told AS (SELECT a.data FROM audit_event a WHERE a.workspace = $1 AND a.action = 'analysis.made'
      AND a.at >= (SELECT min(began_at) FROM old) - interval '1 day' AND a.at <= (SELECT max(began_at) FROM old) + interval '1 day'),
    beside AS (SELECT id || part AS text FROM old, unnest(ARRAY[':event', ':task', ':result']) AS part
      UNION ALL SELECT ref.one #>> '{}' FROM told, jsonb_path_query(told.data->'made', 'strict $.**.text') AS ref(one)
        WHERE told.data->'made'->>'run' IN (SELECT id FROM old)),
    gone AS (UPDATE personal_text t SET ${ERASED} WHERE t.workspace = $1 AND t.body IS NOT NULL AND t.id IN (SELECT text FROM beside
      UNION ALL SELECT e.text_id FROM agent_entry e, old WHERE e.workspace = $1 AND e.run_id = old.id))
    SELECT id FROM old`;

/** What was asked and answered in runs that began before is erased, with what is kept beside them; their rows, verdicts and costs stay. Answers how many runs that were. */
export const createEraseAgentTexts = (database: Pick<Database, "pool">) => {
  const query = createQuery(database);
  return async (workspace: WorkspaceId, before: Instant, now: Instant): Promise<number> => {
    for (let erased = 0; ; ) {
      const { length } = await query(ERASE, workspace, now, before);
      erased += length;
      if (length < AT_ONCE) return erased;
    }
  };
};
