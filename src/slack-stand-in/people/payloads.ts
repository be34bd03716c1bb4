import type { Json } from "../json.ts";
import { channelType, presentMessage } from "../workspace/messages.ts";
import type { Channel, Message, User, View } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What every interaction carries. */
export const common = (workspace: Workspace, user: User): Json => ({
  user: { id: user.id, username: user.name, name: user.name, team_id: workspace.team.id },
  api_app_id: workspace.app.id,
  token: "stand-in-verification",
  team: { id: workspace.team.id, domain: workspace.team.domain },
  enterprise: null,
  is_enterprise_install: false,
});

const NAMES: Readonly<Record<string, string>> = { im: "directmessage", group: "privategroup", mpim: "privategroup" };

export const channelPart = (channel: Channel): Json => ({ id: channel.id, name: NAMES[channelType(channel)] ?? channel.name });

/** A view as the app is shown it: the stand-in's own copy stays its own. */
export const viewPart = (view: View): Json => structuredClone(view) as Json;

export const messagePart = (workspace: Workspace, message: Message): Json => structuredClone(presentMessage(workspace, message, true));

export const messageContainer = (message: Message, isEphemeral: boolean): Json => ({
  type: "message",
  message_ts: message.ts,
  channel_id: message.channel,
  is_ephemeral: isEphemeral,
  ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
});

export const viewContainer = (view: View): Json => ({ type: "view", view_id: view.id });
