import cron from "node-cron";

/** `setTimeout` of more than 24.8 days fires at once; and what is due is looked up anyway, so a minute is as good as a month. */
const LONGEST_MS = 60_000;

export type TickOptions = {
  /** What to do when something may be due. Never runs twice at a time. */
  readonly run: () => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** The floor, if the timer is lost; every ten seconds unless told. */
  readonly cron?: string;
  readonly now?: () => number;
};

export type Tick = {
  readonly start: () => void;
  /** The earliest instant, machine time, at which something is due; undefined when nothing is known. Replaces the last. */
  readonly armAt: (machineMs: number | undefined) => void;
  /** Runs it now; if it is running, once more afterwards. Resolves when that run is over. */
  readonly tick: () => Promise<void>;
  /** Resolves when a run under way is over. */
  readonly stop: () => Promise<void>;
};

/** Process-local ticks: a timer armed at the earliest due instant makes them prompt, node-cron makes them certain. */
export const createTick = ({ run, onError, cron: expression = "*/10 * * * * *", now = Date.now }: TickOptions): Tick => {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const runWhileAsked = async (): Promise<void> => {
    do {
      again = false;
      await run().catch(onError);
    } while (again && !stopped);
    running = undefined;
  };
  const tick = async (): Promise<void> => {
    if (stopped) return;
    again = true;
    running ??= runWhileAsked();
    await running;
  };
  // A missed second is made up by the next: nothing to warn of. UTC: in a zone with daylight saving node-cron is silent for the whole hour that autumn repeats.
  const task = cron.createTask(expression, tick, { timezone: "UTC", noOverlap: true, suppressMissedWarning: true });
  return {
    start: () => void task.start(),
    armAt: (machineMs) => {
      clearTimeout(timer);
      if (machineMs === undefined || stopped) return;
      timer = setTimeout(() => void tick(), Math.min(LONGEST_MS, Math.max(0, machineMs - now()))).unref();
    },
    tick,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await task.destroy();
      await running;
    },
  };
};
