import { heardClock } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { takeEvidence } from "../end-step.ts";
import { isWork } from "../evolve/fold.ts";
import type { AddEvidence } from "../messages/command.ts";
import { actorOf } from "../tell.ts";

/** Evidence for a step, whatever its state: what another step waits for may be brought after the step that should have brought it. */
export const addEvidence: Decider<AddEvidence> = (h, { step: key, evidence, note }) => {
  const by = actorOf(h);
  const refused = takeEvidence(h, key, evidence, by, note);
  if (refused !== undefined) return refused;
  const step = h.step(key);
  if (by !== undefined && isWork(step) && step.owner === by) h.emit({ type: "step.heard", step: key, by, clock: heardClock(h, key) });
  return undefined;
};
