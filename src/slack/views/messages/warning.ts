import type { Trigger } from "../../../engine/definition.ts";
import type { MessageContent } from "../../../engine/messages/effect.ts";
import { ACT } from "../../button.ts";
import { type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { button } from "../blocks.ts";
import { otherwise } from "../next-level.ts";
import { notice, settled, settledBy } from "../notice.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import { blockWords, heardWords, isWork, ownerWords, type Work } from "../step-facts.ts";
import { aboutStep, stepName, stepOf, type Telling, when } from "../telling.ts";
import { answerable, primaryAct } from "./reminder.ts";

type Content = Extract<MessageContent, { kind: "warning" }>;

/** What a trigger says of a step that is under way, with since when. */
export const triggerWords = (t: Telling, trigger: Trigger, step: Work): Mrkdwn => {
  const title = stepName(t, step.key);
  switch (trigger) {
    case "silent":
      return md`Nothing heard about ${title} since ${heardWords(t, step)}.`;
    case "overdue":
      return step.dueAt === undefined ? md`${title} is overdue.` : md`${title} was due ${when(t, step.dueAt)}.`;
    case "blocked":
      return step.status === "blocked" ? md`${title} is blocked since ${when(t, step.block.at)}.` : md`${title} was blocked.`;
    case "unanswered":
      return md`${title} has no answer since ${when(t, step.activatedAt)}.`;
    case "unready":
      return md`${title} could not start.`;
  }
};

/** Whether the episode that a notice is about is still open. */
export const isOpenEpisode = (t: Telling, { step: key, episode }: { step: Work["key"]; episode: number }): boolean =>
  stepOf(t, key)?.episode?.n === episode && t.file.instance.status === "running";

/** The private warning: before anybody else is told. */
export const warning = (t: Telling, content: Content): Rendered => {
  const step = stepOf(t, content.step);
  if (!isWork(step) || step.pass !== content.pass) return settledBy(t, content.step, content.pass);
  if (t.reader !== undefined && step.owner !== undefined && step.owner !== t.reader) {
    return settled(t, md`${stepName(t, step.key)} is with ${ownerWords(t, step)} now.`);
  }
  if (!isOpenEpisode(t, content)) return settled(t, md`${stepName(t, step.key)}: thank you, this is settled.`);
  const value = aboutStep(t, step.key, { episode: content.episode });
  const otherwiseWords = otherwise(t, step.key);
  return notice(t, {
    to: address(t, answerable(step)),
    words: md`${triggerWords(t, content.trigger, step)} How does it stand?`,
    more: [step.status === "blocked" ? blockWords(t, step) : undefined, otherwiseWords === undefined ? NOTHING : md`Only you see this.`],
    otherwise: otherwiseWords,
    buttons: someButtons(t, [
      primaryAct(t, step),
      button("On it until a time", ACT.commit, value),
      step.status === "blocked" || step.kind === "approval" ? undefined : button("Blocked", ACT.blocked, value),
      step.kind === "approval" ? undefined : button("Hand off", ACT.handOff, value),
    ]),
    why: content.why,
  });
};
