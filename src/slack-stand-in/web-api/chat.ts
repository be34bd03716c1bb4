import { isJson, isTrue, type Json, textOf } from "../json.ts";
import { channelWithApp, isMember, messagesOf, openDm, userById } from "../workspace/find.ts";
import { addMessage, messageEvent, presentMessage, repliesOf } from "../workspace/messages.ts";
import type { Channel, Message } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Call, Method, MethodRules } from "./call.ts";
import { appAuthor, readContent, readThread } from "./content.ts";
import { refuse } from "./refusal.ts";

/** Slack cuts a longer post off; an app that relies on that is better told. */
const LONGEST_POST = 40_000;
const LONGEST_EDIT = 4_000;

/** A user's id as the channel means the direct message with them. */
const directMessage = (workspace: Workspace, id: string): Channel => {
  const user = workspace.state.users.get(id);
  if (!user) return refuse("channel_not_found");
  return user.isBot ? refuse("cannot_dm_bot") : openDm(workspace, workspace.app.botUserId, user.id);
};

const isUserId = (workspace: Workspace, id: string): boolean => /^[UW][A-Z0-9]+$/.test(id) && !workspace.state.channels.has(id);

/** The direct message with someone who left is an archive. */
const isClosed = (workspace: Workspace, channel: Channel): boolean =>
  channel.isArchived || (channel.isIm && channel.members.some((id) => workspace.state.users.get(id)?.deleted === true));

const target = (workspace: Workspace, channel: unknown): Channel => {
  const id = textOf(channel) ?? refuse("channel_not_found");
  const found = isUserId(workspace, id) ? directMessage(workspace, id) : channelWithApp(workspace, id);
  return isClosed(workspace, found) ? refuse("is_archived") : found;
};

const tell = ({ outbox, workspace }: Call, channel: Channel, event: Json): void => {
  void outbox.event(messageEvent(workspace, channel, event));
};

const postMessage: Method = (call) => {
  const { workspace, args } = call;
  const channel = target(workspace, args.channel);
  const content = readContent(workspace, args, LONGEST_POST);
  const thread = readThread(workspace, channel, args.thread_ts);
  const broadcast = isTrue(args.reply_broadcast) && thread.thread_ts !== undefined ? { subtype: "thread_broadcast" } : {};
  const name = textOf(args.username) === undefined ? {} : { username: args.username };
  const message = addMessage(workspace, channel, { ...appAuthor(workspace), ...content, ...thread, ...broadcast, ...name });
  tell(call, channel, presentMessage(workspace, message, false));
  return { channel: channel.id, ts: message.ts, message: presentMessage(workspace, message, true) };
};

const ownMessage = (call: Call, refusal: string): { channel: Channel; message: Message } => {
  const { workspace, args } = call;
  const channel = channelWithApp(workspace, args.channel);
  const message = messagesOf(workspace, channel.id).get(String(args.ts)) ?? refuse("message_not_found");
  if (message.bot_id !== workspace.app.botId) refuse(refusal);
  return channel.isArchived ? refuse("is_archived") : { channel, message };
};

const update: Method = (call) => {
  const { workspace, args } = call;
  const { channel, message } = ownMessage(call, "cant_update_message");
  const before = presentMessage(workspace, message, false);
  const content = readContent(workspace, args, LONGEST_EDIT);
  const { metadata } = content;
  Object.assign(message, content, { edited: { user: workspace.app.botUserId, ts: workspace.nextTs() } });
  if (isJson(metadata) && Object.keys(metadata).length === 0) delete message.metadata;
  const after = presentMessage(workspace, message, false);
  tell(call, channel, { subtype: "message_changed", hidden: true, ts: workspace.nextTs(), message: after, previous_message: before });
  return { channel: channel.id, ts: message.ts, text: message.text, message: presentMessage(workspace, message, true) };
};

/** A root with replies leaves a stone behind, as the thread needs one. */
export const removeMessage = (workspace: Workspace, message: Message): void => {
  const messages = messagesOf(workspace, message.channel);
  if (repliesOf(workspace, message.channel, message.ts).length === 0) messages.delete(message.ts);
  else {
    const { ts, channel } = message;
    const text = "This message was deleted.";
    messages.set(ts, { type: "message", subtype: "tombstone", text, ts, channel, thread_ts: ts, hidden: true, user: "USLACKBOT" });
  }
  workspace.changed();
};

const deleteMessage: Method = (call) => {
  const { channel, message } = ownMessage(call, "cant_delete_message");
  removeMessage(call.workspace, message);
  const previous = presentMessage(call.workspace, message, false);
  tell(call, channel, {
    subtype: "message_deleted",
    hidden: true,
    ts: call.workspace.nextTs(),
    deleted_ts: message.ts,
    previous_message: previous,
  });
  return { channel: channel.id, ts: message.ts };
};

const postEphemeral: Method = ({ workspace, args }) => {
  const channel = channelWithApp(workspace, args.channel);
  if (channel.isArchived) refuse("is_archived");
  const user = userById(workspace, args.user);
  if (!isMember(channel, user.id)) refuse("user_not_in_channel");
  const content = readContent(workspace, args, LONGEST_POST);
  const thread = readThread(workspace, channel, args.thread_ts);
  const message = {
    type: "message",
    ...appAuthor(workspace),
    text: "",
    ...content,
    ...thread,
    ts: workspace.nextTs(),
    channel: channel.id,
  } as Message;
  workspace.state.ephemerals.push({ user: user.id, message });
  return { message_ts: message.ts };
};

const getPermalink: Method = ({ workspace, args }) => {
  const channel = channelWithApp(workspace, args.channel);
  const message = messagesOf(workspace, channel.id).get(String(args.message_ts)) ?? refuse("message_not_found");
  const base = `https://${workspace.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}`;
  const inThread = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return { channel: channel.id, permalink: inThread ? `${base}?thread_ts=${message.thread_ts}&cid=${channel.id}` : base };
};

const scopes = ["chat:write"];

export const chatMethods: Readonly<Record<string, MethodRules>> = {
  "chat.postMessage": { run: postMessage, scopes },
  "chat.update": { run: update, scopes },
  "chat.delete": { run: deleteMessage, scopes },
  "chat.postEphemeral": { run: postEphemeral, scopes },
  "chat.getPermalink": { run: getPermalink },
};
