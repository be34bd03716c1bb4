import { type Json, listOf, textOf } from "../json.ts";
import { channelWithApp, messagesOf } from "../workspace/find.ts";
import { addMessage, presentMessage, storedBlocks } from "../workspace/messages.ts";
import type { Message } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Call, Method, MethodRules } from "./call.ts";
import { appAuthor, readContent, readThread } from "./content.ts";
import { refuse } from "./refusal.ts";

const taskCard = (workspace: Workspace, { id, title, status }: Json): Json | undefined =>
  storedBlocks(workspace, [{ type: "task_card", task_id: String(id), title: String(title), status }])[0];

const withTask = (workspace: Workspace, message: Message, chunk: Json): void => {
  const card = taskCard(workspace, chunk);
  const others = (message.blocks ?? []).filter((block) => block.task_id !== chunk.id);
  if (card) message.blocks = [...others, card];
};

const APPEND: Readonly<Record<string, (workspace: Workspace, message: Message, chunk: Json) => void>> = {
  markdown_text: (_workspace, message, { text }) => {
    message.text += String(text ?? "");
  },
  task_update: withTask,
  plan_update: (_workspace, message, { title }) => {
    message.plan_title = title;
  },
  blocks: (workspace, message, { blocks }) => {
    message.blocks = [...(message.blocks ?? []), ...storedBlocks(workspace, listOf(blocks))];
  },
};

const append = (workspace: Workspace, message: Message, args: Json): void => {
  message.text += textOf(args.markdown_text) ?? "";
  for (const chunk of listOf(args.chunks)) {
    const add = APPEND[String(chunk.type)] ?? refuse("invalid_chunks");
    add(workspace, message, chunk);
  }
};

const start: Method = ({ workspace, args }) => {
  const channel = channelWithApp(workspace, args.channel);
  const thread = readThread(workspace, channel, args.thread_ts ?? refuse("invalid_thread_ts"));
  if (!channel.isIm && textOf(args.recipient_user_id) === undefined) refuse("missing_recipient_user_id");
  const message = addMessage(workspace, channel, { ...appAuthor(workspace), ...thread, text: "" });
  append(workspace, message, args);
  workspace.state.streaming.set(`${channel.id}:${message.ts}`, true);
  return { channel: channel.id, ts: message.ts };
};

const streaming = ({ workspace, args }: Call): Message => {
  const channel = channelWithApp(workspace, args.channel);
  const message = messagesOf(workspace, channel.id).get(String(args.ts)) ?? refuse("message_not_found");
  return workspace.state.streaming.has(`${channel.id}:${message.ts}`) ? message : refuse("message_not_in_streaming_state");
};

const appendStream: Method = (call) => {
  const message = streaming(call);
  append(call.workspace, message, call.args);
  return { channel: message.channel, ts: message.ts };
};

const stop: Method = (call) => {
  const { workspace, args } = call;
  const message = streaming(call);
  append(workspace, message, args);
  const { blocks, metadata } = readContent(workspace, { text: message.text || " ", blocks: args.blocks, metadata: args.metadata }, 40_000);
  if (Array.isArray(blocks)) message.blocks = [...(message.blocks ?? []), ...listOf(blocks)];
  if (metadata !== undefined) message.metadata = metadata as Json;
  workspace.state.streaming.delete(`${message.channel}:${message.ts}`);
  return { channel: message.channel, ts: message.ts, message: presentMessage(workspace, message, true) };
};

const scopes = ["chat:write"];

export const streamMethods: Readonly<Record<string, MethodRules>> = {
  "chat.startStream": { run: start, scopes },
  "chat.appendStream": { run: appendStream, scopes },
  "chat.stopStream": { run: stop, scopes },
};
