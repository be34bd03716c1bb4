import { EventEmitter, once } from "node:events";
import type { QueueDb } from "./boss.ts";

type Pending = { readonly active: number; readonly due: readonly string[] };

export type DrainPorts = {
  readonly db: QueueDb;
  /** Queues this process works on; jobs of others are not waited for. */
  readonly worked: () => readonly string[];
  readonly wake: (queue: string) => void;
};

export type Drain = {
  /** Resolves when no job is running, and none is waiting that is due. */
  readonly drain: () => Promise<void>;
  /** Ends all waiting: the workers are stopping. */
  readonly stop: () => void;
};

/** The queue library tells nobody when it has settled a job, so each of its statements is a sign to look again. */
export const createDrain = ({ db, worked, wake }: DrainPorts): Drain => {
  const signs = new EventEmitter().setMaxListeners(0);
  const ask = db.executeSql.bind(db);
  let stopped = false;
  db.executeSql = async (text, values) => {
    try {
      return await ask(text, values);
    } finally {
      signs.emit("statement");
    }
  };
  const drain = async (): Promise<void> => {
    while (!stopped) {
      // Listening before asking: what settles meanwhile is not missed.
      const sign = once(signs, "statement");
      const { active, due } = await pending(ask, worked());
      if (active === 0 && due.length === 0) return;
      for (const queue of due) wake(queue);
      await sign;
    }
  };
  const stop = (): void => {
    stopped = true;
    signs.emit("statement");
  };
  return { drain, stop };
};

const pending = async (ask: QueueDb["executeSql"], queues: readonly string[]): Promise<Pending> => {
  const { rows } = await ask(PENDING, [queues]);
  return {
    active: rows.reduce((sum, row) => sum + row.active, 0),
    due: rows.filter((row) => row.due > 0).map((row) => row.name),
  };
};

// A statement's clock is that of its start: what another one made while it began would lie in its future.
const PENDING = `SELECT name, count(*) FILTER (WHERE state = 'active')::int AS active,
  count(*) FILTER (WHERE state < 'active' AND start_after <= pgboss.job_now() + interval '10ms')::int AS due
  FROM pgboss.job WHERE name = ANY($1::text[]) AND state <= 'active' GROUP BY name`;
