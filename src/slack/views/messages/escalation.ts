import type { KnownBlock } from "@slack/types";
import type { PersonId } from "../../../engine/ids.ts";
import type { Step } from "../../../engine/instance.ts";
import type { MessageContent } from "../../../engine/messages/effect.ts";
import { listOf } from "../../escape.ts";
import { joinMd, type Mrkdwn, md } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { pickedSince, pickedWords } from "../alternatives.ts";
import { section } from "../blocks.ts";
import { choices } from "../choices.ts";
import { otherwise } from "../next-level.ts";
import { type Notice, notice, settled, settledBy } from "../notice.ts";
import type { Rendered } from "../rendered.ts";
import { blockWords, doneMeans, isWork, lastHeard, ownerWords } from "../step-facts.ts";
import { definitionOf, labelOf, names, stepName, stepOf, type Telling, when } from "../telling.ts";
import { sentence } from "../words.ts";
import { isOpenEpisode, triggerWords } from "./warning.ts";

export type EscalationContent = Extract<MessageContent, { kind: "escalation" }>;

/** When this level fired: what was chosen before it does not answer it. */
const firedAt = (t: Telling, content: EscalationContent): number => {
  const asked = stepOf(t, content.step)?.episode?.asked.find((each) => each.level === content.level);
  return asked?.at ?? content.why.at ?? 0;
};

const lead = (t: Telling, content: EscalationContent, step: Step): Mrkdwn => {
  if (isWork(step)) return triggerWords(t, content.trigger, step);
  const missing = step.status === "waiting" ? (step.unready?.missing ?? []) : [];
  return md`${stepName(t, step.key)} cannot start: it still needs ${listOf(missing.map((field) => labelOf(t, field))) || "something"}.`;
};

/** What the addressee needs to decide: who has it, since when, last heard, waiting on whom, evidence. */
const detail = (t: Telling, step: Step): readonly (Mrkdwn | undefined)[] => {
  const definition = definitionOf(t, step.key);
  if (!isWork(step) || definition === undefined) {
    return step.status === "waiting" && step.unready !== undefined
      ? [md`*Missing since:* ${when(t, step.unready.since)}. *Asked:* ${names(t, step.unready.asked)}`]
      : [];
  }
  const due = step.dueAt === undefined ? undefined : md`*${step.dueAt < t.file.now ? "Was due" : "Due"}:* ${when(t, step.dueAt)}`;
  const proposalOrOwner = step.kind === "approval" ? undefined : md`*Owner:* ${ownerWords(t, step)} since ${when(t, step.ownedAt)}`;
  return [
    joinMd([proposalOrOwner, due, step.kind === "approval" ? undefined : lastHeard(t, step)], " · "),
    step.status === "blocked" ? blockWords(t, step) : undefined,
    doneMeans(t, definition),
  ];
};

/** Those asked choose; those informed see what it would be. */
const choicesOf = (t: Telling, { step, episode, offer, detail: isAsked, to }: EscalationContent): KnownBlock[] => {
  const [first, ...others] = to;
  const by = t.reader !== undefined && isAsked ? t.reader : others.length === 0 ? first : undefined;
  return choices(t, { step, episode, offer, isAsked, by });
};

const fewer = (count: number): Mrkdwn | undefined => {
  if (count >= 3) return undefined;
  if (count === 0) return md`No alternative is possible here. Speak with the owner, or act on the step itself.`;
  return md`Only ${count === 1 ? "one alternative is" : `${count} alternatives are`} possible here.`;
};

const over = (t: Telling, content: EscalationContent): Rendered | undefined => {
  const step = stepOf(t, content.step);
  if (step === undefined) return settledBy(t, content.step, content.pass);
  const picked = pickedSince(t, content.step, content.episode, firedAt(t, content));
  if (picked !== undefined) return settled(t, pickedWords(t, content.step, picked));
  if (step.pass !== content.pass || !(isWork(step) || step.status === "waiting")) return settledBy(t, content.step, content.pass);
  if (!isOpenEpisode(t, content)) return settled(t, md`${stepName(t, content.step)} goes on: what this was about is settled.`);
  return undefined;
};

export const haveBeenAsked = (t: Telling, people: readonly PersonId[]): Mrkdwn =>
  md`${sentence(names(t, people))} ${people.length === 1 && people[0] !== t.reader ? "has" : "have"} been asked how it goes on.`;

/** What those informed need to know. */
const summary = (t: Telling, content: EscalationContent, step: Step): Pick<Notice, "to" | "words" | "more"> => ({
  to: address(t, []),
  words: md`${lead(t, content, step)} ${haveBeenAsked(t, content.to)}`,
  more: [step.status === "blocked" ? blockWords(t, step) : undefined],
});

const forThoseAsked = (t: Telling, content: EscalationContent, step: Step): Pick<Notice, "to" | "words" | "more" | "otherwise"> => ({
  to: address(t, content.to, firedAt(t, content)),
  words: md`${lead(t, content, step)} Please choose how it goes on.`,
  more: [...detail(t, step), content.inform.length === 0 ? undefined : md`*Also informed:* ${names(t, content.inform)}`],
  otherwise: otherwise(t, content.step),
});

/** The escalation: to those asked with its detail, to those informed as a summary; both see the same alternatives. */
export const escalation = (t: Telling, content: EscalationContent): Rendered => {
  const step = stepOf(t, content.step);
  const ended = over(t, content);
  if (ended !== undefined || step === undefined) return ended ?? settledBy(t, content.step, content.pass);
  return notice(t, {
    ...(content.detail ? forThoseAsked : summary)(t, content, step),
    body: [...choicesOf(t, content), ...(content.offer.length >= 3 ? [] : [section(fewer(content.offer.length) ?? md``)])],
    why: content.why,
  });
};
