/**
 * "Something changed": everything that waits in the stand-in waits on this, so that nothing polls and no test sleeps.
 */
export interface Signal {
  changed(): void;
  /** Calls the listener at each change, until what is answered is called. */
  onChange(listener: () => void): () => void;
  /** Resolves with the first truthy answer of `look`, which is asked again at each change; rejects after `timeoutMs` (machine time). */
  waitFor<T>(look: () => T, timeoutMs: number, what?: string): Promise<NonNullable<T>>;
}

export const createSignal = (): Signal => {
  const watchers = new Set<() => void>();
  return {
    changed: () => {
      for (const watcher of [...watchers]) watcher();
    },
    onChange: (listener) => {
      // Its own, so that a listener that is added twice is called twice and stops one by one.
      const watcher = (): void => listener();
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    waitFor: <T>(look: () => T, timeoutMs: number, what = "what was waited for"): Promise<NonNullable<T>> =>
      new Promise((resolve, reject) => {
        const giveUp = setTimeout(
          () => settle(() => reject(new Error(`Slack stand-in: ${what} did not come within ${timeoutMs} ms`))),
          timeoutMs,
        );
        const settle = (end: () => void): void => {
          clearTimeout(giveUp);
          watchers.delete(watch);
          end();
        };
        const watch = (): void => {
          try {
            const seen = look();
            if (seen) settle(() => resolve(seen));
          } catch (error) {
            settle(() => reject(error));
          }
        };
        watchers.add(watch);
        watch();
      }),
  };
};
