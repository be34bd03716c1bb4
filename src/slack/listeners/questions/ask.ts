import type { InstanceId } from "../../../engine/ids.ts";
import { type Question, readQuestion } from "../../questions/read-question.ts";
import { tellPrivately } from "../answer.ts";
import { zoneOfPerson } from "../case-of.ts";
import type { Spoken } from "../events/to-message.ts";
import type { Listening } from "../listening.ts";
import { answerQuestion } from "./answer-question.ts";

export const questionOf = (l: Listening, { words, person }: Pick<Spoken, "words" | "person">): Question | undefined =>
  readQuestion(words, zoneOfPerson(l, person), l.clock.now());

/** The case under whose card or in whose thread somebody speaks. */
const caseHere = async (l: Listening, { under, channel }: Spoken): Promise<InstanceId | undefined> =>
  under === undefined ? undefined : (await l.messages.at(l.workspace, channel, under))?.instance;

/** In the pane piece by piece, elsewhere privately; a draft is made before Slack is answered, as every act is. */
export const answerSpoken = async (l: Listening, spoken: Spoken, question: Question): Promise<void> => {
  const { channel, slackId, ts, under } = spoken;
  const answer = async () => await answerQuestion(l, spoken, question, await caseHere(l, spoken));
  const made = question.asks === "update" ? await answer() : undefined;
  const given = async () => made ?? (await answer());
  if (spoken.isDirect) l.background.run("an answer in the pane", () => l.pane.say({ channel, slackId, thread: under ?? ts }, given));
  else l.background.run("an answer to a question", async () => tellPrivately(l, spoken, await given()));
};
