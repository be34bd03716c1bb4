import { describe, expect, it } from "vitest";
import { createPacing, type PacingOptions } from "../../src/slack/pacing.ts";

const givenPacing = (options: PacingOptions) => {
  const machine = { at: 10_000, now: () => machine.at };
  return { machine, pacing: createPacing(machine, options) };
};

describe("pacing of posts", () => {
  it("lets one post a second into a channel, in the order in which they came", () => {
    const { machine, pacing } = givenPacing({ perChannelMs: 1_000, perMinute: 0 });
    expect(["a", "b", "c"].map((key) => pacing.turn("C1", key))).toEqual([0, 1_000, 2_000]);
    machine.at += 1_000;
    expect(pacing.turn("C1", "late")).toBe(2_000);
    expect(pacing.turn("C1", "b")).toBe(0);
    machine.at += 1_000;
    expect(pacing.turn("C1", "c")).toBe(0);
  });

  it("keeps channels apart", () => {
    const { pacing } = givenPacing({ perChannelMs: 1_000, perMinute: 0 });
    expect([pacing.turn("C1", "a"), pacing.turn("C2", "b")]).toEqual([0, 0]);
  });

  it("lets no more than so many posts a minute into the workspace", () => {
    const { machine, pacing } = givenPacing({ perChannelMs: 0, perMinute: 3 });
    expect(["a", "b", "c"].map((key, n) => pacing.turn(`C${n}`, key))).toEqual([0, 0, 0]);
    expect(pacing.turn("C9", "d")).toBeGreaterThan(60_000);
    machine.at += 61_000;
    expect(pacing.turn("C9", "d")).toBe(0);
  });

  it("gives a turn anew that fell into a wait that Slack asked for", () => {
    const { machine, pacing } = givenPacing({ perChannelMs: 1_000, perMinute: 0 });
    pacing.turn("C1", "a");
    pacing.turn("C1", "b");
    pacing.limited("chat.postMessage", "C1", 30_000);
    machine.at += 1_000;
    expect(pacing.turn("C1", "b")).toBe(29_000);
  });

  it("holds back a method for the channel that was limited, and only for as long as Slack said", () => {
    const { machine, pacing } = givenPacing({ perChannelMs: 0, perMinute: 0 });
    pacing.limited("chat.update", "C1", 5_000);
    expect([pacing.heldBack("chat.update", "C1"), pacing.heldBack("chat.update", "C2"), pacing.heldBack("chat.postMessage", "C1")]).toEqual(
      [5_000, 0, 0],
    );
    machine.at += 5_000;
    expect(pacing.heldBack("chat.update", "C1")).toBe(0);
  });
});
