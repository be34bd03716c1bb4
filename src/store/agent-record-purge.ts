import type { Instant, WorkspaceId } from "../engine/ids.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

const AT_ONCE = 500;
const at = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000.0)`;

// The salt goes with the text: nobody can try what it might have been.
const ERASE = `/*agent_erase_texts*/ WITH old AS (UPDATE agent_run SET texts_erased_at = ${at("$2")} WHERE workspace = $1 AND id IN (
      SELECT id FROM agent_run WHERE workspace = $1 AND texts_erased_at IS NULL AND began_at < ${at("$3")} ORDER BY began_at LIMIT ${AT_ONCE}) RETURNING id),
    gone AS (UPDATE personal_text t SET body = NULL, salt = '', erased_at = ${at("$2")} FROM agent_entry e, old
      WHERE e.workspace = $1 AND e.run_id = old.id AND t.workspace = $1 AND t.id = e.text_id AND t.body IS NOT NULL),
    brought AS (UPDATE personal_text t SET body = NULL, salt = '', erased_at = ${at("$2")} FROM old, unnest(ARRAY[':event', ':task', ':result']) AS part
      WHERE t.workspace = $1 AND t.id = old.id || part AND t.body IS NOT NULL)
    SELECT id FROM old`;

/** What woke runs that began before, and was asked, answered and handed on in them, is erased; their rows, verdicts and costs stay. Answers how many runs that were. */
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
