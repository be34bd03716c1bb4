import type { Workspace } from "../workspace/workspace.ts";
import type { MethodRules } from "./call.ts";
import { refuse } from "./refusal.ts";

const isFunctionToken = (workspace: Workspace, token: string): boolean =>
  [...workspace.state.functions.values()].some((execution) => execution.token === token);

const checkScopes = (workspace: Workspace, needed: readonly string[] | undefined): void => {
  const held = workspace.app.scopes;
  if (held === undefined || needed === undefined || needed.some((scope) => held.includes(scope))) return;
  refuse("missing_scope", { needed: needed.join(","), provided: held.join(",") });
};

const isBotToken = (workspace: Workspace, token: string): boolean => token === workspace.botToken || isFunctionToken(workspace, token);

/** Slack's order: no token, a token of nobody, a token of the wrong kind, a token with too few scopes. */
export const authorise = (workspace: Workspace, rules: MethodRules, token: string | undefined): string => {
  if (token === undefined) return refuse("not_authed");
  const isApp = token === workspace.appToken;
  if (!isApp && !isBotToken(workspace, token)) return refuse("invalid_auth");
  if (isApp !== (rules.token === "app")) return refuse("not_allowed_token_type");
  checkScopes(workspace, rules.scopes);
  return token;
};
