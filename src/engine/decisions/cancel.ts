import type { Decider } from "../decider.ts";
import { endCase } from "../end-case.ts";
import { isSaid } from "../end-step.ts";
import type { CancelInstance } from "../messages/command.ts";
import { actorOf } from "../tell.ts";

/** Ends a case for good, with a reason; what is drafted and not approved is void. */
export const cancelInstance: Decider<CancelInstance> = (h, { reason }) => {
  if (!isSaid(reason)) return { code: "invalid", message: "Say why this case is cancelled.", fields: { reason: "Say why." } };
  endCase(h, { by: actorOf(h), outcome: "cancelled", why: reason });
  return undefined;
};
