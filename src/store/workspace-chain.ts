import type { EnqueueSql } from "../application/ports/jobs.ts";
import type { Answer, Store, WorkspaceAppend } from "../application/ports/store.ts";
import { NO_HASH, workspaceRows } from "./audit-chain.ts";
import { unlessTaken } from "./command-taken.ts";
import { auditSql, commandSql, looseTextSql, messageSql } from "./commit-sql.ts";
import { auditValues, commandValue, messageValues } from "./commit-values.ts";
import type { Query } from "./query.ts";

/** Of a workspace's own chain; every workspace has one, so it needs no id of its own. */
export const WORKSPACE_STREAM = "00000000-0000-4000-8000-000000000000";

const POSITION = `/*workspace_position*/ SELECT rev, seq, encode(head, 'hex') AS head FROM stream WHERE workspace = $1 AND id = $2::uuid`;
const ANSWER = `/*answer_of*/ SELECT answer::text AS answer FROM command WHERE workspace = $1 AND id = $2`;

/** The first append makes the stream; any later one must find it where it was read. */
const appendSql = (enqueue: EnqueueSql): string => `/*append*/ WITH
up AS (INSERT INTO stream AS s (workspace, id, rev, seq, head) SELECT $1::text, $2::uuid, 1, $4::int, decode($5::text, 'hex')
  ON CONFLICT (workspace, id) DO UPDATE SET rev = s.rev + 1, seq = EXCLUDED.seq, head = EXCLUDED.head WHERE s.rev = $3::int
  RETURNING workspace, id),
${[auditSql(6, 7), messageSql(8), commandSql(9), looseTextSql(10), enqueue.expressions(11, "up")].join(",")}
SELECT up.id::text AS id FROM up`;

type WorkspaceChain = Pick<Store, "answerOf" | "appendToWorkspace" | "workspacePosition">;

/** Rows without an instance: absences, reloads, events, refusals. */
export const createWorkspaceChain = (query: Query, enqueue: EnqueueSql): WorkspaceChain => {
  const sql = appendSql(enqueue);
  const valuesOf = (append: WorkspaceAppend): readonly unknown[] => {
    const { command, position, jobs, messages, answer, texts, now } = append;
    const rows = workspaceRows(append, WORKSPACE_STREAM);
    const stream = { workspace: command.workspace, stream: WORKSPACE_STREAM, instance: undefined, at: now };
    return [
      command.workspace,
      WORKSPACE_STREAM,
      position.rev,
      position.seq + rows.length,
      rows.at(-1)?.hash ?? position.head,
      ...auditValues(rows),
      JSON.stringify(messageValues(stream, messages)),
      JSON.stringify([commandValue(stream, command, answer)]),
      JSON.stringify(texts),
      enqueue.value(jobs.map((job) => ({ ...job, stream: WORKSPACE_STREAM }))),
    ];
  };
  return {
    workspacePosition: async (workspace) => {
      const [row] = await query<{ readonly rev: number; readonly seq: number; readonly head: string }>(
        POSITION,
        workspace,
        WORKSPACE_STREAM,
      );
      return row ?? { rev: 0, seq: 0, head: NO_HASH };
    },
    answerOf: async (workspace, id) => {
      const [row] = await query<{ readonly answer: string }>(ANSWER, workspace, id);
      return row === undefined ? undefined : (JSON.parse(row.answer) as Answer);
    },
    appendToWorkspace: (append) => unlessTaken(async () => (await query(sql, ...valuesOf(append))).length === 1),
  };
};
