/** Runs at most one at a time: what is asked for meanwhile runs once more, after. */
export const createRefresher = (run: () => Promise<void>): (() => Promise<void>) => {
  let isRunning = false;
  let isAsked = false;
  return async () => {
    isAsked = true;
    if (isRunning) return;
    isRunning = true;
    try {
      while (isAsked) {
        isAsked = false;
        await run();
      }
    } finally {
      isRunning = false;
    }
  };
};
