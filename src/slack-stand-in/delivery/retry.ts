import type { Acknowledgement, Retry } from "./acknowledgement.ts";

const REASONS: Readonly<Record<string, string>> = {
  operation_timeout: "http_timeout",
  http_error: "http_error",
  connection_failed: "connection_failed",
  socket_closed: "connection_failed",
};

const SOCKET_REASONS: Readonly<Record<string, string>> = { operation_timeout: "timeout" };

const reasonOf = ({ error = "", via }: Acknowledgement): string =>
  (via === "socket" ? SOCKET_REASONS[error] : undefined) ?? REASONS[error] ?? "unknown_error";

export interface PlannedRetry extends Retry {
  readonly afterMs: number;
}

/**
 * Slack tries an event again at once, after a minute and after five, each time only if the try before was not acknowledged,
 * and never when the app answers `x-slack-no-retry: 1`.
 */
export const planRetry = (last: Acknowledgement, attempt: number, waits: readonly [number, number, number]): PlannedRetry | undefined => {
  const afterMs = waits[attempt];
  if (last.ok || last.noRetry || afterMs === undefined) return undefined;
  return { attempt: attempt + 1, reason: reasonOf(last), afterMs };
};
