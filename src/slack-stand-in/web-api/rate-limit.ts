import type { Clock } from "../workspace/workspace.ts";

export interface RateLimits {
  /** `chat.postMessage` in one channel. */
  readonly perChannelPerSecond: number;
  /** All of the app's messages in the workspace. */
  readonly perMinute: number;
}

/** Seconds to wait, or nothing when the post may pass. */
export type RateGate = (channel: string) => number | undefined;

const keepRecent = (times: number[], since: number): void => {
  while (times[0] !== undefined && times[0] <= since) times.shift();
};

const waitFor = (times: readonly number[], most: number, windowMs: number, now: number): number | undefined => {
  const oldest = times[times.length - most];
  return oldest === undefined || times.length < most ? undefined : Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
};

export const createRateGate = (limits: RateLimits | undefined, clock: Clock): RateGate => {
  if (limits === undefined) return () => undefined;
  const byChannel = new Map<string, number[]>();
  const all: number[] = [];
  return (channel) => {
    const now = clock.now();
    const here = byChannel.get(channel) ?? [];
    byChannel.set(channel, here);
    keepRecent(here, now - 1000);
    keepRecent(all, now - 60_000);
    const wait = waitFor(here, limits.perChannelPerSecond, 1000, now) ?? waitFor(all, limits.perMinute, 60_000, now);
    if (wait !== undefined) return wait;
    here.push(now);
    all.push(now);
    return undefined;
  };
};
