import type { Decider } from "../decider.ts";
import { titleOf } from "../end-step.ts";
import { personActing } from "../heard.ts";
import type { ReassignStep } from "../messages/command.ts";
import { reassign, refuseReceiver } from "../new-owner.ts";
import { resolveWho } from "../people.ts";
import { propose } from "../propose.ts";

/** Gives a step, or one that waits for its turn, to somebody else. An agent only proposes it, to the lead. */
export const reassignStep: Decider<ReassignStep> = (h, { step, to, note, actor }) => {
  const { status } = h.step(step);
  if (status === "done" || status === "skipped") return { code: "wrong-state", message: `"${titleOf(h, step)}" has ended.` };
  if (actor.kind !== "agent") return reassign(h, step, { to, by: personActing(h), note });
  const approvers = resolveWho(h, [{ who: "step-team-lead" }], step);
  const args = { to, ...(note === undefined ? {} : { reason: note }) };
  return refuseReceiver(h, step, to) ?? propose(h, step, { alternative: "reassign", args, approvers });
};
