import type { Logger } from "../application/ports/machine.ts";

/** Slack's words for a token that it takes no more: whatever is called, and wherever to. */
const REFUSED: ReadonlySet<string> = new Set(["account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"]);

/** How long what waits is put off at a time: Slack is not asked meanwhile. */
const AGAIN_MS = 60_000;

/** Whether Slack takes our token. Once it does not, nothing is called any more and nothing is given up: what waits goes out after the restart. */
export interface TokenGuard {
  /** Slack's word for the refusal; undefined while the token is taken. */
  refused(): string | undefined;
  /** How long a call has to wait, machine milliseconds; undefined where the error is not about the token. Said in the log, once. */
  onError(code: string): number | undefined;
  readonly againMs: number;
}

export const createTokenGuard = (logger: Pick<Logger, "error">): TokenGuard => {
  let word: string | undefined;
  return {
    againMs: AGAIN_MS,
    refused: () => word,
    onError: (code) => {
      if (!REFUSED.has(code)) return undefined;
      if (word === undefined) {
        logger.error(
          { why: code },
          "Slack takes SLACK_BOT_TOKEN no more: nothing is sent until it is replaced and Coxswain is started again; what waits is kept",
        );
      }
      word = code;
      return AGAIN_MS;
    },
  };
};
