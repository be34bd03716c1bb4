import type { MachineClock } from "./ports/machine.ts";

/** However often it is called: works once in so much of machine time, the first time after `firstAfterMs`. */
export const atMostEvery = (machine: MachineClock, ms: number, work: () => Promise<void>, firstAfterMs = 0): (() => Promise<void>) => {
  let next = machine.now() + firstAfterMs;
  return async () => {
    if (machine.now() < next) return;
    next = machine.now() + ms;
    try {
      await work();
    } catch (error) {
      // It was not done: whoever tries again does it.
      next = machine.now();
      throw error;
    }
  };
};
