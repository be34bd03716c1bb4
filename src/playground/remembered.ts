/** Asked once for each change, however many pages ask. */
export interface Remembered {
  /** The same question, whose answer is kept until something changes. */
  once<T>(ask: () => Promise<T>): () => Promise<T>;
  forget(): void;
}

/** What changes without a word to anybody is seen after this much machine time. */
const LONGEST_MS = 1_000;

interface Answered<T> {
  readonly answer: Promise<T>;
  readonly change: number;
  readonly at: number;
}

export const createRemembered = (): Remembered => {
  let change = 0;
  return {
    once: <T>(ask: () => Promise<T>) => {
      let last: Answered<T> | undefined;
      return async () => {
        const now = performance.now();
        if (last === undefined || last.change !== change || now - last.at > LONGEST_MS) last = { answer: ask(), change, at: now };
        return await last.answer;
      };
    },
    forget: () => {
      change += 1;
    },
  };
};
