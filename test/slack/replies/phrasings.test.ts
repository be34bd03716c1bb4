import { describe, expect, it } from "vitest";
import { type Judged, judge, readTable, shareOfActs } from "./phrasings/judge.ts";

const falseActs = (judged: readonly Judged[]): readonly string[] =>
  judged.filter(({ isFalse }) => isFalse).map(({ words, meaning, read }) => `${words}: ${read}, and means ${meaning}`);

describe("what people write in five languages", () => {
  it.each(["known", "held-out"] as const)("is read rightly by the clear phrases alone in nine of ten acts: %s", (name) => {
    const judged = readTable(name).map(judge);
    expect(shareOfActs(judged)).toBeGreaterThanOrEqual(0.9);
  });

  it.each(["known", "held-out", "traps"] as const)("is never read as an act that was not meant: %s", (name) =>
    expect(falseActs(readTable(name).map(judge))).toEqual([]),
  );

  it("is a table of over 200 phrasings, at least 40 of which mean no act", () => {
    const table = [...readTable("known"), ...readTable("held-out")];
    expect(table.length).toBeGreaterThanOrEqual(200);
    expect(table.filter(({ meaning }) => meaning === "none").length).toBeGreaterThanOrEqual(40);
    expect(new Set(table.map(({ language }) => language))).toEqual(new Set(["en", "it", "de", "fr", "es"]));
  });
});
