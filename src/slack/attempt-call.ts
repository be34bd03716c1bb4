import type { Pacing } from "./pacing.ts";
import { classify, type Failure, type RetryWaits } from "./post-outcome.ts";
import type { TokenGuard } from "./token-guard.ts";

/** A call of the Web API with its outcome as a value; what a 429 held back is not even tried. */
export type Attempted<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export type AttemptCall = <T>(method: string, channel: string | undefined, call: () => Promise<T>) => Promise<Attempted<T>>;

const notSent = (retryAfterMs: number, reason: string, limited: boolean): Attempted<never> => ({
  ok: false,
  failure: { outcome: "not-sent", retryAfterMs, reason, limited },
});

const TOKEN_REFUSED = "Slack takes the app's token no more.";

/** A 429 holds back this method in this channel (or the method where it has none); a token that is refused holds back everything. */
export const createAttemptCall = (pacing: Pacing, waits: RetryWaits, token: TokenGuard): AttemptCall => {
  const heldBack = (method: string, channel: string | undefined): Attempted<never> | undefined => {
    if (token.refused() !== undefined) return notSent(token.againMs, TOKEN_REFUSED, false);
    const wait = pacing.heldBack(method, channel);
    return wait > 0 ? notSent(wait, "Slack asked to wait.", true) : undefined;
  };
  const failed = (method: string, channel: string | undefined, failure: Failure): Attempted<never> => {
    const untilReplaced = failure.outcome === "terminal" ? token.onError(failure.code) : undefined;
    if (untilReplaced !== undefined) return notSent(untilReplaced, TOKEN_REFUSED, false);
    if (failure.outcome === "not-sent" && failure.limited) pacing.limited(method, channel, failure.retryAfterMs);
    return { ok: false, failure };
  };
  return async (method, channel, call) => {
    const held = heldBack(method, channel);
    if (held !== undefined) return held;
    try {
      return { ok: true, value: await call() };
    } catch (error) {
      return failed(method, channel, classify(error, waits));
    }
  };
};

/** For calls that change nothing that people see: after any doubt they are simply made again. */
export const repeatable = (failure: Failure, waits: RetryWaits): Exclude<Failure, { readonly outcome: "ambiguous" }> =>
  failure.outcome === "ambiguous"
    ? { outcome: "not-sent", retryAfterMs: waits.unreachableMs, reason: failure.reason, limited: false }
    : failure;
