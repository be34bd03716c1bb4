import type { InstanceId } from "../../../engine/ids.ts";
import { nameOf } from "../../escape.ts";
import { slackError } from "../../identify.ts";
import { plainReply } from "../../replies/plain-reply.ts";
import type { Listening } from "../listening.ts";

const PAGE = 200;
const MOST_PAGES = 10;
const MOST = 30;

interface Said {
  readonly user?: string;
  readonly bot_id?: string;
  readonly text?: string;
}

/** Slack tells the oldest first: all pages are read, as far as that goes. */
const repliesIn = async (l: Listening, { channel, ts }: { readonly channel: string; readonly ts: string }): Promise<readonly Said[]> => {
  const all: Said[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const more = cursor === undefined ? {} : { cursor };
    const { messages = [], response_metadata } = await l.client.conversations.replies({ channel, ts, limit: PAGE, ...more });
    all.push(...messages);
    cursor = response_metadata?.next_cursor;
    if (cursor === undefined || cursor === "") break;
  }
  return all;
};

const wordsOf = (l: Listening, { user, bot_id, text }: Said): readonly string[] => {
  const { text: words } = plainReply(text ?? "", l.identity.botUserId);
  if (user === undefined || bot_id !== undefined || user === l.identity.botUserId || words === "") return [];
  const directory = l.catalogue.directory();
  const person = directory.addresses.get(user);
  return [`${person === undefined ? "Somebody" : nameOf(directory, person)} wrote: ${words}`];
};

/** What people wrote in a case's thread, the newest last, each with their name. It stays in Slack, and is read when it is needed. */
export const saidInThread = async (l: Listening, instance: InstanceId): Promise<readonly string[]> => {
  const thread = await l.messages.thread(l.workspace, instance);
  if (thread === undefined) return [];
  try {
    return (await repliesIn(l, thread)).flatMap((said) => wordsOf(l, said)).slice(-MOST);
  } catch (error) {
    l.logger.warn({ instance, why: slackError(error) ?? String(error) }, "a case's thread could not be read");
    return [];
  }
};
