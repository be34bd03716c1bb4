import type { Json } from "../json.ts";
import { messagesOf } from "./find.ts";
import type { Channel, Message } from "./state.ts";
import type { Workspace } from "./workspace.ts";

const identified = (workspace: Workspace, part: unknown): unknown => {
  if (Array.isArray(part)) return part.map((item) => identified(workspace, item));
  if (typeof part !== "object" || part === null) return part;
  const copy = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, identified(workspace, value)]));
  return INTERACTIVE.has(String(copy.type)) && copy.action_id === undefined ? { ...copy, action_id: nextShortId(workspace) } : copy;
};

const INTERACTIVE = new Set(
  (
    "button checkboxes datepicker datetimepicker email_text_input feedback_buttons file_input icon_button multi_channels_select " +
    "multi_conversations_select multi_external_select multi_static_select multi_users_select number_input overflow plain_text_input " +
    "radio_buttons rich_text_input channels_select conversations_select external_select static_select users_select timepicker " +
    "url_text_input workflow_button"
  ).split(" "),
);

export const isInteractive = (element: Json): boolean => INTERACTIVE.has(String(element.type));

const nextShortId = (workspace: Workspace): string => workspace.nextCount().toString(36).padStart(5, "0");

/** As Slack stores blocks: every block has a `block_id`, every element that can be used has an `action_id`. */
export const storedBlocks = (workspace: Workspace, blocks: readonly Json[]): Json[] =>
  blocks.map((block) => ({ block_id: nextShortId(workspace), ...(identified(workspace, block) as Json) }));

const isReply = ({ thread_ts, ts }: Message): boolean => thread_ts !== undefined && thread_ts !== ts;

const threadKey = (channelId: string, threadTs: string): string => `${channelId}:${threadTs}`;

const indexReply = (workspace: Workspace, message: Message): void => {
  if (!isReply(message)) return;
  const key = threadKey(message.channel, message.thread_ts ?? "");
  workspace.state.replies.set(key, [...(workspace.state.replies.get(key) ?? []), message.ts]);
};

export const addMessage = (workspace: Workspace, channel: Channel, content: Json): Message => {
  const message: Message = { text: "", ...content, type: "message", ts: workspace.nextTs(), channel: channel.id, team: workspace.team.id };
  messagesOf(workspace, channel.id).set(message.ts, message);
  indexReply(workspace, message);
  workspace.changed();
  return message;
};

/** Those that are still there, oldest first. */
export const repliesOf = (workspace: Workspace, channelId: string, threadTs: string): Message[] => {
  const messages = messagesOf(workspace, channelId);
  return (workspace.state.replies.get(threadKey(channelId, threadTs)) ?? []).flatMap((ts) => messages.get(ts) ?? []);
};

const replyFacts = (workspace: Workspace, message: Message): Json => {
  const replies = repliesOf(workspace, message.channel, message.ts);
  const last = replies.at(-1);
  if (!last) return {};
  const users = [...new Set(replies.map(({ user, bot_id }) => user ?? bot_id))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: last.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
};

/** As the Web API gives it: `metadata` only to who asked for it, the reply facts on a thread's root. */
export const presentMessage = (workspace: Workspace, message: Message, withMetadata: boolean): Json => {
  const { channel: _channel, metadata, ...rest } = message;
  const facts = isReply(message) ? {} : replyFacts(workspace, message);
  return { ...rest, ...facts, ...(withMetadata && metadata !== undefined ? { metadata } : {}) };
};

export const channelType = (channel: Channel): "channel" | "group" | "im" | "mpim" => {
  if (channel.isIm) return "im";
  if (channel.isMpim) return "mpim";
  return channel.isPrivate ? "group" : "channel";
};

/** The `message` event for something said, edited or taken away. */
export const messageEvent = (workspace: Workspace, channel: Channel, content: Json): Json => ({
  event_ts: workspace.nextTs(),
  ...content,
  type: "message",
  channel: channel.id,
  channel_type: channelType(channel),
});
