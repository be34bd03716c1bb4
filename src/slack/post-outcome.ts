import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";

/** What became of a call that did not succeed. */
export type Failure =
  /** Slack did not take it: again after `retryAfterMs` of machine time. `limited`: by a 429. */
  | { readonly outcome: "not-sent"; readonly retryAfterMs: number; readonly reason: string; readonly limited: boolean }
  /** Slack may have taken it. */
  | { readonly outcome: "ambiguous"; readonly reason: string }
  /** Slack will never take it; `code` is its own word. */
  | { readonly outcome: "terminal"; readonly reason: string; readonly code: string };

export interface RetryWaits {
  /** After a connection that was never made. */
  readonly unreachableMs: number;
  /** After a 429 that does not say when, and where Slack says *later* without a time. */
  readonly laterMs: number;
  /** One second of `Retry-After`. */
  readonly retryAfterUnitMs: number;
}

export const RETRY_WAITS: RetryWaits = { unreachableMs: 2_000, laterMs: 30_000, retryAfterUnitMs: 1_000 };

/** The request never left: there was nobody at the other end, or no way to them. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "EHOSTDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_SSL|^ERR_TLS/;

/** Slack's errors after which some of the work may have been done. */
const MAYBE_DONE: ReadonlySet<string> = new Set(["internal_error", "fatal_error", "request_timeout", "service_unavailable"]);

/** Nothing can be said there any more, whatever it is: the place or the person is gone. (A token that is refused: token-guard.ts.) */
const LASTING: ReadonlySet<string> = new Set([
  "cannot_dm_bot",
  "channel_not_found",
  "is_archived",
  "missing_scope",
  "not_in_channel",
  "restricted_action",
  "user_disabled",
  "user_not_found",
]);

export const isLasting = (code: string): boolean => LASTING.has(code);

/** Nothing was done, and it passes by itself. */
const NOT_NOW: ReadonlySet<string> = new Set([
  "ratelimited",
  "rate_limited",
  "message_limit_exceeded",
  "team_added_to_org",
  "external_channel_migrating",
  "team_access_not_granted_yet",
]);

/** What people are told when a message can never be delivered; anything else is named by Slack's own word. */
const WORDS: Readonly<Record<string, string>> = {
  cannot_dm_bot: "It is addressed to a bot.",
  cant_update_message: "The message is not ours to edit.",
  channel_not_found: "The channel does not exist, or the app cannot see it.",
  edit_window_closed: "Slack no longer lets the message be edited.",
  is_archived: "The channel is archived.",
  message_not_found: "The message was deleted.",
  missing_scope: "The app lacks a permission that this needs.",
  not_in_channel: "The app is not in the channel; invite it.",
  restricted_action: "The workspace's settings do not allow it.",
  thread_not_found: "The case's thread was deleted.",
  user_disabled: "The person has left the workspace.",
  user_not_found: "Slack does not know the person.",
};

const codeOf = (value: unknown): string => (typeof value === "object" && value !== null && "code" in value ? String(value.code) : "");

const chainOf = (error: unknown): readonly unknown[] => {
  const chain: unknown[] = [];
  for (let each: unknown = error; each instanceof Error && chain.length < 8; each = each.cause) {
    chain.push(each, ...(each instanceof AggregateError ? each.errors : []));
  }
  return chain;
};

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300);

export const terminal = (code: string): Failure => ({
  outcome: "terminal",
  code,
  reason: WORDS[code] ?? `Slack refused it (${code}).`,
});

const ofRequest = (error: WebAPIRequestError, waits: RetryWaits): Failure => {
  const codes = chainOf(error.original).map(codeOf);
  const neverLeft = codes.some((code) => NEVER_LEFT.has(code) || UNTRUSTED.test(code));
  const reason = `Slack could not be reached: ${words(error.original)}`;
  return neverLeft
    ? { outcome: "not-sent", retryAfterMs: waits.unreachableMs, reason, limited: false }
    : { outcome: "ambiguous", reason: `Slack's answer was lost: ${words(error.original)}` };
};

const ofPlatform = ({ data }: WebAPIPlatformError, waits: RetryWaits): Failure => {
  const code = String(data.error);
  // What is no word of Slack's is something else's page.
  if (MAYBE_DONE.has(code) || !/^[a-z][a-z0-9_]*$/.test(code))
    return { outcome: "ambiguous", reason: `Slack failed: ${code.slice(0, 100)}` };
  if (!NOT_NOW.has(code)) return terminal(code);
  const seconds = data.response_metadata?.retryAfter;
  const retryAfterMs = seconds === undefined ? waits.laterMs : seconds * waits.retryAfterUnitMs;
  return { outcome: "not-sent", retryAfterMs, reason: `Slack asks to wait (${code}).`, limited: true };
};

const ofHttp = ({ statusCode }: WebAPIHTTPError, waits: RetryWaits): Failure => {
  const reason = `Slack answered with status ${statusCode}.`;
  if (statusCode >= 500 || statusCode === 408) return { outcome: "ambiguous", reason };
  if (statusCode === 413 || statusCode === 414 || statusCode === 431) return { outcome: "terminal", code: `http_${statusCode}`, reason };
  // Something between us and Slack refused it, such as a proxy.
  return { outcome: "not-sent", retryAfterMs: waits.laterMs, reason, limited: false };
};

/**
 * Says what became of a call from what `@slack/web-api` threw. When in doubt it may have been taken: looking for it costs less than
 * saying it twice.
 */
export const classify = (error: unknown, waits: RetryWaits = RETRY_WAITS): Failure => {
  if (error instanceof WebAPIRateLimitedError) {
    const reason = `Slack asks to wait ${error.retryAfter} s.`;
    return { outcome: "not-sent", retryAfterMs: error.retryAfter * waits.retryAfterUnitMs, reason, limited: true };
  }
  if (error instanceof WebAPIPlatformError) return ofPlatform(error, waits);
  if (error instanceof WebAPIHTTPError) return ofHttp(error, waits);
  if (error instanceof WebAPIRequestError) return ofRequest(error, waits);
  // The SDK's own words for a 429 without a time.
  if (words(error).startsWith("Retry header")) {
    return { outcome: "not-sent", retryAfterMs: waits.laterMs, reason: "Slack asks to wait.", limited: true };
  }
  return { outcome: "ambiguous", reason: `Slack's answer was lost: ${words(error)}` };
};
