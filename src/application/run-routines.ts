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

const nextHour = (now: Instant): Instant => (Math.floor(now / HOUR) + 1) * HOUR;

/** Hourly schedules of domain time. After a long stop each runs once, for all that passed. */
export const createRunRoutines = ({ routines, clock, logger }: Ports, table: Readonly<Record<string, Routine>>) => ({
  ensure: async (workspace: WorkspaceId): Promise<void> => {
    for (const name of Object.keys(table)) await routines.ensure(workspace, name, nextHour(clock.now()));
  },
  run: async (workspace: WorkspaceId): Promise<void> => {
    for (const { name, nextAt } of await routines.claim(workspace, clock.now(), LEASE_MS)) {
      const now = clock.now();
      try {
        await table[name]?.(workspace, nextAt - HOUR, now);
        await routines.ran(workspace, name, nextHour(now));
      } catch (error) {
        // Its lease runs out, and it is tried again.
        logger.error({ routine: name, error: String(error) }, "a routine failed");
      }
    }
  },
});
