/** Runs at most one at a time: what is asked for meanwhile runs once more, after. Each resolves when what it asked for has run. */
export const createRefresher = (run: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  let isAsked = false;
  const runAll = async (): Promise<void> => {
    try {
      while (isAsked) {
        isAsked = false;
        await run();
      }
    } finally {
      running = undefined;
    }
  };
  return async () => {
    isAsked = true;
    running ??= runAll();
    await running;
  };
};
