import type { Asker, Listening } from "./listening.ts";
import type { ReplyToUnderstand } from "./reply-to-understand.ts";

/** Leaves to a model what no clear phrase was found in, where there is one. Committed before Slack is answered, and done after. */
export const leaveToModel = async (l: Listening, asker: Asker, about?: NonNullable<ReplyToUnderstand["about"]>): Promise<void> => {
  const { id, person, slackId, place, wrote } = asker;
  if (l.understanding === undefined || wrote === undefined || place.channel === undefined) return;
  const where = { channel: place.channel, ts: wrote, ...(place.thread === undefined ? {} : { thread: place.thread }) };
  await l.understanding.later({ id, person, slackId, ...where, ...(about === undefined ? {} : { about }) });
};
