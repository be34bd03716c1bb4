import type { SlackLike } from "./ports.ts";

interface Connection {
  readonly connected: boolean;
  readonly awayMs: number | undefined;
}

/** Whether the app is connected to Slack, and for how long (machine time) it was not the last time that it lost it. */
export const watchConnection = (
  slack: Pick<SlackLike, "sockets" | "onChange">,
  now = (): number => performance.now(),
): (() => Connection) => {
  let connected = slack.sockets() > 0;
  let lostAt: number | undefined;
  let awayMs: number | undefined;
  slack.onChange(() => {
    const before = connected;
    connected = slack.sockets() > 0;
    if (before && !connected) lostAt = now();
    if (before || !connected || lostAt === undefined) return;
    awayMs = Math.round(now() - lostAt);
    lostAt = undefined;
  });
  return () => ({ connected, awayMs });
};
