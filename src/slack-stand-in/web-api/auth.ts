import type { Method, MethodRules } from "./call.ts";

const test: Method = ({ workspace: { team, app } }) => ({
  url: `https://${team.domain}.slack.com/`,
  team: team.domain,
  user: app.name.toLowerCase(),
  team_id: team.id,
  user_id: app.botUserId,
  bot_id: app.botId,
  is_enterprise_install: false,
});

const teamInfo: Method = ({ workspace: { team } }) => ({ team: { id: team.id, name: team.domain, domain: team.domain } });

const botInfo: Method = ({ workspace: { app } }) => ({
  bot: { id: app.botId, app_id: app.id, user_id: app.botUserId, name: app.name, deleted: false },
});

const openConnection: Method = ({ openSocket }) => ({ url: openSocket() });

export const authMethods: Readonly<Record<string, MethodRules>> = {
  "auth.test": { run: test },
  "apps.connections.open": { run: openConnection, token: "app" },
  "team.info": { run: teamInfo, scopes: ["team:read"] },
  "bots.info": { run: botInfo, scopes: ["users:read"] },
};
