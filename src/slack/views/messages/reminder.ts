import type { Button } from "@slack/types";
import type { MessageContent } from "../../../engine/messages/effect.ts";
import { ACT } from "../../button.ts";
import { cut, SHOWN } from "../../limits.ts";
import { type Mrkdwn, md } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { button } from "../blocks.ts";
import { otherwise } from "../next-level.ts";
import { notice, settled, settledBy } from "../notice.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import { blockWords, isWork, ownerWords, type Work } from "../step-facts.ts";
import { aboutStep, definitionOf, fill, stepName, stepOf, type Telling, when } from "../telling.ts";

export type ReminderContent = Extract<MessageContent, { kind: "reminder" }>;

const isChase = (id: string): boolean => id.startsWith("chase");

/** What is said of the step: by when, or that it is late, or that somebody has to be asked how it stands. */
export const reminderWords = (t: Telling, { id }: ReminderContent, step: Work): Mrkdwn => {
  const title = stepName(t, step.key);
  if (step.status === "blocked") return md`${title} is still blocked. Ask how it stands.`;
  if (isChase(id)) return md`${title}: ask how it stands.`;
  if (step.dueAt === undefined) return md`${title} waits for you.`;
  return step.dueAt < t.file.now ? md`${title} was due ${when(t, step.dueAt)}.` : md`${title} is due ${when(t, step.dueAt)}.`;
};

/** The words that the definition adds. */
const added = (t: Telling, step: Work): Mrkdwn | undefined => {
  const say = definitionOf(t, step.key)?.reminders.say;
  return say === undefined ? undefined : md`${cut(fill(t, say, step.key), SHOWN.words)}`;
};

/** The one act that ends the matter, by kind of step. */
export const primaryAct = (t: Telling, step: Work, n = 0): Button => {
  const look = { style: "primary", n } as const;
  const value = aboutStep(t, step.key, step.request === undefined ? {} : { revision: step.request.revision });
  if (step.status === "blocked") return button("No longer blocked", ACT.unblock, value, look);
  if (step.owner === undefined && step.kind !== "approval") return button("Take it", ACT.take, value, look);
  if (step.kind === "approval") return button("See what is asked", ACT.details, value, look);
  if (step.kind === "decision") return button("Decide", ACT.option, value, look);
  return step.kind === "wait" ? button("Arrived", ACT.arrived, value, look) : button("Done", ACT.done, value, look);
};

/** Whose turn it is: the owner, or the approvers who have not answered. */
export const answerable = (step: Work): readonly NonNullable<Work["owner"]>[] => {
  if (step.request === undefined) return step.owner === undefined ? [] : [step.owner];
  const voted = new Set(step.request.votes.map((vote) => vote.approver));
  return step.request.approvers.filter((person) => !voted.has(person) && !step.request?.excluded.includes(person));
};

/** Settled elsewhere: the step ended or started anew, it is blocked and this was about its due date, or somebody else has it. */
export const reminderSettled = (t: Telling, content: ReminderContent): Rendered | undefined => {
  const step = stepOf(t, content.step);
  if (!isWork(step) || step.pass !== content.pass || t.file.instance.status !== "running") return settledBy(t, content.step, content.pass);
  const others = step.kind !== "approval" && t.reader !== undefined && step.owner !== undefined && step.owner !== t.reader;
  if (others && step.insteadOf !== t.reader) return settled(t, md`${stepName(t, step.key)} is with ${ownerWords(t, step)} now.`);
  const answered = step.kind === "approval" && t.reader !== undefined && step.request?.votes.some((vote) => vote.by === t.reader);
  if (answered === true) return settled(t, md`${stepName(t, step.key)}: you have answered.`);
  if (isChase(content.id) === (step.status === "blocked") || step.kind === "wait") return undefined;
  return settled(t, step.status === "blocked" ? blockWords(t, step) : md`${stepName(t, step.key)} is no longer blocked.`);
};

/** A reminder: why, one primary act, and the consequence. */
export const reminder = (t: Telling, content: ReminderContent): Rendered => {
  const over = reminderSettled(t, content);
  const step = stepOf(t, content.step);
  if (over !== undefined || !isWork(step)) return over ?? settledBy(t, content.step, content.pass);
  const value = aboutStep(t, step.key, { message: content.id });
  return notice(t, {
    to: address(t, answerable(step)),
    words: reminderWords(t, content, step),
    more: [step.status === "blocked" ? blockWords(t, step) : undefined, added(t, step)],
    otherwise: otherwise(t, step.key),
    buttons: someButtons(t, [
      primaryAct(t, step),
      step.status === "blocked" || step.kind === "approval" ? undefined : button("Blocked", ACT.blocked, value),
      button("Later", ACT.later, value),
    ]),
    why: content.why,
  });
};
