import type { Instant } from "../engine/ids.ts";
import type { NewJob } from "./ports/jobs.ts";
import type { Clock, MachineClock } from "./ports/machine.ts";

interface Ports {
  readonly clock: Clock;
  readonly machine: MachineClock;
  /** Makes the queue's workers look at once. */
  readonly wakeQueue: (queue: string) => void;
  /** Arms the sweep's timer, in machine time; replaces what was armed. */
  readonly armAt: (machineMs: number | undefined) => void;
}

/** Keeps the sweep's timer at the earliest wake that is known, and the workers awake. */
export interface WakeUp {
  /** After each commit. */
  committed(commit: { readonly jobs: readonly NewJob[]; readonly wakeAt?: Instant | undefined }): void;
  /** After each sweep, with a question to the store for what is next; what is committed while it is asked counts, too. */
  swept(next: () => Promise<Instant | undefined>): Promise<void>;
}

export const createWakeUp = ({ clock, machine, wakeQueue, armAt }: Ports): WakeUp => {
  let earliest: Instant | undefined;
  let meanwhile: Instant | undefined;
  const sooner = (one: Instant | undefined, other: Instant | undefined): Instant | undefined =>
    one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
  const arm = (at: Instant | undefined): void => {
    earliest = at;
    // Domain and machine time are never compared: only the distance is carried over.
    armAt(at === undefined ? undefined : machine.now() + (at - clock.now()));
  };
  return {
    committed: ({ jobs, wakeAt }) => {
      for (const queue of new Set(jobs.map((job) => job.queue))) wakeQueue(queue);
      if (wakeAt === undefined) return;
      meanwhile = sooner(meanwhile, wakeAt);
      if (earliest === undefined || wakeAt < earliest) arm(wakeAt);
    },
    swept: async (next) => {
      meanwhile = undefined;
      const known = await next();
      arm(sooner(known, meanwhile));
    },
  };
};
