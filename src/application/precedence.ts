import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";

/** People go first: while somebody waits for an answer, work in the background waits its turn, though never for long. */
export interface Precedence {
  /** Somebody waits for this. */
  first<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when nobody has waited for a moment, or it has been waited for long enough. */
  turn(): Promise<void>;
}

export interface PrecedenceOptions {
  /** A moment, in machine milliseconds: who asks one thing after the other is not interrupted in between. */
  readonly momentMs: number;
  /** Background work is held up for so long at most; */
  readonly longestMs: number;
  /** then it is let in one by one, so far apart, as long as nobody stops asking. */
  readonly apartMs: number;
}

export const PRECEDENCE_DEFAULTS: PrecedenceOptions = { momentMs: 5, longestMs: 500, apartMs: 100 };

export const createPrecedence = ({ momentMs, longestMs, apartMs }: PrecedenceOptions = PRECEDENCE_DEFAULTS): Precedence => {
  let waiting = 0;
  let lastAnswer = Number.NEGATIVE_INFINITY;
  let lastLetIn = Number.NEGATIVE_INFINITY;
  const isQuiet = (): boolean => waiting === 0 && performance.now() - lastAnswer >= momentMs;
  return {
    first: async (work) => {
      waiting += 1;
      try {
        return await work();
      } finally {
        waiting -= 1;
        lastAnswer = performance.now();
      }
    },
    turn: async () => {
      const latest = performance.now() + longestMs;
      const isOverdue = (): boolean => performance.now() >= Math.max(latest, lastLetIn + apartMs);
      while (!isQuiet() && !isOverdue()) {
        await pause(momentMs);
        // What arrived meanwhile is heard before it is asked again.
        await nextTurn();
      }
      lastLetIn = performance.now();
    },
  };
};
