import type { Understood } from "../../application/ports/understand.ts";
import type { Instant } from "../../engine/ids.ts";
import { processOwnersOf } from "../../engine/people.ts";
import { ACT, type Reading } from "../button.ts";
import { listOf, nameOf } from "../escape.ts";
import { md } from "../mrkdwn.ts";
import { readQuestion } from "../questions/read-question.ts";
import type { Interpretation } from "../replies/interpret-reply.ts";
import { type BareCommand, toCommand } from "../to-command.ts";
import type { Answer as Said } from "../views/answers/answer.ts";
import { confirmReplyAnswer, type ReadReply } from "../views/answers/replies.ts";
import { say } from "../views/answers/say.ts";
import { caseStatusAnswer } from "../views/answers/status.ts";
import { actions, button, section } from "../views/blocks.ts";
import { aboutStep, stepName } from "../views/telling.ts";
import { tellPrivately } from "./answer.ts";
import { isOpenPass, type StepOfCase, zoneOfPerson } from "./case-of.ts";
import { leaveToModel } from "./leave-to-model.ts";
import type { Asker, Listening } from "./listening.ts";
import { answerQuestion } from "./questions/answer-question.ts";
import { linkToCase } from "./reading.ts";
import { readWords } from "./reply-command.ts";

const READING: Partial<Record<Interpretation["says"], Reading>> = {
  done: "done",
  blocked: "blocked",
  unblocked: "unblocked",
  commit: "commit",
  "hand-off": "hand-off",
  "not-mine": "not-mine",
};

/** A wait step is done when what it waits for has come. */
const readingOf = (says: Interpretation["says"], { definition }: StepOfCase): Reading | undefined =>
  says === "done" && definition.kind === "wait" ? "arrived" : READING[says];

/** A reply for the question which step it is about; what is not clear is heard, and nothing more. */
export const readReply = (words: string, zone: string, now: Instant): ReadReply => {
  const read = readWords(words, zone, now);
  return { reading: READING[read.says] ?? "note", ...(read.says === "commit" ? { until: read.until } : {}) };
};

const replyOf = async (l: Listening, read: Interpretation, reading: Reading, words: string): Promise<ReadReply> => ({
  reading,
  words,
  ...(read.says === "commit" ? { until: read.until } : {}),
  ...(read.says === "hand-off" ? { person: await l.people.personOf(read.to) } : {}),
});

/** A question is not answered by guessing: what is known is shown, with who can say more. */
const questionAnswer = async (l: Listening, { t }: StepOfCase): Promise<Said> => {
  const owners = processOwnersOf(t.file).map((person) => nameOf(t.file.directory, person));
  const words = md`I read clear answers only. This is where the case stands; ${listOf(owners, "or")} can say more.`;
  const status = caseStatusAnswer(t, await linkToCase(l, t.file.instance.id));
  return { text: status.text, blocks: [section(words), ...status.blocks].slice(0, 50) };
};

const onItAnswer = ({ t, key }: StepOfCase): Said => ({
  ...say(md`You are on ${stepName(t, key)}. Until when?`),
  blocks: [
    section(md`You are on ${stepName(t, key)}. Until when?`),
    ...actions([button("Until a time", ACT.commit, aboutStep(t, key)), button("Just on it", ACT.acknowledge, aboutStep(t, key))]),
  ],
});

const answerTo = async (l: Listening, asker: Asker, step: StepOfCase, words: string): Promise<Said | undefined> => {
  const zone = zoneOfPerson(l, asker.person);
  const question = readQuestion(words, zone, l.clock.now());
  if (question !== undefined) return await answerQuestion(l, asker, question, step.t.file.instance.id);
  const read = readWords(words, zone, l.clock.now());
  if (!isOpenPass(step.t.file.instance, step.key, undefined)) return undefined;
  if (read.says === "question") return await questionAnswer(l, step);
  // An approval and a decision are made by their buttons, in front of what is asked.
  if (step.definition.kind === "approval" || step.definition.kind === "action") return undefined;
  if (read.says === "on-it") return onItAnswer(step);
  const reading = readingOf(read.says, step);
  if (reading === undefined || (reading === "done" && step.definition.kind === "decision")) return undefined;
  return confirmReplyAnswer(step.t, step.key, await replyOf(l, read, reading, words));
};

/** The same for what a model read in a reply. */
export const answerToReading = async (l: Listening, step: StepOfCase, read: Understood): Promise<Said | undefined> => {
  const { kind } = step.definition;
  if (!isOpenPass(step.t.file.instance, step.key, undefined)) return undefined;
  if (read.reading === "question") return await questionAnswer(l, step);
  if (kind === "approval" || kind === "action" || (kind === "decision" && read.reading === "done")) return undefined;
  const { until, to, on, words } = read;
  return confirmReplyAnswer(step.t, step.key, { reading: readingOf(read.reading, step) ?? "note", words, until, person: to, on });
};

/**
 * Somebody wrote something about a step: the engine decides whether they count as heard, and what was clearly said is offered back to them
 * as one click. Nothing else changes.
 */
export const hearReply = async (l: Listening, asker: Asker, step: StepOfCase, words: string): Promise<void> => {
  const { instance } = step.t.file;
  const hear: BareCommand = { type: "Hear", instance: instance.id, step: step.key, pass: instance.steps[step.key]?.pass, text: words };
  await l.handle(toCommand(l.workspace, asker, hear));
  const said = await answerTo(l, asker, step, words);
  if (said !== undefined) tellPrivately(l, asker, said);
  const pass = instance.steps[step.key]?.pass;
  const { says } = readWords(words, zoneOfPerson(l, asker.person), l.clock.now());
  if (said === undefined && says === "unclear" && pass !== undefined)
    await leaveToModel(l, asker, { about: { instance: instance.id, step: step.key, pass } });
};
