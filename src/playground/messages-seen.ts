import type { Channel, Messages } from "./api.ts";
import { NotThere } from "./not-there.ts";
import type { PostedLike, SlackLike } from "./ports.ts";
import type { ReadMarks } from "./read-marks.ts";

export interface MessagesSeen {
  /** What a person sees in a channel or a thread, which counts as read from then on. */
  open(person: string, channel: string, thread: string | undefined): Messages;
  /** What they have not looked at yet. */
  unreadIn(person: string, channel: string): Pick<Channel, "unread" | "mentioned">;
}

const isAfter = (ts: string, mark: string | undefined): boolean => mark === undefined || Number(ts) > Number(mark);

const mentions = ({ text, blocks }: PostedLike, person: string): boolean => {
  const words = JSON.stringify([text, blocks ?? []]);
  return words.includes(`<@${person}>`) || words.includes(`"user_id":"${person}"`);
};

const lastTs = (messages: readonly PostedLike[]): string | undefined =>
  messages.reduce<string | undefined>((last, { ts }) => (isAfter(ts, last) ? ts : last), undefined);

export const createMessagesSeen = (slack: SlackLike, marks: ReadMarks): MessagesSeen => {
  const everything = (person: string, channel: string): readonly PostedLike[] => [
    ...slack.messages(channel),
    ...slack
      .ephemerals()
      .filter(({ user, message }) => user === person && message.channel === channel)
      .map(({ message }) => message),
  ];
  const isNew = (person: string, message: PostedLike): boolean =>
    message.user !== person && isAfter(message.ts, marks.readUpTo(person, message.channel, message.thread_ts ?? message.ts));

  return {
    open: (person, channel, thread) => {
      const known = slack.channels().find(({ id, members }) => id === channel && members.includes(person));
      if (known === undefined) throw new NotThere(`${person} sees no channel ${channel}`);
      const messages = slack.asUser(person).sees(channel, thread === undefined ? {} : { thread });
      const firstUnread = messages.find((message) => isNew(person, message))?.ts;
      // Whoever looks at a channel sees that there are replies: its threads count as looked at with it.
      const last = lastTs(thread === undefined ? everything(person, channel) : messages);
      if (last !== undefined) marks.markRead(person, channel, thread, last);
      return { channel, thread, messages, firstUnread };
    },
    unreadIn: (person, channel) => {
      const unread = everything(person, channel).filter((message) => isNew(person, message));
      return { unread: unread.length, mentioned: unread.some((message) => mentions(message, person)) };
    },
  };
};
