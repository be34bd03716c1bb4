import { randomUUID } from "node:crypto";
import { z } from "zod";
import { atMostEvery } from "./application/at-most-every.ts";
import type { Analyse } from "./application/ports/analyse.ts";
import type { Clock, Logger, MachineClock } from "./application/ports/machine.ts";
import { createRunAnalysis, type Look } from "./application/run-analysis.ts";
import type { Routine } from "./application/run-routines.ts";
import type { Core } from "./build-core.ts";
import { WorkflowId, WorkspaceId } from "./engine/ids.ts";

const MINUTE_MS = 60_000;
const Data = z.object({ workspace: WorkspaceId, workflow: WorkflowId, at: z.number() });

/** A look at each workflow, as a job: models are slow. A virtual month that passes in a minute is one look, not a thousand. */
export const analystRoutine = (core: Core, { clock, machine }: Clocks, later: (look: Look) => Promise<void>): Routine =>
  atMostEvery(machine, MINUTE_MS, async () => {
    for (const { workflow } of core.catalogue.all()) await later({ workspace: core.workspace, workflow, at: clock.now() });
  });

interface Clocks {
  readonly clock: Clock;
  readonly machine: MachineClock;
}

/** Carries such a job out. */
export const buildAnalyst = (core: Core, analyse: Analyse, clock: Clock, logger: Logger) => {
  const run = createRunAnalysis({ ...core, analyse, clock, ids: { uuid: randomUUID }, logger });
  return async (data: unknown, signal: AbortSignal): Promise<void> => await run(Data.parse(data), signal);
};
