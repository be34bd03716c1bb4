/** Calls `work` every so many machine milliseconds; answers how to stop. */
export type Every = (ms: number, work: () => void) => () => void;

export const everyOnMachine: Every = (ms, work) => {
  const timer = setInterval(work, ms);
  timer.unref();
  return () => clearInterval(timer);
};

const SECOND = 1_000;

interface Playing {
  readonly every: Every;
  now(): number;
  /** Time passes up to then. */
  passTo(at: number): Promise<void>;
}

/** Domain time that goes by itself, so many times as fast as the machine's, in ticks of one second. */
export const createPlay = ({ every, now, passTo }: Playing) => {
  let playing: { readonly speed: number; readonly end: () => void } | undefined;
  const stop = (): void => {
    playing?.end();
    playing = undefined;
  };
  return {
    stop,
    /** Domain seconds each machine second; 0 while time stands still. */
    speed: (): number => playing?.speed ?? 0,
    /** A second start takes the place of the first. */
    start: (speed: number): void => {
      stop();
      let target = now();
      let underWay = false;
      const tick = async (): Promise<void> => {
        // A tick that takes longer than a second is caught up with by the next.
        target = Math.max(target + speed * SECOND, now());
        if (underWay) return;
        underWay = true;
        await passTo(target).catch(stop);
        underWay = false;
      };
      playing = { speed, end: every(SECOND, () => void tick()) };
    },
  };
};
