import type { Decider } from "../decider.ts";
import { takeEvidence } from "../end-step.ts";
import { countAsHeard } from "../heard.ts";
import type { AddEvidence } from "../messages/command.ts";
import { actorOf } from "../tell.ts";

/** Evidence for a step, whatever its state: what another step waits for may be brought after the step that should have brought it. */
export const addEvidence: Decider<AddEvidence> = (h, { step: key, evidence, note }) => {
  const by = actorOf(h);
  const refused = takeEvidence(h, key, evidence, by, note);
  if (refused !== undefined) return refused;
  countAsHeard(h, key);
  return undefined;
};
