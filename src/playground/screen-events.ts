import type { StreamEvent } from "./api.ts";

/** Tells every open page that something on a screen may have changed. */
export interface ScreenEvents {
  /** Told soon, and once for many changes at a time. */
  changed(): void;
  /** Told now. */
  tell(event: StreamEvent): void;
  /** Answers how to stop listening. */
  listen(listener: (event: StreamEvent) => void): () => void;
  close(): void;
}

/** Shorter than anybody notices, longer than a card takes to be posted and looked up. */
const TOGETHER_MS = 40;
/** While changes keep coming, as in a jump of weeks: a page that reads all of them would slow down what makes them. */
const APART_MS = 250;

export const createScreenEvents = (): ScreenEvents => {
  const listeners = new Set<(event: StreamEvent) => void>();
  let soon: NodeJS.Timeout | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const tell: ScreenEvents["tell"] = (event) => {
    for (const listener of [...listeners]) listener(event);
  };
  const tellChanged = (): void => {
    soon = undefined;
    last = performance.now();
    tell({ type: "changed" });
  };
  return {
    // The first of many starts the wait: a steady stream of changes is still told of.
    changed: () => {
      soon ??= setTimeout(tellChanged, Math.max(TOGETHER_MS, last + APART_MS - performance.now()));
    },
    tell,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      clearTimeout(soon);
      listeners.clear();
    },
  };
};
