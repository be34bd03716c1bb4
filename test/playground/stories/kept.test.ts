import { describe, expect, it } from "vitest";
import { InstanceId } from "../../../src/engine/ids.ts";
import { keptIn, textOf } from "../../../src/playground/stories/kept.ts";
import { isToldWithAgent } from "../../../src/playground/stories/stories.ts";

const kept = { story: "claim", instance: InstanceId.parse("0c7d9a52-6f0e-4a41-9d0b-5a9f0c7a1b11") };

describe("a case that is told with an agent", () => {
  const told = (story: string): boolean => isToldWithAgent(textOf({ ...kept, story }), kept.instance);

  it("is the one that this very story is told on, and no other", () => {
    expect([told("onboarding-agent"), told("onboarding"), told("claim")]).toEqual([true, false, false]);
    expect(isToldWithAgent(textOf({ ...kept, story: "onboarding-agent" }), undefined)).toBe(false);
    expect(isToldWithAgent(undefined, undefined)).toBe(false);
  });
});

describe("the place of a story over a restart", () => {
  it("is read as it was written", () => {
    expect(keptIn(textOf(kept))).toEqual(kept);
  });

  for (const text of [
    undefined,
    "",
    "{",
    "null",
    "[]",
    '{"story":"claim"}',
    '{"story":1,"instance":"x"}',
    '{"story":"claim","instance":"no id"}',
  ])
    it(`is none in ${text ?? "a file that is not there"}${text === "" ? "an empty file" : ""}`, () => {
      expect(keptIn(text)).toBeUndefined();
    });
});
