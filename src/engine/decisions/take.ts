import { isUnclaimed } from "../causes.ts";
import { ownerClock, workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { refuseUnlessWork, titleOf } from "../end-step.ts";
import { easeSilence, personActing } from "../heard.ts";
import type { TakeStep } from "../messages/command.ts";
import { postToNewOwner } from "../new-owner.ts";
import { namesOf } from "../permissions.ts";

/** A member of the team that owns a step makes it their own. The first to take it has it. */
export const takeStep: Decider<TakeStep> = (h, { step }) => {
  const refused = refuseUnlessWork(h, step);
  if (refused !== undefined) return refused;
  const by = personActing(h);
  const work = workOf(h, step);
  if (work.owner === by) return undefined;
  if (!isUnclaimed(work)) {
    const owner = work.owner === undefined ? "nobody's to take" : `${namesOf(h.context, [work.owner])}'s already`;
    return { code: "wrong-state", message: `"${titleOf(h, step)}" is ${owner}.` };
  }
  h.emit({ type: "step.taken", step, by, clock: ownerClock(h, step, by) });
  easeSilence(h, step);
  postToNewOwner(h, step, by);
  return undefined;
};
