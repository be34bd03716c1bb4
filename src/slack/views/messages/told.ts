import type { Button } from "@slack/types";
import { forecast } from "../../../engine/forecast.ts";
import type { StepKey } from "../../../engine/ids.ts";
import { leadingTrigger } from "../../../engine/ladder.ts";
import type { MessageContent, Told } from "../../../engine/messages/effect.ts";
import { ACT } from "../../button.ts";
import { cut, SHOWN } from "../../limits.ts";
import { type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { actions, button, context } from "../blocks.ts";
import { isHeldStep, nextWords, progressWords } from "../case-progress.ts";
import { said } from "../notice.ts";
import { type Rendered, rendered } from "../rendered.ts";
import { isWork, outcomeWords } from "../step-facts.ts";
import { aboutCase, aboutStep, caseName, definitionOf, isOpenCase, nameOrYou, stepName, stepOf, type Telling, when } from "../telling.ts";
import { whyNow } from "../why-now.ts";
import { STOPPED, sentence, TRIGGERED } from "../words.ts";
import { haveBeenAsked } from "./escalation.ts";

type Content = Extract<MessageContent, { kind: "told" }>;

interface Facts {
  readonly t: Telling;
  /** The step in bold, or the case where it is about the whole. */
  readonly what: Mrkdwn;
  /** ` by Maria`; nothing where nobody did it. */
  readonly by: Mrkdwn;
  readonly who: string;
  readonly content: Content;
}

const atRisk = ({ t }: Facts): Mrkdwn => {
  const { finishAt, targetAt } = forecast(t.file);
  const target = targetAt === undefined ? md`` : md`, after the target of ${when(t, targetAt)}`;
  return md`${caseName(t)} is at risk: it is expected to finish ${when(t, finishAt)}${target}.`;
};

/** Why, and who has been asked since. */
const escalated = ({ t, what, content }: Facts): Mrkdwn => {
  const step = content.step === undefined ? undefined : stepOf(t, content.step);
  const people = step?.episode?.asked.findLast(({ warned }) => !warned)?.people ?? [];
  if (step?.episode === undefined || people.length === 0) return md`${what} was escalated, and goes on.`;
  return md`${what} ${TRIGGERED[leadingTrigger(step.episode)]}. ${haveBeenAsked(t, people)}`;
};

const decided = ({ t, what, by, content }: Facts): Mrkdwn => {
  const step = content.step === undefined ? undefined : stepOf(t, content.step);
  const latest =
    step === undefined
      ? undefined
      : (t.file.instance.decided?.[`${step.key}:${step.pass}`] ?? t.file.instance.decided?.[`${step.key}:${step.pass - 1}`]);
  const outcome = latest === undefined || step === undefined ? "decided" : outcomeWords(definitionOf(t, step.key), latest.outcome);
  return md`${what}: ${outcome}${by}.`;
};

const stopped = ({ t }: Facts): Mrkdwn => {
  const reason = t.file.instance.stopped?.reason;
  return md`Automated acts on ${caseName(t)} are stopped${reason === undefined ? "" : `: ${STOPPED[reason]}`}. Reminders and escalations go on.`;
};

/** What each one-liner says; what the detail adds stands below it. */
const WORDS: Readonly<Record<Told, (facts: Facts) => Mrkdwn>> = {
  started: ({ t, by, content }) => (content.by === undefined ? md`${caseName(t)} has started.` : md`${caseName(t)} was started${by}.`),
  blocked: ({ what, who, content }) => md`${what} is blocked${content.by === undefined ? "" : `, says ${who}`}.`,
  unblocked: ({ what, who, content }) => md`${what} is no longer blocked${content.by === undefined ? "" : `, says ${who}`}.`,
  progress: ({ t, what, by }) => md`${what} is done${by}: ${progressWords(t)}.`,
  escalated,
  "target-at-risk": atRisk,
  completed: ({ t, what, content }) => (content.step === undefined ? md`${caseName(t)} is completed.` : md`${what} is done.`),
  cancelled: ({ t, by }) => md`${caseName(t)} was cancelled${by}.`,
  paused: ({ t, by }) => md`${caseName(t)} was paused${by}. Nothing is sent until it resumes.`,
  resumed: ({ t, by }) => md`${caseName(t)} was resumed${by}.`,
  reopened: ({ what, by }) => md`${what} was reopened${by}.`,
  "waits-again": ({ what }) => md`${what} waits again, because work went back to a step before it.`,
  "reassigned-away": ({ what, by }) => md`${what} was given to somebody else${by}. There is nothing left for you to do.`,
  "quorum-lost": ({ what }) => md`${what} can no longer be decided: too few approvers are left.`,
  "back-refused": ({ what }) => md`${what} has been sent back as often as the workflow allows.`,
  "rejected-ask": ({ what, by }) => md`${what} was rejected${by}.`,
  "automation-stopped": stopped,
  "approver-changed": ({ what, by }) => md`The approvers of ${what} changed${by}.`,
  decided,
  "handoff-returned": ({ what, by }) => md`${what} was returned${by}: something is missing.`,
  "ladder-ended": ({ what }) => md`Everybody who can be asked about ${what} has been asked, and it still waits.`,
  "delivery-failed": ({ t }) => md`A message about ${caseName(t)} could not be delivered.`,
  "action-failed": ({ what }) => md`${what} could not be carried out.`,
  undone: ({ what, by }) => md`What the agent did to ${what} was undone${by}.`,
  note: ({ what, who }) => md`${sentence(who)} on ${what}:`,
};

/** What is asked of their reader, as long as it is open. */
const PLEASE: Readonly<Partial<Record<Told, Mrkdwn>>> = {
  "quorum-lost": md` Please name others.`,
  "back-refused": md` Please decide how it goes on.`,
  "rejected-ask": md` Please decide how it goes on.`,
};

/** These ask their reader for something: they have its buttons until it is settled, here or elsewhere. */
const ASKS: ReadonlySet<Told> = new Set(["automation-stopped", "quorum-lost", "back-refused", "rejected-ask"]);

/** What settles a step that waits for the process owner. */
const settling = (t: Telling, key: StepKey): readonly Button[] => {
  const value = aboutStep(t, key);
  return [
    button("Go on without it", ACT.skip, value),
    button("Reopen a step", ACT.casePage, value),
    button("Cancel the case", ACT.cancel, value, { style: "danger" }),
    button("Details", ACT.details, value),
  ];
};

const asked = (t: Telling, { what, step: key }: Content): readonly Button[] => {
  if (!isOpenCase(t)) return [];
  if (what === "automation-stopped")
    return t.file.instance.stopped === undefined ? [] : [button("Resume automated acts", ACT.resumeAutomation, aboutCase(t))];
  const step = key === undefined ? undefined : stepOf(t, key);
  if (step === undefined) return [];
  if (what !== "quorum-lost") return isHeldStep(t, step) ? settling(t, step.key) : [];
  if (!isWork(step) || step.request?.unreachable !== true) return [];
  return [button("Change approvers", ACT.approvers, aboutStep(t, step.key), { style: "primary" }), ...settling(t, step.key)];
};

/** The rule behind what is asked, within its step. */
const RULE: Readonly<Partial<Record<Told, string>>> = { "rejected-ask": ".on_reject", "back-refused": "", "quorum-lost": ".quorum" };

const ruleBehind = (t: Telling, { what, step }: Content): Mrkdwn | undefined => {
  const within = RULE[what];
  const definition = step === undefined ? undefined : definitionOf(t, step);
  return within === undefined || definition === undefined ? undefined : whyNow(t, { rule: `${definition.rule}${within}` });
};

/** Why somebody gets this who has nothing to do with it. */
const watching = (t: Telling): Mrkdwn | undefined =>
  t.reader !== undefined && t.file.instance.watchers.includes(t.reader) ? md`*Why now?* You watch this case.` : undefined;

/** A one-line notice; the person who acted is named, never pinged. */
export const told = (t: Telling, content: Content): Rendered => {
  const who = content.by === undefined ? "somebody" : nameOrYou(t, content.by);
  const what = content.step === undefined ? caseName(t) : stepName(t, content.step);
  const facts = { t, content, what, who, by: content.by === undefined ? md`` : md` by ${who}` };
  const words = WORDS[content.what](facts);
  const detail = content.detail === undefined ? undefined : md`${cut(content.detail, SHOWN.words)}`;
  if (!ASKS.has(content.what)) {
    const line = said(t, words, {
      more: [detail, content.what === "progress" ? nextWords(t) : undefined],
      isOfCase: content.step === undefined,
    });
    return { ...line, blocks: [...line.blocks, ...context(watching(t))] };
  }
  const buttons = asked(t, content);
  const isOpen = buttons.length > 0;
  const line = said(t, isOpen ? md`${words}${PLEASE[content.what] ?? NOTHING}` : words, {
    more: [detail],
    isOfCase: content.step === undefined,
  });
  const last = isOpen ? actions(buttons) : context(md`This is settled.`);
  return rendered({ text: words, blocks: [...line.blocks, ...context(ruleBehind(t, content)), ...last], final: !isOpen });
};
