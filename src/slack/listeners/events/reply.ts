import type { CaseFile } from "../../../application/case-file.ts";
import type { MessageRecord } from "../../../application/ports/messages.ts";
import type { StepKey } from "../../../engine/ids.ts";
import { ownersOf } from "../../../engine/roles.ts";
import { chooseStepAnswer } from "../../views/answers/replies.ts";
import { isWork } from "../../views/step-facts.ts";
import { tellPerson } from "../../views/telling.ts";
import { tellPrivately } from "../answer.ts";
import { type StepOfCase, stepFor, zoneOfPerson } from "../case-of.ts";
import { hearReply, readReply } from "../hear-reply.ts";
import type { Listening } from "../listening.ts";
import { answerSpoken, questionOf } from "../questions/ask.ts";
import type { Spoken } from "./to-message.ts";

interface OwnStep {
  readonly file: CaseFile;
  readonly step: StepKey;
}

/** Steps of a case that somebody owns or stands in for, and that are under way. */
const ownSteps = (file: CaseFile, { person }: Pick<Spoken, "person">): readonly OwnStep[] =>
  Object.values(file.instance.steps)
    .filter((step) => isWork(step) && ownersOf(file, step).includes(person))
    .map(({ key }) => ({ file, step: key }));

/** Which step is meant is asked before anybody counts as heard. */
export const askWhich = (l: Listening, spoken: Spoken, choices: readonly OwnStep[]): void => {
  const read = readReply(spoken.words, zoneOfPerson(l, spoken.person), l.clock.now());
  tellPrivately(l, spoken, chooseStepAnswer(spoken.person, choices, { ...read, words: spoken.words, wrote: spoken.wrote }));
};

const inCaseThread = async (l: Listening, spoken: Spoken, { instance }: MessageRecord): Promise<void> => {
  const file = instance === undefined ? undefined : await l.files.of(l.workspace, instance);
  const own = file === undefined ? [] : ownSteps(file, spoken);
  const [only, ...others] = own;
  // What names another case is talk among people; with one step of their own they are heard first, and answered then.
  const question = others.length > 0 || only === undefined ? questionOf(l, spoken) : undefined;
  if (question !== undefined && question.about === undefined) return await answerSpoken(l, spoken, question);
  if (only === undefined) return;
  if (others.length > 0) return askWhich(l, spoken, own);
  const step = stepIn(only, spoken);
  if (step !== undefined) await hearReply(l, spoken, step, spoken.words);
};

const stepIn = ({ file, step }: OwnStep, { person }: Spoken): StepOfCase | undefined => {
  const definition = file.definition.steps.find(({ key }) => key === step);
  return definition === undefined ? undefined : { t: tellPerson(file, person), key: step, definition };
};

const stepOfMessage = ({ content }: MessageRecord): StepKey | undefined => ("step" in content ? content.step : undefined);

/**
 * A reply under a step's card in a direct message is for that step; in a case's thread it is for its author's only active step, else they
 * are asked which. Talk of those who have no step there is nobody's answer. True when it was under a message of ours.
 */
export const onReply = async (l: Listening, spoken: Spoken): Promise<boolean> => {
  const under = spoken.under === undefined ? undefined : await l.messages.at(l.workspace, spoken.channel, spoken.under);
  if (under?.instance === undefined) return false;
  if (spoken.words === "") return true;
  const key = stepOfMessage(under);
  if (key === undefined || !spoken.isDirect) await inCaseThread(l, spoken, under);
  else {
    const step = await stepFor(l, spoken.person, { instance: under.instance, step: key });
    if (step !== undefined) await hearReply(l, spoken, step, spoken.words);
  }
  return true;
};
