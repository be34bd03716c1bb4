import { describe, expect, it } from "vitest";
import { InstanceId } from "../../../src/engine/ids.ts";
import { keptIn, textOf } from "../../../src/playground/stories/kept.ts";

const kept = { story: "claim", instance: InstanceId.parse("0c7d9a52-6f0e-4a41-9d0b-5a9f0c7a1b11") };

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
