import { unblockedClock, workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { refuseUnlessWork, titleOf } from "../end-step.ts";
import { easeCause } from "../episodes.ts";
import { type Happening, stepDefinition } from "../happening.ts";
import { heardNow } from "../heard.ts";
import type { PersonId, StepKey } from "../ids.ts";
import type { UnblockStep } from "../messages/command.ts";
import { answerable } from "../reach.ts";
import { actorOf, tell } from "../tell.ts";

/** The block is gone: silence and reminders count again, in what is left of the due date. */
export const unblockStep: Decider<UnblockStep> = (h, { step, note }) => {
  const refused = refuseUnlessWork(h, step);
  if (refused !== undefined) return refused;
  if (workOf(h, step).status !== "blocked") return { code: "wrong-state", message: `"${titleOf(h, step)}" is not blocked.` };
  liftBlock(h, step, actorOf(h), note);
  tryAgain(h, step);
  tell(h, "unblocked", [...answerable(h.step(step)), ...h.instance().watchers], { step, detail: note });
  return undefined;
};

/** An action that failed is carried out again once what blocked it is gone; nothing for any other step. */
export const tryAgain = (h: Happening, key: StepKey): void => {
  if (stepDefinition(h.definition, key).kind !== "action") return;
  h.effect({ type: "action", step: key, pass: h.step(key).pass, attempt: h.instance().seq });
};

/** Lifts a step's block, if it has one. */
export const liftBlock = (h: Happening, key: StepKey, by: PersonId | undefined, note: string | undefined): void => {
  if (workOf(h, key).status !== "blocked") return;
  h.emit({ type: "step.unblocked", step: key, by, note, clock: { ...heardNow(h, key), ...unblockedClock(h, key) } });
  easeCause(h, key, "blocked");
};
