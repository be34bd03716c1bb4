import type { Decider } from "../decider.ts";
import { endStep, refuseUnlessWork, titleOf } from "../end-step.ts";
import { openCause } from "../episodes.ts";
import { type Happening, stepDefinition } from "../happening.ts";
import type { StepKey } from "../ids.ts";
import type { ReportActionResult } from "../messages/machine-command.ts";
import { processOwner, resolveWho } from "../people.ts";
import { postToThread } from "../step-cards.ts";
import { tell } from "../tell.ts";

/** What became of an action: it succeeded and the step is done, or it failed and the step is blocked until somebody does something about it. */
export const reportActionResult: Decider<ReportActionResult> = (h, { step, ok, detail, alternative }) => {
  const why = detail ?? "It failed without saying why.";
  if (alternative !== undefined) {
    if (!ok) tellFailure(h, step, why, `alternatives.${alternative}`);
    return undefined;
  }
  if (stepDefinition(h.definition, step).kind !== "action") return { code: "wrong-state", message: `"${titleOf(h, step)}" is no action.` };
  const refused = refuseUnlessWork(h, step);
  if (refused !== undefined) return refused;
  if (ok) endStep(h, step, { note: detail });
  else failAction(h, step, why);
  return undefined;
};

/** An action that could not be carried out blocks its step: somebody must do something about it. */
export const failAction = (h: Happening, key: StepKey, detail: string): void => {
  const rule = `steps.${key}.do`;
  tellFailure(h, key, detail, rule);
  if (h.step(key).status === "blocked") return;
  const block = { reason: detail, on: "other", onWhom: undefined, until: undefined, urgency: "normal", by: undefined, at: h.now } as const;
  h.emit({ type: "step.blocked", step: key, block, clock: { silentAt: null, reminder: null } }, { rule });
  postToThread(h, key);
  openCause(h, key, "blocked", h.now);
};

const tellFailure = (h: Happening, key: StepKey, detail: string, rule: string): void => {
  h.emit({ type: "action.failed", step: key, detail }, { verdict: "WARN", rule });
  tell(h, "action-failed", [...new Set([...resolveWho(h, [{ who: "step-team-lead" }], key), ...processOwner(h)])], { step: key, detail });
};
