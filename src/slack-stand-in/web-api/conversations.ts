import { isTrue, type Json, textOf } from "../json.ts";
import { channelForApp, channelWithApp, isMember, openDm } from "../workspace/find.ts";
import { channelType } from "../workspace/messages.ts";
import { addChannel } from "../workspace/populate.ts";
import type { Channel } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Call, Method, MethodRules } from "./call.ts";
import { pageOf } from "./page.ts";
import { refuse } from "./refusal.ts";

const present = (workspace: Workspace, channel: Channel): Json => ({
  id: channel.id,
  name: channel.name,
  name_normalized: channel.name,
  is_channel: channelType(channel) === "channel",
  is_group: channelType(channel) === "group",
  is_im: channel.isIm,
  is_mpim: channel.isMpim,
  is_private: channel.isPrivate,
  is_archived: channel.isArchived,
  is_member: isMember(channel, workspace.app.botUserId),
  created: channel.created,
  context_team_id: workspace.team.id,
  ...(channel.isIm ? { user: channel.members.find((id) => id !== workspace.app.botUserId) } : {}),
});

const idsOf = (users: unknown): string[] => {
  const ids = Array.isArray(users) ? users.map(String) : (textOf(users)?.split(",") ?? []);
  return ids.map((id) => id.trim()).filter((id) => id !== "");
};

const peers = (workspace: Workspace, users: unknown): string[] => {
  const ids = idsOf(users);
  if (ids.length === 0) refuse("users_list_not_supplied");
  for (const id of ids) {
    const user = workspace.state.users.get(id) ?? refuse("user_not_found");
    if (user.isBot) refuse("cannot_dm_bot");
    if (user.deleted) refuse("user_disabled");
  }
  return ids;
};

const openGroup = (workspace: Workspace, ids: readonly string[]): Channel => {
  const members = [workspace.app.botUserId, ...ids];
  const same = (channel: Channel): boolean =>
    channel.isMpim && channel.members.length === members.length && members.every((id) => isMember(channel, id));
  const found = [...workspace.state.channels.values()].find(same);
  return found ?? addChannel(workspace, { name: `mpdm-${members.join("--").toLowerCase()}`, members, isPrivate: true, isMpim: true });
};

const open: Method = ({ workspace, args }) => {
  if (textOf(args.channel) !== undefined) return { channel: { id: channelWithApp(workspace, args.channel).id } };
  const known = workspace.state.channels.size;
  const ids = peers(workspace, args.users);
  const [only] = ids;
  const channel = ids.length === 1 && only !== undefined ? openDm(workspace, workspace.app.botUserId, only) : openGroup(workspace, ids);
  const already = workspace.state.channels.size === known ? { no_op: true, already_open: true } : {};
  return { ...already, channel: isTrue(args.return_im) ? present(workspace, channel) : { id: channel.id } };
};

const info: Method = ({ workspace, args }) => {
  const channel = channelForApp(workspace, args.channel);
  const count = isTrue(args.include_num_members) ? { num_members: channel.members.length } : {};
  return { channel: { ...present(workspace, channel), ...count } };
};

const LISTED: Readonly<Record<string, string>> = { channel: "public_channel", group: "private_channel", im: "im", mpim: "mpim" };

const list: Method = ({ workspace, args }) => {
  const types = (textOf(args.types) ?? "public_channel").split(",").map((type) => type.trim());
  const isListed = (channel: Channel): boolean =>
    types.includes(LISTED[channelType(channel)] ?? "") && (!channel.isPrivate || isMember(channel, workspace.app.botUserId));
  const wanted = [...workspace.state.channels.values()]
    .filter(isListed)
    .filter(({ isArchived }) => !(isArchived && isTrue(args.exclude_archived)));
  const page = pageOf(wanted, args);
  return { channels: page.items.map((channel) => present(workspace, channel)), response_metadata: page.metadata };
};

const members: Method = ({ workspace, args }) => {
  const page = pageOf(channelForApp(workspace, args.channel).members, args);
  return { members: page.items, response_metadata: page.metadata };
};

const joined = ({ outbox, workspace }: Call, channel: Channel, user: string, inviter: string | undefined): void => {
  channel.members.push(user);
  const invited = inviter === undefined ? {} : { inviter };
  const type = channelType(channel) === "group" ? "G" : "C";
  void outbox.event({
    type: "member_joined_channel",
    user,
    channel: channel.id,
    channel_type: type,
    team: workspace.team.id,
    event_ts: workspace.nextTs(),
    ...invited,
  });
};

const join: Method = (call) => {
  const { workspace, args } = call;
  const channel = channelForApp(workspace, args.channel);
  if (channel.isPrivate) refuse("method_not_supported_for_channel_type");
  if (channel.isArchived) refuse("is_archived");
  if (isMember(channel, workspace.app.botUserId)) return { channel: present(workspace, channel), warning: "already_in_channel" };
  joined(call, channel, workspace.app.botUserId, undefined);
  return { channel: present(workspace, channel) };
};

const create: Method = ({ workspace, args }) => {
  const name = textOf(args.name) ?? refuse("invalid_name_required");
  if (name.length > 80) refuse("invalid_name_maxlength");
  if (!/^[\p{Ll}\p{N}_-]+$/u.test(name)) refuse("invalid_name_specials");
  if ([...workspace.state.channels.values()].some((channel) => channel.name === name)) refuse("name_taken");
  const channel = addChannel(workspace, { name, members: [workspace.app.botUserId], isPrivate: isTrue(args.is_private) });
  return { channel: present(workspace, channel) };
};

const invite: Method = (call) => {
  const { workspace, args } = call;
  const channel = channelWithApp(workspace, args.channel);
  if (channel.isArchived) refuse("is_archived");
  for (const id of idsOf(args.users)) {
    if (id === workspace.app.botUserId) refuse("cant_invite_self");
    if (!workspace.state.users.has(id)) refuse("user_not_found");
    if (isMember(channel, id)) refuse("already_in_channel");
    joined(call, channel, id, workspace.app.botUserId);
  }
  return { channel: present(workspace, channel) };
};

const archive: Method = ({ workspace, args }) => {
  const channel = channelWithApp(workspace, args.channel);
  if (channel.isArchived) refuse("already_archived");
  channel.isArchived = true;
  return {};
};

const READ = ["channels:read", "groups:read", "im:read", "mpim:read"];
const MANAGE = ["channels:manage", "groups:write"];

export const conversationMethods: Readonly<Record<string, MethodRules>> = {
  "conversations.open": { run: open, scopes: ["im:write", "mpim:write"] },
  "conversations.info": { run: info, scopes: READ },
  "conversations.list": { run: list, scopes: READ },
  "conversations.members": { run: members, scopes: READ },
  "conversations.join": { run: join, scopes: ["channels:join"] },
  "conversations.create": { run: create, scopes: MANAGE },
  "conversations.invite": { run: invite, scopes: [...MANAGE, "channels:write.invites", "groups:write.invites"] },
  "conversations.archive": { run: archive, scopes: MANAGE },
};
