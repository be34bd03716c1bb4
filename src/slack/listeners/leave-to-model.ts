import type { Asker, Listening } from "./listening.ts";
import type { ReplyToUnderstand } from "./reply-to-understand.ts";

type More = Pick<ReplyToUnderstand, "about" | "as">;

/** Leaves to a model what no clear phrase was found in. Committed before Slack is answered, and done after. False where there is none. */
export const leaveToModel = async (l: Listening, asker: Asker, more: More = {}): Promise<boolean> => {
  const { id, person, slackId, place, wrote } = asker;
  if (l.understanding === undefined || wrote === undefined || place.channel === undefined) return false;
  const where = { channel: place.channel, ts: wrote, ...(place.thread === undefined ? {} : { thread: place.thread }) };
  await l.understanding.later({ id, person, slackId, ...where, ...more });
  return true;
};
