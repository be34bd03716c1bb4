import type { Logger } from "../application/ports/machine.ts";
import { errorWords } from "./bolt-logger.ts";

/** What need not be done before Slack gets its acknowledgement, and may be lost with the process: private answers, opened pages. */
export interface Background {
  run(what: string, work: () => Promise<unknown>): void;
  /** Resolves when nothing is under way. */
  drained(): Promise<void>;
}

export const createBackground = (logger: Logger): Background => {
  const underWay = new Set<Promise<void>>();
  const start = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      logger.warn({ what, error: errorWords(error) }, "an answer could not be given");
    }
  };
  return {
    run: (what, work) => {
      const done = start(what, work).finally(() => underWay.delete(done));
      underWay.add(done);
    },
    drained: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
};
