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

export const createScreenEvents = (): ScreenEvents => {
  const listeners = new Set<(event: StreamEvent) => void>();
  let soon: NodeJS.Timeout | undefined;
  const tell: ScreenEvents["tell"] = (event) => {
    for (const listener of [...listeners]) listener(event);
  };
  const tellChanged = (): void => {
    soon = undefined;
    tell({ type: "changed" });
  };
  return {
    // The first of many starts the wait: a steady stream of changes is still told of.
    changed: () => {
      soon ??= setTimeout(tellChanged, TOGETHER_MS);
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
