import { atMostEvery } from "./application/at-most-every.ts";
import { createChaseRequests } from "./application/chase-requests.ts";
import type { Clock, Logger, MachineClock } from "./application/ports/machine.ts";
import { createReviewAutonomy } from "./application/review-autonomy.ts";
import { createRunRoutines, type Routine } from "./application/run-routines.ts";
import { createSendDigests } from "./application/send-digests.ts";
import type { Core } from "./build-core.ts";
import type { Database } from "./store/open-database.ts";
import { createRoutineStore } from "./store/routine-store.ts";

interface Parts {
  readonly core: Core;
  readonly database: Database;
  readonly clock: Clock;
  readonly machine: MachineClock;
  readonly logger: Logger;
  readonly interruptBudget: number;
  /** What is kept no longer. */
  readonly purge: Routine;
  /** Where a model is configured: it looks at the open cases. */
  readonly analyst: Routine | undefined;
}

const MINUTE_MS = 60_000;

/** Each hour of domain time: morning digests, what Slack knows of people, and what is kept no longer; each half hour the analyst. */
export const buildRoutines = ({ core, database, clock, machine, logger, interruptBudget, analyst, purge }: Parts) =>
  createRunRoutines(
    { routines: createRoutineStore(database), clock, logger },
    {
      digests: createSendDigests(core, interruptBudget),
      autonomy: createReviewAutonomy(core),
      intake: createChaseRequests(core),
      // Slack lives in machine time: a virtual week asks it once, not every hour.
      people: atMostEvery(machine, 30 * MINUTE_MS, async () => await core.directory.sync("all")),
      purge,
      ...(analyst === undefined ? {} : { analyst }),
    },
    { analyst: 30 * MINUTE_MS },
  );
