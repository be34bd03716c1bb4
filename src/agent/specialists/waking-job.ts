import { z } from "zod";
import { InstanceId, StepKey, WorkspaceId } from "../../engine/ids.ts";

/** A `Waking` as it stands in its job. */
export const WakingJob = z.object({
  workspace: WorkspaceId,
  agent: z.string(),
  run: z.string(),
  event: z.string(),
  instance: InstanceId.optional(),
  step: StepKey.optional(),
  text: z.string().optional(),
  depth: z.number(),
  lead: z.string().optional(),
});
