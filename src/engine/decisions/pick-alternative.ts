import { type Choice, carryOut, outlookOf } from "../alternatives.ts";
import type { Decider } from "../decider.ts";
import type { Happening } from "../happening.ts";
import { stepDefinition } from "../happening.ts";
import { personActing } from "../heard.ts";
import { invariant } from "../invariant.ts";
import { ladderOf } from "../ladder.ts";
import type { PickAlternative } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { namesOf } from "../permissions.ts";
import { approversOf, predictFor } from "../predict.ts";
import { openProposal, propose } from "../propose.ts";

/** The first valid click wins and is carried out; one that needs approval becomes a proposal, which holds the episode, not the clocks. */
export const pickAlternative: Decider<PickAlternative> = (h, command) => {
  const { step, episode, args = {} } = command;
  const found = h.definition.alternatives[command.alternative];
  if (found === undefined || !isOffered(h, command)) return { code: "unknown", message: "That is not one of the alternatives." };
  const by = personActing(h);
  const prediction = predictFor(h.definition, h.instance(), h.context, { step, alternative: found, by, args });
  const choice: Choice = { key: step, alternative: found, args, by, episode, predicted: prediction.sentence };
  const approvers = approversOf(outlookOf(h), found, step, by);
  if (approvers.length > 0) return propose(h, step, { alternative: found.id, args, approvers, episode });
  return refuseWhilePending(h, command) ?? carryOut(h, choice);
};

/** By a level that was asked, or by one still to come: the process owner need not wait for their turn. */
const isOffered = (h: Happening, { step, alternative }: PickAlternative): boolean => {
  const { episode } = h.step(step);
  invariant(episode !== undefined, `${step} has no episode to answer`);
  const rule = stepDefinition(h.definition, step);
  const levels = episode.causes.flatMap((cause) => ladderOf(rule, cause.trigger));
  const offers = [...episode.asked.flatMap((asked) => asked.offered), ...levels.flatMap((level) => level.offer)];
  return offers.includes(alternative);
};

const refuseWhilePending = (h: Happening, { step, episode }: PickAlternative): Rejection | undefined => {
  const pending = openProposal(h.step(step));
  if (pending === undefined || pending.episode !== episode) return undefined;
  const who = namesOf(h.context, [pending.by]);
  const title = h.definition.alternatives[pending.alternative]?.title ?? pending.alternative;
  return { code: "stale", message: `${who} chose "${title}", which waits for approval.`, who: pending.approvers };
};
