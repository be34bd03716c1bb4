import { ModelFault } from "../../application/ports/model.ts";

/** The one limit of machine time over an answer, retries and pauses included. */
export interface Deadline {
  /** For whoever waits on a network. */
  readonly signal: AbortSignal;
  leftMs(): number;
  /** Gives up, with this fault. */
  abandon(fault: ModelFault): void;
  /** The work's result, or the fault as soon as time is up, even if the work does not listen to the signal. */
  race<T>(work: Promise<T>): Promise<T>;
  pause(ms: number): Promise<void>;
  close(): void;
}

const stopped = (): ModelFault => new ModelFault("stopped", "stopped by whoever asked");

export const openDeadline = (ms: number, stop: AbortSignal | undefined): Deadline => {
  if (stop?.aborted) throw stopped();
  const controller = new AbortController();
  const over = Promise.withResolvers<never>();
  // Heard by `race` alone: with nobody racing it is no unhandled rejection.
  over.promise.catch(() => undefined);
  const abandon = (fault: ModelFault): void => {
    over.reject(fault);
    controller.abort();
  };
  const until = performance.now() + ms;
  const timer = setTimeout(() => abandon(new ModelFault("timeout", `no answer within ${ms} ms`)), ms);
  const onStop = (): void => abandon(stopped());
  stop?.addEventListener("abort", onStop);
  return {
    signal: controller.signal,
    leftMs: () => Math.max(0, until - performance.now()),
    abandon,
    race: (work) => Promise.race([work, over.promise]),
    pause: async (pauseMs) => {
      const rest = Promise.withResolvers<void>();
      const waking = setTimeout(rest.resolve, pauseMs);
      await Promise.race([rest.promise, over.promise]).finally(() => clearTimeout(waking));
    },
    close: () => {
      clearTimeout(timer);
      stop?.removeEventListener("abort", onStop);
    },
  };
};
