import { helpAnswer } from "../../views/answers/help.ts";
import { whisper } from "../answer.ts";
import type { Listening } from "../listening.ts";
import type { ReplyToUnderstand } from "../reply-to-understand.ts";
import { type Attempt, understandReply } from "../understanding.ts";
import { fillFromReply } from "./fill-from-reply.ts";
import { routeSpoken } from "./route-spoken.ts";

/**
 * Has a model read what was left to it. A mention that says nothing of a step of theirs may ask for something new; where that is not so
 * either, it gets the list of what can be asked: one answer, whichever it is.
 */
export const readSpoken = async (l: Listening, spoken: ReplyToUnderstand, attempt: Attempt): Promise<void> => {
  const { signal } = attempt;
  if (spoken.as === "missing") return await fillFromReply(l, spoken, signal);
  if (spoken.as === "request") return void (await routeSpoken(l, spoken, signal));
  if (await understandReply(l, spoken, attempt)) return;
  if (spoken.as !== "mention" || (spoken.thread === undefined && (await routeSpoken(l, spoken, signal)))) return;
  const { slackId, channel, thread } = spoken;
  await whisper(l, { slackId, place: { channel, ...(thread === undefined ? {} : { thread }) } }, helpAnswer());
};
