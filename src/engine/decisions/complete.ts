import { nextRepeat } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { endStep, refuseUnlessWork, refuseWithoutEvidence, takeEvidence, titleOf } from "../end-step.ts";
import { type Happening, stepDefinition } from "../happening.ts";
import type { StepKey } from "../ids.ts";
import type { CompleteStep } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { actorOf } from "../tell.ts";

/** Done: refused, with the list, while required evidence is missing. Twice is once. */
export const completeStep: Decider<CompleteStep> = (h, { step, evidence, note }) => {
  if (h.step(step).status === "done") return undefined;
  const by = actorOf(h);
  const refused =
    refuseUnlessWork(h, step) ?? refuseByKind(h, step) ?? takeEvidence(h, step, evidence, by) ?? refuseWithoutEvidence(h, step);
  if (refused !== undefined) return refused;
  endStep(h, step, { by, note, repeatAt: nextRepeat(h, step) });
  return undefined;
};

const refuseByKind = (h: Happening, key: StepKey): Rejection | undefined => {
  const step = stepDefinition(h.definition, key);
  if (step.kind === "approval") return { code: "wrong-state", message: `"${titleOf(h, key)}" ends with the votes of its approvers.` };
  if (step.kind !== "decision") return undefined;
  const titles = step.options.map((option) => option.title).join(", ");
  return { code: "wrong-state", message: `"${titleOf(h, key)}" ends with a decision. Choose one of: ${titles}.` };
};
