import type { Instant, WorkspaceId } from "../engine/ids.ts";
import type { Clock, Logger } from "./ports/machine.ts";
import type { Routines } from "./ports/routines.ts";

/** What a routine does for the time since it was last due. */
export type Routine = (workspace: WorkspaceId, since: Instant, now: Instant) => Promise<void>;

interface Ports {
  readonly routines: Routines;
  readonly clock: Clock;
  readonly logger: Logger;
}

const HOUR = 3_600_000;
const LEASE_MS = 60_000;

/** Whole periods of the day: every half hour is at the hour and half past it. */
const nextAfter = (now: Instant, period: number): Instant => (Math.floor(now / period) + 1) * period;

/** Schedules of domain time, hourly unless `periods` says otherwise. After a long stop each runs once, for all that passed. */
export const createRunRoutines = (
  { routines, clock, logger }: Ports,
  table: Readonly<Record<string, Routine>>,
  periods: Readonly<Record<string, number>> = {},
) => {
  const periodOf = (name: string): number => periods[name] ?? HOUR;
  return {
    ensure: async (workspace: WorkspaceId): Promise<void> => {
      for (const name of Object.keys(table)) await routines.ensure(workspace, name, nextAfter(clock.now(), periodOf(name)));
    },
    run: async (workspace: WorkspaceId): Promise<void> => {
      for (const { name, nextAt } of await routines.claim(workspace, clock.now(), LEASE_MS)) {
        const now = clock.now();
        const period = periodOf(name);
        try {
          await table[name]?.(workspace, nextAt - period, now);
          await routines.ran(workspace, name, nextAfter(now, period));
        } catch (error) {
          // Its lease runs out, and it is tried again.
          logger.error({ routine: name, error: String(error) }, "a routine failed");
        }
      }
    },
  };
};
