import { setImmediate as turn } from "node:timers/promises";
import type { ProductLike, SlackLike } from "./ports.ts";

/** Machine time after which what was put off (a failed call, a rate limit, a delivery that is tried again) is no longer waited for. */
const LONGEST_MS = 3_000;
/** A job that was put off shows by what it asks of Slack; one that asks nothing is looked for again after this. */
const LOOK_AGAIN_MS = 20;

type Product = Pick<ProductLike, "drain" | "waiting">;
type Slack = Pick<SlackLike, "settled" | "waitFor"> & { readonly log: readonly unknown[] };

/** Waits for Slack; once that took too long, only shortly until it is quiet again. */
const createSettled = (slack: Slack, longestMs: number) => {
  let patienceMs = longestMs;
  return async (): Promise<void> => {
    patienceMs = await slack.settled(patienceMs).then(
      () => longestMs,
      () => LOOK_AGAIN_MS,
    );
  };
};

/**
 * Resolves when all that was set going is done: no job waits, and Slack answers nothing. What was put off for longer than a moment is
 * waited for once, and not again by those who ask next.
 */
export const createQuiet = (product: Product, slack: Slack, longestMs = LONGEST_MS): (() => Promise<void>) => {
  const settled = createSettled(slack, longestMs);
  let putOff = 0;
  return async () => {
    const end = performance.now() + longestMs;
    for (;;) {
      await product.drain();
      await settled();
      const waiting = await product.waiting();
      if (waiting <= putOff || performance.now() > end) {
        putOff = waiting;
        return;
      }
      // An embedded database answers within microtasks: without a turn of the event loop no timer would ever fire.
      await turn();
      const asked = slack.log.length;
      await slack.waitFor(() => slack.log.length !== asked, LOOK_AGAIN_MS).catch(() => undefined);
    }
  };
};
