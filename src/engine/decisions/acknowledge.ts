import { heardClock, workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { refuseUnlessWork } from "../end-step.ts";
import { easeSilence, personActing } from "../heard.ts";
import type { AcknowledgeStep } from "../messages/command.ts";

/** "Seen, it is mine": counts as heard, once a pass. */
export const acknowledgeStep: Decider<AcknowledgeStep> = (h, { step }) => {
  const refused = refuseUnlessWork(h, step);
  if (refused !== undefined) return refused;
  if (workOf(h, step).acknowledged) return undefined;
  h.emit({ type: "step.acknowledged", step, by: personActing(h), clock: heardClock(h, step) });
  easeSilence(h, step);
  return undefined;
};
