import type { Decider } from "../decider.ts";
import { endStep, refuseUnlessWork, refuseWithoutEvidence, titleOf } from "../end-step.ts";
import { stepDefinition } from "../happening.ts";
import type { MarkArrived } from "../messages/command.ts";
import { actorOf } from "../tell.ts";

/** An entitled person says that what a step waited for has come. Twice is once. */
export const markArrived: Decider<MarkArrived> = (h, { step, note }) => {
  if (h.step(step).status === "done") return undefined;
  if (stepDefinition(h.definition, step).kind !== "wait")
    return { code: "wrong-state", message: `"${titleOf(h, step)}" waits for nothing.` };
  const refused = refuseUnlessWork(h, step) ?? refuseWithoutEvidence(h, step);
  if (refused !== undefined) return refused;
  endStep(h, step, { by: actorOf(h), note });
  return undefined;
};
