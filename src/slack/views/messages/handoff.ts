import type { Button } from "@slack/types";
import type { MessageContent } from "../../../engine/messages/effect.ts";
import { ACT } from "../../button.ts";
import { short } from "../../escape.ts";
import { SHOWN } from "../../limits.ts";
import { type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { button, section } from "../blocks.ts";
import { notice, settled, settledBy } from "../notice.ts";
import { packet } from "../packet.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import { dueWords, isWork, ownerWords, type Work, workFacts } from "../step-facts.ts";
import { aboutStep, definitionOf, isOpenCase, nameOrYou, stepName, stepOf, type Telling } from "../telling.ts";
import { sentence } from "../words.ts";

type Content = Extract<MessageContent, { kind: "handoff" }>;

/** Accepted, passed on, done, or the step started anew. */
const over = (t: Telling, content: Content, step: Work): Rendered | undefined => {
  if (step.pass !== content.pass) return settledBy(t, content.step, content.pass);
  if (step.owner !== content.to) return settled(t, md`${stepName(t, step.key)} is with ${ownerWords(t, step)} now.`);
  if (content.returned || step.handOff?.accepted === false) return undefined;
  return settled(t, md`${stepName(t, step.key)}: accepted by ${nameOrYou(t, content.to)}.`);
};

const words = (t: Telling, { from, to, returned }: Content, step: Work): Mrkdwn => {
  const sender = sentence(from === undefined ? "somebody" : nameOrYou(t, from));
  const due = dueWords(t, step.dueAt);
  if (returned) return md`${sender} returned ${stepName(t, step.key)} to ${nameOrYou(t, to)}: something is missing.`;
  return md`${sender} handed ${stepName(t, step.key)} to ${nameOrYou(t, to)}${due === undefined ? NOTHING : md`, ${due}`}.`;
};

const buttons = (t: Telling, step: Work, returned: boolean): Button[] => {
  const value = aboutStep(t, step.key);
  if (returned) return [button("Done", ACT.done, value, { style: "primary" }), button("Hand off", ACT.handOff, value)];
  return [button("Accept", ACT.accept, value, { style: "primary" }), button("Return", ACT.returnHandOff, value)];
};

/** What the receiver of a handoff is told, or the sender when it came back. */
export const handoff = (t: Telling, content: Content): Rendered => {
  const step = stepOf(t, content.step);
  const definition = definitionOf(t, content.step);
  if (!isWork(step) || definition === undefined || !isOpenCase(t)) return settledBy(t, content.step, content.pass);
  const note = step.handOff?.note;
  return (
    over(t, content, step) ??
    notice(t, {
      to: address(t, [content.to]),
      words: words(t, content, step),
      more: [note === undefined ? undefined : md`> ${short(note, SHOWN.words)}`, workFacts(t, definition, step)],
      body: content.returned ? [] : packet(t, definition, step).map((part) => section(part)),
      buttons: someButtons(t, buttons(t, step, content.returned)),
    })
  );
};
