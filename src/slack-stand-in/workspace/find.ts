import { refuse } from "../web-api/refusal.ts";
import type { Channel, Message, User } from "./state.ts";
import type { Workspace } from "./workspace.ts";

const named = (workspace: Workspace, name: string): Channel | undefined =>
  [...workspace.state.channels.values()].find((channel) => !channel.isIm && channel.name === name.replace(/^#/, ""));

/** By id or by name, whoever may see it. */
export const lookUpChannel = (workspace: Workspace, idOrName: string): Channel | undefined =>
  workspace.state.channels.get(idOrName) ?? named(workspace, idOrName);

export const isMember = (channel: Channel, userId: string): boolean => channel.members.includes(userId);

export const messagesOf = (workspace: Workspace, channel: string): Map<string, Message> => {
  const found = workspace.state.messages.get(channel);
  if (found) return found;
  const fresh = new Map<string, Message>();
  workspace.state.messages.set(channel, fresh);
  return fresh;
};

/** What the app's bot may know of: a private channel without it does not exist. */
export const channelForApp = (workspace: Workspace, idOrName: unknown): Channel => {
  const channel = typeof idOrName === "string" ? lookUpChannel(workspace, idOrName) : undefined;
  if (!channel) return refuse("channel_not_found");
  const hidden = (channel.isPrivate || channel.isIm || channel.isMpim) && !isMember(channel, workspace.app.botUserId);
  return hidden ? refuse("channel_not_found") : channel;
};

/** What the app's bot may read and write: it has to be in there. */
export const channelWithApp = (workspace: Workspace, idOrName: unknown): Channel => {
  const channel = channelForApp(workspace, idOrName);
  return isMember(channel, workspace.app.botUserId) ? channel : refuse("not_in_channel");
};

export const userById = (workspace: Workspace, id: unknown): User => {
  const user = typeof id === "string" ? workspace.state.users.get(id) : undefined;
  return user ?? refuse("user_not_found");
};

export const openDm = (workspace: Workspace, first: string, second: string): Channel => {
  const both = (channel: Channel): boolean => channel.isIm && isMember(channel, first) && isMember(channel, second);
  const found = [...workspace.state.channels.values()].find(both);
  if (found) return found;
  const channel: Channel = {
    id: workspace.nextId("D"),
    name: "directmessage",
    isPrivate: true,
    isArchived: false,
    isIm: true,
    isMpim: false,
    members: [first, second],
    created: Math.floor(workspace.clock.now() / 1000),
  };
  workspace.state.channels.set(channel.id, channel);
  workspace.changed();
  return channel;
};
