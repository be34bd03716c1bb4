import type { Json } from "../json.ts";
import { isMember, lookUpChannel } from "../workspace/find.ts";
import type { Workspace } from "../workspace/workspace.ts";

const MESSAGE_KINDS: Readonly<Record<string, string>> = {
  channel: "message.channels",
  group: "message.groups",
  im: "message.im",
  mpim: "message.mpim",
};

/** The name under which an app subscribes to this event. */
const subscriptionOf = (event: Json): string =>
  event.type === "message" ? (MESSAGE_KINDS[String(event.channel_type)] ?? "message.channels") : String(event.type);

const channelIdOf = (event: Json): string | undefined => {
  const item = event.item as Json | undefined;
  const id = event.channel ?? item?.channel;
  return typeof id === "string" ? id : undefined;
};

/** A bot hears what happens where it is, and only what its app subscribed to. */
export const hears = (workspace: Workspace, event: Json): boolean => {
  const { events, botUserId } = workspace.app;
  if (events !== undefined && !events.includes(subscriptionOf(event))) return false;
  const id = channelIdOf(event);
  const channel = id === undefined ? undefined : lookUpChannel(workspace, id);
  return channel === undefined || isMember(channel, botUserId) || event.type === "member_left_channel";
};
