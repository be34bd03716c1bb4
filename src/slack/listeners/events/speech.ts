import type { Answer as Said } from "../../views/answers/answer.ts";
import { helpAnswer, mineAnswer, overviewAnswer } from "../../views/answers/help.ts";
import { tellPrivately } from "../answer.ts";
import { zoneOfPerson } from "../case-of.ts";
import { onStatus } from "../commands/cases.ts";
import { parseCommand } from "../commands/parse-command.ts";
import { hearMissing, hearRequest } from "../intake/hear-request.ts";
import { leaveToModel } from "../leave-to-model.ts";
import type { Listening } from "../listening.ts";
import { answerSpoken, questionOf } from "../questions/ask.ts";
import { caseStatus, mine, ownSteps, recentCases, startableBy } from "../reading.ts";
import { readWords } from "../reply-command.ts";
import { askWhich, onReply } from "./reply.ts";
import type { Spoken } from "./to-message.ts";

/** Words that are a question to us, as the slash command has them. In a thread, *status* is that of its case. */
const asked = async (l: Listening, spoken: Spoken): Promise<Said | undefined> => {
  if (spoken.words.length > 200) return undefined;
  const parsed = parseCommand(spoken.words);
  switch (parsed.verb) {
    case "help":
      return helpAnswer();
    case "mine":
      return mineAnswer(spoken.person, await mine(l, spoken));
    case "status":
    case "board":
      return await statusHere(l, spoken, parsed.name);
    default:
      return undefined;
  }
};

const statusHere = async (l: Listening, spoken: Spoken, name: string | undefined): Promise<Said> => {
  const { under, channel } = spoken;
  const card = name === undefined && under !== undefined ? await l.messages.at(l.workspace, channel, under) : undefined;
  if (card?.instance !== undefined) return await caseStatus(l, spoken, card.instance);
  return await onStatus(l, { ...spoken, text: spoken.words, trigger: "" }, name);
};

/** Said to us: a question is answered, an answer is taken, and anything else gets the list of what can be asked. */
export const onMention = async (l: Listening, spoken: Spoken): Promise<void> => {
  const said = await asked(l, spoken);
  if (said !== undefined) return tellPrivately(l, spoken, said);
  const question = questionOf(l, spoken);
  if (question !== undefined) return await answerSpoken(l, spoken, question);
  if (spoken.words !== "" && (await onReply(l, spoken))) return;
  if ((await hearMissing(l, spoken)) || (await hearRequest(l, spoken))) return;
  const isLeft = spoken.words !== "" && (await leaveToModel(l, spoken, { as: "mention" }));
  if (!isLeft) tellPrivately(l, spoken, helpAnswer());
};

/** In a direct message outside any thread: what says something clear may be about any step of theirs, so they are asked which. */
const onDirect = async (l: Listening, spoken: Spoken): Promise<void> => {
  const said = await asked(l, spoken);
  if (said !== undefined) return tellPrivately(l, spoken, said);
  const question = questionOf(l, spoken);
  if (question !== undefined) return await answerSpoken(l, spoken, question);
  const waiting = await mine(l, spoken);
  const own = ownSteps(waiting);
  const { says } = readWords(spoken.words, zoneOfPerson(l, spoken.person), l.clock.now());
  if (own.length > 0 && says !== "unclear" && says !== "question") return askWhich(l, spoken, own);
  tellPrivately(l, spoken, overviewAnswer(spoken.person, waiting, await startableBy(l, spoken), await recentCases(l, spoken)));
  if (own.length > 0 && says === "unclear") await leaveToModel(l, spoken);
};

/** Words that are never meant as an answer to a step's card. */
const QUESTIONS: ReadonlySet<string> = new Set(["status", "help", "mine"]);

/** A mention in a channel comes a second time, as a mention: there it is answered, once. */
export const onMessage = async (l: Listening, spoken: Spoken): Promise<void> => {
  if (spoken.isDirect) {
    const isReply = spoken.under !== undefined && !QUESTIONS.has(spoken.words.toLowerCase());
    if (!isReply || !(await onReply(l, spoken))) await onDirect(l, spoken);
  } else if (!spoken.mentionsUs && !(await onReply(l, spoken))) {
    if (!(await hearMissing(l, spoken))) await hearRequest(l, spoken);
  }
};
