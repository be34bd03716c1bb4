import type { Json } from "../json.ts";
import { isMember, userById } from "../workspace/find.ts";
import type { User } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Method, MethodRules } from "./call.ts";
import { pageOf } from "./page.ts";
import { refuse } from "./refusal.ts";

/** Seconds east of UTC, at the workspace's now. */
const offsetOf = (tz: string, at: number): number => {
  const name = new Intl.DateTimeFormat("en-US", { timeZone: tz, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):?(\d+)?/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
};

const labelOf = (tz: string, at: number): string =>
  new Intl.DateTimeFormat("en-US", { timeZone: tz, timeZoneName: "long" }).formatToParts(at).find(({ type }) => type === "timeZoneName")
    ?.value ?? tz;

const profileOf = (workspace: Workspace, user: User): Json => ({
  real_name: user.realName,
  real_name_normalized: user.realName,
  display_name: user.name,
  display_name_normalized: user.name,
  status_text: user.status.text,
  status_emoji: user.status.emoji,
  status_expiration: user.status.expiration,
  team: workspace.team.id,
  ...(user.isBot ? { bot_id: workspace.app.botId, api_app_id: workspace.app.id } : { email: user.email }),
});

const present = (workspace: Workspace, user: User): Json => ({
  id: user.id,
  team_id: workspace.team.id,
  name: user.name,
  real_name: user.realName,
  deleted: user.deleted,
  is_bot: user.isBot,
  is_app_user: false,
  is_admin: false,
  is_owner: false,
  is_restricted: false,
  is_ultra_restricted: false,
  updated: 0,
  profile: profileOf(workspace, user),
  // Slack leaves the zone out of a person who is gone.
  ...(user.deleted
    ? {}
    : { tz: user.tz, tz_label: labelOf(user.tz, workspace.clock.now()), tz_offset: offsetOf(user.tz, workspace.clock.now()) }),
});

const info: Method = ({ workspace, args }) => ({ user: present(workspace, userById(workspace, args.user)) });

const list: Method = ({ workspace, args }) => {
  const page = pageOf([...workspace.state.users.values()], args, 1000);
  const cache_ts = Math.floor(workspace.clock.now() / 1000);
  return { members: page.items.map((user) => present(workspace, user)), cache_ts, response_metadata: page.metadata };
};

const lookupByEmail: Method = ({ workspace, args }) => {
  const email = String(args.email ?? "").toLowerCase();
  const user = [...workspace.state.users.values()].find(
    (candidate) => !candidate.deleted && !candidate.isBot && candidate.email.toLowerCase() === email,
  );
  return { user: present(workspace, user ?? refuse("users_not_found")) };
};

const profile: Method = ({ workspace, args }) => ({
  profile: profileOf(workspace, userById(workspace, args.user ?? workspace.app.botUserId)),
});

const conversations: Method = ({ workspace, args }) => {
  const user = userById(workspace, args.user ?? workspace.app.botUserId);
  const shared = [...workspace.state.channels.values()].filter(
    (channel) => isMember(channel, user.id) && (!channel.isPrivate || isMember(channel, workspace.app.botUserId)),
  );
  const page = pageOf(shared, args);
  return { channels: page.items.map(({ id, name, isPrivate }) => ({ id, name, is_private: isPrivate })), response_metadata: page.metadata };
};

const scopes = ["users:read"];

export const userMethods: Readonly<Record<string, MethodRules>> = {
  "users.info": { run: info, scopes },
  "users.list": { run: list, scopes },
  "users.lookupByEmail": { run: lookupByEmail, scopes: ["users:read.email"] },
  "users.profile.get": { run: profile, scopes: ["users.profile:read", "users:read"] },
  "users.conversations": { run: conversations, scopes: ["channels:read", "groups:read", "im:read", "mpim:read"] },
};
