import { type Json, listOf, textOf } from "../json.ts";
import { channelWithApp, messagesOf } from "../workspace/find.ts";
import type { Message } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Call, Method, MethodRules } from "./call.ts";
import { refuse } from "./refusal.ts";

const usersOf = (reaction: Json): string[] => (Array.isArray(reaction.users) ? reaction.users.map(String) : []);

const setUsers = (message: Message, name: string, users: readonly string[]): void => {
  const others = listOf(message.reactions).filter((reaction) => reaction.name !== name);
  message.reactions = users.length === 0 ? others : [...others, { name, users, count: users.length }];
};

const reactors = (message: Message, name: string): string[] =>
  usersOf(listOf(message.reactions).find((reaction) => reaction.name === name) ?? {});

export const addReaction = (message: Message, name: string, user: string): void => {
  if (reactors(message, name).includes(user)) refuse("already_reacted");
  setUsers(message, name, [...reactors(message, name), user]);
};

export const reactionEvent = (
  workspace: Workspace,
  type: "reaction_added" | "reaction_removed",
  message: Message,
  name: string,
  user: string,
): Json => ({
  type,
  user,
  reaction: name,
  item: { type: "message", channel: message.channel, ts: message.ts },
  item_user: message.user,
  event_ts: workspace.nextTs(),
});

const readReaction = ({ workspace, args }: Call): { message: Message; name: string } => {
  const name = textOf(args.name)?.replaceAll(":", "") ?? refuse("invalid_name");
  const channel = channelWithApp(workspace, args.channel);
  if (textOf(args.timestamp) === undefined) refuse("no_item_specified");
  const message = messagesOf(workspace, channel.id).get(String(args.timestamp)) ?? refuse("message_not_found");
  return { message, name };
};

const add: Method = (call) => {
  const { message, name } = readReaction(call);
  addReaction(message, name, call.workspace.app.botUserId);
  void call.outbox.event(reactionEvent(call.workspace, "reaction_added", message, name, call.workspace.app.botUserId));
  return {};
};

const remove: Method = (call) => {
  const { message, name } = readReaction(call);
  const before = reactors(message, name);
  if (!before.includes(call.workspace.app.botUserId)) refuse("no_reaction");
  setUsers(
    message,
    name,
    before.filter((user) => user !== call.workspace.app.botUserId),
  );
  void call.outbox.event(reactionEvent(call.workspace, "reaction_removed", message, name, call.workspace.app.botUserId));
  return {};
};

export const reactionMethods: Readonly<Record<string, MethodRules>> = {
  "reactions.add": { run: add, scopes: ["reactions:write"] },
  "reactions.remove": { run: remove, scopes: ["reactions:write"] },
};
