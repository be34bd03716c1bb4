import type { Pacing } from "./pacing.ts";
import { classify, type Failure, type RetryWaits } from "./post-outcome.ts";

/** A call of the Web API with its outcome as a value; what a 429 held back is not even tried. */
export type Attempted<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export type AttemptCall = <T>(method: string, channel: string | undefined, call: () => Promise<T>) => Promise<Attempted<T>>;

/** A 429 holds back this method in this channel (or the method where it has none), and nothing else. */
export const createAttemptCall =
  (pacing: Pacing, waits: RetryWaits): AttemptCall =>
  async (method, channel, call) => {
    const retryAfterMs = pacing.heldBack(method, channel);
    if (retryAfterMs > 0) {
      return { ok: false, failure: { outcome: "not-sent", retryAfterMs, reason: "Slack asked to wait.", limited: true } };
    }
    try {
      return { ok: true, value: await call() };
    } catch (error) {
      const failure = classify(error, waits);
      if (failure.outcome === "not-sent" && failure.limited) pacing.limited(method, channel, failure.retryAfterMs);
      return { ok: false, failure };
    }
  };

/** For calls that change nothing that people see: after any doubt they are simply made again. */
export const repeatable = (failure: Failure, waits: RetryWaits): Exclude<Failure, { readonly outcome: "ambiguous" }> =>
  failure.outcome === "ambiguous"
    ? { outcome: "not-sent", retryAfterMs: waits.unreachableMs, reason: failure.reason, limited: false }
    : failure;
