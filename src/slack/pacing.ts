import type { MachineClock } from "../application/ports/machine.ts";

export interface PacingOptions {
  /** Between posts in one channel, machine milliseconds. 0: none. */
  readonly perChannelMs: number;
  /** Posts in the whole workspace within any minute. 0: any number. */
  readonly perMinute: number;
}

/** A little under what Slack allows (one a second, several hundred a minute): a request may take longer than the one before it. */
export const PACING: PacingOptions = { perChannelMs: 1_030, perMinute: 300 };

/**
 * Gives out turns to post. A message that has to wait keeps its turn under its key, so that the order within a channel holds and no turn
 * is lost, while nobody waits in line for it: the job comes back when its time has come.
 */
export interface Pacing {
  /** Machine milliseconds until this message may be posted; 0: now, and its turn is used up. */
  turn(channel: string, key: string): number;
  /** Slack said 429: nothing more by this method in this channel (or by the method at all) until then. */
  limited(method: string, channel: string | undefined, waitMs: number): void;
  /** Machine milliseconds for which the method is held back in the channel; 0: it may be called. */
  heldBack(method: string, channel: string | undefined): number;
}

const MINUTE_MS = 60_200;
/** A turn that nobody came for: another replica took the message. */
const FORGOTTEN_MS = 600_000;
const MOST_KEPT = 5_000;

const forgetBefore = (times: Map<string, number>, moment: number): void => {
  for (const [name, at] of times) if (at < moment) times.delete(name);
};

export const createPacing = (machine: MachineClock, { perChannelMs, perMinute }: PacingOptions = PACING): Pacing => {
  const next = new Map<string, number>();
  const turns = new Map<string, number>();
  const held = new Map<string, number>();
  let all: number[] = [];

  const nameOf = (method: string, channel: string | undefined): string => `${method} ${channel ?? ""}`;
  const heldUntil = (method: string, channel: string): number =>
    Math.max(held.get(nameOf(method, channel)) ?? 0, held.get(nameOf(method, undefined)) ?? 0);

  const tidy = (now: number): void => {
    forgetBefore(turns, now - FORGOTTEN_MS);
    forgetBefore(next, now);
    forgetBefore(held, now);
  };

  const reserve = (channel: string, now: number): number => {
    const since = perMinute > 0 ? all[all.length - perMinute] : undefined;
    const at = Math.max(now, next.get(channel) ?? 0, heldUntil("chat.postMessage", channel), since === undefined ? 0 : since + MINUTE_MS);
    next.set(channel, at + perChannelMs);
    if (perMinute > 0) all = [...all, at].sort((a, b) => a - b).slice(-perMinute);
    return at;
  };

  return {
    turn: (channel, key) => {
      const now = machine.now();
      if (turns.size + next.size > MOST_KEPT) tidy(now);
      const own = turns.get(key);
      const at = own !== undefined && own >= heldUntil("chat.postMessage", channel) ? own : reserve(channel, now);
      if (at > now) {
        turns.set(key, at);
        return at - now;
      }
      turns.delete(key);
      // It comes later than its turn was: the next one counts from now.
      if (own !== undefined) next.set(channel, Math.max(next.get(channel) ?? 0, now + perChannelMs));
      return 0;
    },
    limited: (method, channel, waitMs) => {
      const name = nameOf(method, channel);
      held.set(name, Math.max(held.get(name) ?? 0, machine.now() + waitMs));
    },
    heldBack: (method, channel) => Math.max(0, heldUntil(method, channel ?? "") - machine.now()),
  };
};
