import type { KnownBlock } from "@slack/types";
import type { PersonId, StepKey } from "../../engine/ids.ts";
import type { Step } from "../../engine/instance.ts";
import { ACT } from "../button.ts";
import { md } from "../mrkdwn.ts";
import { alternativeTitle, draftNote } from "./alternatives.ts";
import { button, section } from "./blocks.ts";
import { predictedEffect } from "./predicted-effect.ts";
import { aboutStep, type Telling } from "./telling.ts";

/** Alternatives of an open episode, for somebody to choose from or only to see. */
export interface Offer {
  readonly step: StepKey;
  readonly episode: number;
  readonly offer: readonly string[];
  readonly isAsked: boolean;
  /** Whoever would choose, where that is known. */
  readonly by: PersonId | undefined;
}

/** Each alternative with its predicted effect, before it is picked; those informed see what it would be, and do not pick. */
export const choices = (t: Telling, { step, episode, offer, isAsked, by }: Offer): KnownBlock[] =>
  offer.slice(0, 10).map((id, n) => {
    const words = md`*${n + 1}. ${alternativeTitle(t, id)}*\n${predictedEffect(t, step, id, {}, by)}${draftNote(t, id)}`;
    return isAsked
      ? section(words, button("Choose", ACT.alternative, aboutStep(t, step, { episode, alternative: id }), { n }))
      : section(words);
  });

/** What a ladder asks its reader to choose from now: all that was offered since they were asked. Undefined where it asks nothing of them. */
export const offeredTo = (t: Telling, step: Step): Offer | undefined => {
  const { episode } = step;
  const held = "proposal" in step && step.proposal !== undefined;
  const asked = episode?.asked.filter(({ warned }) => !warned) ?? [];
  const first = asked.findIndex(({ people }) => t.reader !== undefined && people.includes(t.reader));
  if (episode === undefined || held || first < 0) return undefined;
  const offer = [...new Set(asked.slice(first).flatMap(({ offered }) => offered))];
  return offer.length === 0 ? undefined : { step: step.key, episode: episode.n, offer, isAsked: true, by: t.reader };
};
