import { describe, expect, it } from "vitest";
import { createDeliverMessage } from "../../src/application/deliver-message.ts";
import type { MessageRecord } from "../../src/application/ports/messages.ts";
import type { SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { INSTANCE, WORKSPACE } from "../support/given.ts";
import { createMemoryMessages, record } from "../support/memory-messages.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { CASES, givenChannel } from "./support/given-channel.ts";

// RELIABILITY.md, R3: every message ends sent or terminal (I3), and is seen exactly once (I4), whatever Slack does.

const POSTS = Number(process.env.R3_POSTS ?? 500);
const SEED = Number(process.env.SEED ?? 20261120);
/** Seconds to Slack; the channel under test counts each as a millisecond. */
const RETRY_AFTER = 2;
const METHODS = ["chat.postMessage", "conversations.history"] as const;

const random = (seed: number) => {
  let state = seed >>> 0;
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

type Strike = (slack: SlackStandIn, method: string) => void;

const TAKEN_AND_LOST: readonly Strike[] = [
  (slack, method) => slack.faults.dropAnswer(method),
  (slack, method) => slack.faults.serverError(method, 1, { accepted: true }),
  (slack, method) => slack.faults.html(method, 1, { accepted: true }),
  (slack, method) => slack.faults.silence(method, 1, { accepted: true }),
  (slack, method) => slack.faults.latency(method, 300),
];
const NOT_TAKEN: readonly Strike[] = [
  (slack, method) => slack.faults.refuse(method),
  (slack, method) => slack.faults.serverError(method),
  (slack, method) => slack.faults.silence(method),
  (slack, method) => slack.faults.rateLimit(method, RETRY_AFTER, 2),
  (slack, method) => slack.faults.error(method, "internal_error"),
  (slack, method) => slack.faults.error(method, "fatal_error"),
  (slack, method) => slack.faults.error(method, "service_unavailable"),
];
const TERMINAL: readonly Strike[] = ["not_in_channel", "restricted_action", "msg_too_long"].map(
  (error): Strike =>
    (slack, method) =>
      slack.faults.error(method, error),
);

const strikeSometimes = (pick: (below: number) => number, slack: SlackStandIn): void => {
  const what = pick(10);
  const strikes = [...TAKEN_AND_LOST, ...NOT_TAKEN];
  if (what < 5) strikes[pick(strikes.length)]?.(slack, METHODS[pick(4) === 0 ? 1 : 0] ?? METHODS[0]);
  if (what === 5) TERMINAL[pick(TERMINAL.length)]?.(slack, METHODS[0]);
};

/** Whatever Slack says, a job comes back only as often as this. */
const MOST_TRIES = 100;

const givenDelivery = async (keys: readonly string[]) => {
  // Nobody waits: the clock of all three runs ahead by what a job was told to wait.
  let ahead = 0;
  const machine = { now: () => Date.now() + ahead };
  const standIn = { clock: machine, machineClock: machine };
  const { slack, channel, file } = await givenChannel({ client: { timeout: 60 }, machine, standIn });
  const messages = createMemoryMessages(...keys.map((key): MessageRecord => record(key, { audience: { to: "case" } })));
  const told: string[] = [];
  const deliver = createDeliverMessage(
    {
      messages,
      channel,
      files: { of: async () => file, ofAll: async () => [file] },
      clock: { now: () => file.now },
      machine,
      logger: createRecordingLogger(),
      undelivered: async (message) => void told.push(message.key),
      refreshed: async () => undefined,
      dayStart: () => 0,
    },
    { lookAgainMs: 1, underWayMs: 100, threadWaitMs: 1, interruptBudget: 8 },
  );
  const finish = async (key: string): Promise<void> => {
    for (let tries = 0; messages.of(key).state === "pending" && tries < MOST_TRIES; tries++) {
      ahead += (await deliver(WORKSPACE, key))?.retryAfterMs ?? 0;
    }
  };
  return { slack, messages, told, finish };
};

const tooEarly = (slack: SlackStandIn): number => {
  const posts = slack.log.filter(({ method }) => method === METHODS[0]);
  return posts.filter(({ at }, n) => posts[n - 1]?.fault === "rateLimit" && at < (posts[n - 1]?.at ?? 0) + RETRY_AFTER).length;
};

describe(`${POSTS} posts to a Slack that fails them (seed ${SEED})`, () => {
  it("are each seen exactly once, or given up and told once, and never before Retry-After", { timeout: 600_000 }, async () => {
    const keys = Array.from({ length: POSTS }, (_, n) => `${INSTANCE}:case:${n}`);
    const { slack, messages, told, finish } = await givenDelivery(keys);
    const pick = random(SEED);
    for (const key of keys) {
      strikeSometimes(pick, slack);
      await finish(key);
    }
    const ended = keys.map((key) => messages.of(key).state);
    expect(ended.filter((state) => state !== "live" && state !== "failed")).toEqual([]);
    const seen = slack.messages(CASES).map(({ metadata }) => JSON.stringify(metadata));
    expect(new Set(seen).size, "two messages with one mark").toBe(seen.length);
    expect(seen).toHaveLength(ended.filter((state) => state === "live").length);
    expect(told.toSorted()).toEqual(keys.filter((_, n) => ended[n] === "failed").toSorted());
    const shown = new Set(slack.messages(CASES).map(({ ts }) => ts));
    expect(keys.map((key) => messages.of(key).ts).filter((ts) => ts !== undefined && !shown.has(ts))).toEqual([]);
    expect(tooEarly(slack)).toBe(0);
    // A run counts only if its faults were seen to happen.
    const kinds = new Set(slack.faults.seen.map(({ name }) => name));
    expect([...kinds].sort()).toEqual(["dropAnswer", "error", "html", "latency", "rateLimit", "refuse", "serverError", "silence"]);
    expect(slack.faults.seen.length).toBeGreaterThan(POSTS / 4);
  });
});
