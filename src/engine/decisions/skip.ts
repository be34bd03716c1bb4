import type { Decider } from "../decider.ts";
import { closeWork, isSaid, titleOf } from "../end-step.ts";
import type { Happening } from "../happening.ts";
import type { PersonId, StepKey } from "../ids.ts";
import { isHeld } from "../joins.ts";
import type { SkipStep } from "../messages/command.ts";
import { actorOf } from "../tell.ts";

/**
 * The case goes on without a step: one that has not ended, or one that ended with a no which holds up what comes after it. What needs the step
 * goes on as if it were done.
 */
export const skipStep: Decider<SkipStep> = (h, { step: key, reason }) => {
  const step = h.step(key);
  if (step.status === "skipped") return undefined;
  if (step.status === "done" && !isHeld(h.definition, step))
    return { code: "wrong-state", message: `"${titleOf(h, key)}" is already done.` };
  if (!isSaid(reason)) return { code: "invalid", message: "Say why this step is skipped.", fields: { reason: "Say why." } };
  skipWithReason(h, key, actorOf(h), reason);
  return undefined;
};

/** Skips a step for good, by a person's word. */
export const skipWithReason = (h: Happening, key: StepKey, by: PersonId | undefined, why: string): void => {
  closeWork(h, key, by);
  h.emit({ type: "step.skipped", step: key, by, cause: "person", why }, { verdict: "WARN" });
};
