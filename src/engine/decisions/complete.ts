import { addWorkingTime } from "../calendar.ts";
import { workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { endStep, refuseUnlessWork, refuseWithoutEvidence, takeEvidence, titleOf } from "../end-step.ts";
import { type Happening, stepDefinition } from "../happening.ts";
import { calendarOfStep } from "../hours.ts";
import type { Instant, StepKey } from "../ids.ts";
import { isOver } from "../joins.ts";
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

const nextRepeat = (h: Happening, key: StepKey): Instant | undefined => {
  const step = stepDefinition(h.definition, key);
  if (step.kind !== "task" || step.repeat === undefined || isOver(h.definition, h.instance(), key)) return undefined;
  const { team, owner } = workOf(h, key);
  return addWorkingTime(calendarOfStep(h.context.directory, h.definition, key, team, owner), h.now, step.repeat.every);
};
