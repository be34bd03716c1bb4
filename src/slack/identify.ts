import { WebClient as Client, LogLevel, type WebClient, type WebClientOptions } from "@slack/web-api";
import type { SlackConnection } from "./receiver.ts";

/** Who we are in Slack: read once, at start. */
export interface SlackIdentity {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly appId: string;
  /** Of the workspace, ending in a slash: what links to messages begin with. */
  readonly url: string;
}

/** One line that names the variable, what was wrong and what to do. */
export class SlackStartError extends Error {
  override readonly name = "SlackStartError";
}

/**
 * Retries and pacing are the queue's: the SDK's own would post twice when an answer is lost, and one 429 would hold back everything.
 */
export const clientOptions = (apiUrl: string | undefined): WebClientOptions => ({
  retryConfig: { retries: 0 },
  timeout: 10_000,
  rejectRateLimitedCalls: true,
  // What fails is thrown to us, who log it where everything is logged.
  logLevel: LogLevel.ERROR,
  ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
});

const ignore = (): void => undefined;

/** It would print to the console what it throws as well. */
const SILENT: WebClientOptions["logger"] = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  getLevel: () => LogLevel.ERROR,
  setName: ignore,
};

export const createSlackClient = ({ botToken, apiUrl }: Pick<SlackConnection, "botToken" | "apiUrl">): WebClient =>
  new Client(botToken, { ...clientOptions(apiUrl), logger: SILENT });

/** Slack's own word for why a call was refused: `invalid_auth`, `not_in_channel`. */
export const slackError = (error: unknown): string | undefined => {
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : undefined;
  const said = typeof data === "object" && data !== null && "error" in data ? data.error : undefined;
  return typeof said === "string" ? said : undefined;
};

const TOKEN_ERRORS: ReadonlySet<string> = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "not_allowed_token_type",
]);

const startError = (variable: string, error: unknown): SlackStartError => {
  if (error instanceof SlackStartError) return error;
  const said = slackError(error);
  if (said !== undefined && TOKEN_ERRORS.has(said)) {
    return new SlackStartError(`${variable}: Slack refused it (${said}); copy it again from the app's settings. See .env.example.`);
  }
  const why = said ?? (error instanceof Error ? error.message : String(error));
  return new SlackStartError(
    `Slack could not be reached with ${variable} (${why}). Check the network, SLACK_API_URL and the app's scopes.`,
  );
};

/** Runs what needs a token; what Slack refuses becomes one line that names the variable. */
export const namingVariable = async <T>(variable: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw startError(variable, error);
  }
};

/** Asks Slack once who we are, by `auth.test`; throws `SlackStartError` for a token that is missing, wrong or revoked. */
export const identify = async (client: WebClient): Promise<SlackIdentity> =>
  await namingVariable("SLACK_BOT_TOKEN", async () => {
    const { team_id, user_id, bot_id, url = "https://slack.com/" } = await client.auth.test();
    if (team_id === undefined || user_id === undefined || bot_id === undefined) {
      throw new SlackStartError("SLACK_BOT_TOKEN: it is no bot token of one workspace; copy the Bot User OAuth Token. See .env.example.");
    }
    // `auth.test` does not say which app a bot is of, and our own messages are known by it.
    const { bot } = await client.bots.info({ bot: bot_id });
    return { teamId: team_id, botUserId: user_id, botId: bot_id, appId: bot?.app_id ?? "", url };
  });
