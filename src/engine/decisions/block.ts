import { workOf } from "../clocks.ts";
import type { Decider } from "../decider.ts";
import { isSaid, refuseUnlessWork } from "../end-step.ts";
import { openCause } from "../episodes.ts";
import type { Happening } from "../happening.ts";
import { stepDefinition } from "../happening.ts";
import { easeSilence, heardNow } from "../heard.ts";
import type { PersonId, StepKey } from "../ids.ts";
import type { Block } from "../instance.ts";
import { leadingTrigger, nextLevel } from "../ladder.ts";
import { recipientsOf } from "../level-recipients.ts";
import type { BlockStep } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { answerable } from "../reach.ts";
import { nextChase } from "../reminders.ts";
import { actorOf, tell } from "../tell.ts";

/** Reports a block, or says anew what is known of one. Whoever is blocked is asked to chase, and no longer reminded of what is due. */
export const blockStep: Decider<BlockStep> = (h, command) => {
  const { step } = command;
  const refused = refuseUnlessWork(h, step) ?? refuseBlock(h, command);
  if (refused !== undefined) return refused;
  const wasBlocked = workOf(h, step).status === "blocked";
  const { reason, on, onWhom, until, urgency = "normal" } = command;
  putBlock(h, { step, block: { reason, on, onWhom, until, urgency, by: actorOf(h), at: h.now } });
  if (!wasBlocked) tell(h, "blocked", watchersNotAsked(h, step), { step, detail: reason });
  return undefined;
};

/** Who is asked or informed by the ladder at this very moment hears of the block by that; a level that reaches nobody tells nobody. */
const watchersNotAsked = (h: Happening, key: StepKey): readonly PersonId[] => {
  const { episode } = h.step(key);
  const first = episode && nextLevel(stepDefinition(h.definition, key), episode);
  const isNow = episode?.asked.length === 0 && episode.nextAt === h.now && leadingTrigger(episode) === "blocked";
  const reached = isNow && first !== undefined ? recipientsOf(h, key, episode, first) : undefined;
  const heard = reached === undefined || reached.to.length === 0 ? [] : [...reached.to, ...reached.inform];
  return h.instance().watchers.filter((person) => !heard.includes(person));
};

const refuseBlock = (h: Happening, { reason, until }: BlockStep): Rejection | undefined => {
  if (!isSaid(reason)) return { code: "invalid", message: "Say what blocks this step.", fields: { reason: "Say what it is." } };
  if (until === undefined || until > h.now) return undefined;
  return { code: "invalid", message: "That time has passed.", fields: { until: "Choose a later time." } };
};

/** Blocks a step. Its ladder begins at once; with a known time and normal urgency, then. */
export const putBlock = (h: Happening, { step, block }: { readonly step: BlockStep["step"]; readonly block: Block }): void => {
  const reminder = nextChase(h, step, answerable(workOf(h, step)), block, h.now) ?? null;
  h.emit(
    { type: "step.blocked", step, block, clock: { ...heardNow(h, step), silentAt: null, reminder } },
    { rule: stepDefinition(h.definition, step).rule },
  );
  easeSilence(h, step);
  if (block.until === undefined || block.urgency !== "normal") openCause(h, step, "blocked", h.now);
};
