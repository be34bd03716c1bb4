import { carryOut } from "../alternatives.ts";
import { builtIn } from "../built-in.ts";
import type { Decider } from "../decider.ts";
import { isSaid } from "../end-step.ts";
import type { Happening } from "../happening.ts";
import { personActing } from "../heard.ts";
import type { AlternativeProposal } from "../instance.ts";
import type { SettleProposal } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { invalid } from "../new-owner.ts";
import { predictFor } from "../predict.ts";
import { openProposal } from "../propose.ts";
import { tell } from "../tell.ts";

/** One whose agreement was asked for says yes, and it is carried out; or no, with a reason, and the episode goes on. */
export const settleProposal: Decider<SettleProposal> = (h, { step, approve, reason }) => {
  const proposal = openProposal(h.step(step));
  if (proposal === undefined) return { code: "wrong-state", message: "There is nothing to agree to any more." };
  if (!approve && !isSaid(reason)) return invalid("reason", "Say why not.");
  const { alternative } = proposal;
  const rule = `alternatives.${alternative}`;
  h.emit(
    { type: "alternative.settled", step, alternative, approved: approve, by: personActing(h), why: reason },
    { rule, verdict: approve ? "ALLOW" : "DENY" },
  );
  tell(h, "decided", [proposal.by], { step, detail: reason });
  return approve ? carryOutAgreed(h, step, proposal) : undefined;
};

const carryOutAgreed = (h: Happening, key: SettleProposal["step"], proposal: AlternativeProposal): Rejection | undefined => {
  const { by, args, episode } = proposal;
  // What was asked for outside an episode is ours, whatever the definition calls by that name.
  const alternative = episode === 0 ? builtIn(proposal.alternative) : h.definition.alternatives[proposal.alternative];
  if (alternative === undefined) return { code: "unknown", message: "That alternative is no longer in the definition." };
  const prediction = predictFor(h.definition, h.instance(), h.context, { step: key, alternative, by, args });
  return carryOut(h, { key, alternative, args, by, episode, predicted: prediction.sentence });
};
