import type { Listening } from "../listening.ts";
import type { ReplyToUnderstand } from "../reply-to-understand.ts";
import { understandReply } from "../understanding.ts";
import { fillFromReply } from "./fill-from-reply.ts";
import { routeSpoken } from "./route-spoken.ts";

/** Has a model read what was left to it. A mention that says nothing of a step of theirs may ask for something new. */
export const readSpoken = async (l: Listening, spoken: ReplyToUnderstand, signal: AbortSignal): Promise<void> => {
  if (spoken.as === "missing") return await fillFromReply(l, spoken, signal);
  if (spoken.as === "request") return await routeSpoken(l, spoken, signal);
  const isUnderstood = await understandReply(l, spoken, signal);
  if (!isUnderstood && spoken.about === undefined && spoken.thread === undefined) await routeSpoken(l, spoken, signal);
};
