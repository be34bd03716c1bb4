import type { QueueSettings } from "./queues.ts";

/** What a handler may answer: nothing is done, "not now" is not a failure, "never" ends the job. A throw is a failed attempt. */
export type Outcome = undefined | { readonly retryAfterMs: number } | { readonly giveUp: string };

export type Ended = { readonly outcome: Outcome } | { readonly error: Error };

/** `retryCount` is how often it was begun again, `retryLimit` how often it may be. */
export type Attempt = { readonly retryCount: number; readonly retryLimit: number };

export type Settlement =
  | { readonly kind: "completed" }
  | { readonly kind: "later"; readonly afterMs: number; readonly failed: string | undefined }
  | { readonly kind: "dropped"; readonly reason: string };

/** What becomes of a job after an attempt. `random` in [0, 1) spreads retries, so that a recovering server is not hit at one instant. */
export const settle = (ended: Ended, attempt: Attempt, settings: QueueSettings, random: number): Settlement => {
  if ("error" in ended) return afterFailure(ended.error.message, attempt, settings, random);
  const { outcome } = ended;
  if (outcome === undefined) return { kind: "completed" };
  if ("giveUp" in outcome) return { kind: "dropped", reason: outcome.giveUp };
  return { kind: "later", afterMs: outcome.retryAfterMs, failed: undefined };
};

const afterFailure = (message: string, { retryCount, retryLimit }: Attempt, settings: QueueSettings, random: number): Settlement => {
  const left = retryLimit - retryCount;
  if (left <= 0) return { kind: "dropped", reason: message };
  // Postponements raise count and limit alike, so failures are what is missing from the queue's own limit.
  const failures = Math.max(0, settings.retryLimit - left);
  const full = Math.min(settings.retryDelayMaxMs, settings.retryDelayMs * 2 ** failures);
  return { kind: "later", afterMs: Math.round(full * (0.5 + random / 2)), failed: message };
};
