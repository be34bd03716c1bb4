import type { InstanceId } from "../../../engine/ids.ts";
import { nameOf } from "../../escape.ts";
import { slackError } from "../../identify.ts";
import { plainReply } from "../../replies/plain-reply.ts";
import type { Listening } from "../listening.ts";

const PAGE = 200;
const MOST = 30;

/** What people wrote in a case's thread, the newest last, each with their name. It stays in Slack, and is read when it is needed. */
export const saidInThread = async (l: Listening, instance: InstanceId): Promise<readonly string[]> => {
  const thread = await l.messages.thread(l.workspace, instance);
  if (thread === undefined) return [];
  const { addresses } = l.catalogue.directory();
  const nameBy = (slackId: string): string => {
    const person = addresses.get(slackId);
    return person === undefined ? "Somebody" : nameOf(l.catalogue.directory(), person);
  };
  try {
    const { messages = [] } = await l.client.conversations.replies({ channel: thread.channel, ts: thread.ts, limit: PAGE });
    return messages
      .flatMap(({ user, bot_id, text }) => {
        const words = plainReply(text ?? "", l.identity.botUserId).text;
        return user === undefined || bot_id !== undefined || user === l.identity.botUserId || words === ""
          ? []
          : [`${nameBy(user)} wrote: ${words}`];
      })
      .slice(-MOST);
  } catch (error) {
    l.logger.warn({ instance, why: slackError(error) ?? String(error) }, "a case's thread could not be read");
    return [];
  }
};
