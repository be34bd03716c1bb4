import { isMember, lookUpChannel, messagesOf } from "../workspace/find.ts";
import { presentMessage } from "../workspace/messages.ts";
import type { Channel, Message } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** A message on someone's screen. */
export interface SeenMessage extends Message {
  /** "Only visible to you". */
  readonly isEphemeral: boolean;
  readonly reply_count?: number;
}

export const channelSeenBy = (workspace: Workspace, userId: string, idOrName: string): Channel => {
  const channel = lookUpChannel(workspace, idOrName);
  if (!channel) throw new Error(`Slack stand-in: there is no channel ${idOrName}`);
  if (!isMember(channel, userId)) throw new Error(`Slack stand-in: ${userId} is not in ${channel.name} (${channel.id})`);
  return channel;
};

const seen = (workspace: Workspace, message: Message, isEphemeral: boolean): SeenMessage =>
  ({ ...presentMessage(workspace, message, true), channel: message.channel, isEphemeral }) as SeenMessage;

const byTs = (a: SeenMessage, b: SeenMessage): number => Number(a.ts) - Number(b.ts) || a.ts.localeCompare(b.ts);

/** All of a channel that this person has on their screen, threads included, oldest first. */
export const everythingSeen = (workspace: Workspace, userId: string, channel: Channel): SeenMessage[] => {
  const posted = [...messagesOf(workspace, channel.id).values()].map((message) => seen(workspace, message, false));
  const whispered = workspace.state.ephemerals
    .filter(({ user, message }) => user === userId && message.channel === channel.id)
    .map(({ message }) => seen(workspace, message, true));
  return [...posted, ...whispered].sort(byTs);
};

export const seenIn = (workspace: Workspace, userId: string, idOrName: string, thread: string | undefined): SeenMessage[] => {
  const all = everythingSeen(workspace, userId, channelSeenBy(workspace, userId, idOrName));
  if (thread !== undefined) return all.filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread);
  return all.filter(({ ts, thread_ts, subtype }) => thread_ts === undefined || thread_ts === ts || subtype === "thread_broadcast");
};

/** Every message on this person's screen, newest first. */
export const newestFirst = (workspace: Workspace, userId: string): SeenMessage[] =>
  [...workspace.state.channels.values()]
    .filter((channel) => isMember(channel, userId))
    .flatMap((channel) => everythingSeen(workspace, userId, channel))
    .sort((a, b) => byTs(b, a));
