import type { EnqueueSql } from "../application/ports/jobs.ts";
import type { Database } from "./open-database.ts";
import { createQuery } from "./query.ts";

/** A job that no change of state asked for: a card that was clicked too late is drawn again. */
export const createEnqueueNow = <Q extends string>(database: Pick<Database, "pool">, enqueue: EnqueueSql, wake: (queue: Q) => void) => {
  const query = createQuery(database);
  const sql = `/*enqueue_now*/ WITH ${enqueue.expressions(1)} SELECT 1 AS one`;
  return async (queue: Q, data: Readonly<Record<string, unknown>>, key: string): Promise<void> => {
    await query(sql, enqueue.value([{ queue, data, key }]));
    wake(queue);
  };
};
