import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { QUEUES, toQueueOptions } from "../../src/jobs/queues.ts";
import { settle } from "../../src/jobs/retry-policy.ts";

const settings = { ...QUEUES.post, retryLimit: 3, retryDelayMs: 1_000, retryDelayMaxMs: 3_000 };
const error = new Error("Slack is down");

describe("What becomes of a job after an attempt", () => {
  it("is done when the handler has nothing to say", () => {
    expect(settle({ outcome: undefined }, { retryCount: 0, retryLimit: 3 }, settings, 0)).toEqual({ kind: "completed" });
  });

  it("is later, and no failure, when the handler says not now", () => {
    const settlement = settle({ outcome: { retryAfterMs: 30_000 } }, { retryCount: 3, retryLimit: 3 }, settings, 0);
    expect(settlement).toEqual({ kind: "later", afterMs: 30_000, failed: undefined });
  });

  it("is dropped at once when the handler gives up", () => {
    const settlement = settle({ outcome: { giveUp: "the channel is archived" } }, { retryCount: 0, retryLimit: 3 }, settings, 0);
    expect(settlement).toEqual({ kind: "dropped", reason: "the channel is archived" });
  });

  it("waits twice as long after each failure, up to the longest, and is dropped after the last attempt", () => {
    const waits = [0, 1, 2, 3].map((retryCount) => settle({ error }, { retryCount, retryLimit: 3 }, settings, 0.999_999));
    expect(waits).toEqual([
      { kind: "later", afterMs: 1_000, failed: "Slack is down" },
      { kind: "later", afterMs: 2_000, failed: "Slack is down" },
      { kind: "later", afterMs: 3_000, failed: "Slack is down" },
      { kind: "dropped", reason: "Slack is down" },
    ]);
  });

  it("does not wait longer because it was put off before", () => {
    const failed = (putOff: number) => settle({ error }, { retryCount: 1 + putOff, retryLimit: 3 + putOff }, settings, 0.5);
    fc.assert(
      fc.property(fc.nat(1_000), (putOff) => {
        expect(failed(putOff)).toEqual(failed(0));
      }),
    );
  });

  it("never waits longer than the longest, nor less than half of what is due", () => {
    fc.assert(
      fc.property(fc.nat(3), fc.double({ min: 0, max: 0.999, noNaN: true }), (retryCount, random) => {
        const settlement = settle({ error }, { retryCount, retryLimit: 4 }, settings, random);
        if (settlement.kind !== "later") return expect.fail("it was dropped");
        expect(settlement.afterMs).toBeLessThanOrEqual(3_000);
        expect(settlement.afterMs).toBeGreaterThanOrEqual(500);
      }),
    );
  });
});

describe("The queues", () => {
  it("drop what is given up into one queue, which drops nothing itself", () => {
    const letters = Object.entries(QUEUES).map(([name, queue]) => [name, "deadLetter" in toQueueOptions(name as "post", queue)]);
    expect(letters.filter(([, has]) => !has)).toEqual([["dropped", false]]);
  });

  it("find out within seconds that a worker died", () => {
    for (const queue of Object.values(QUEUES)) expect(queue.heartbeatSeconds).toBeLessThanOrEqual(10);
  });
});
