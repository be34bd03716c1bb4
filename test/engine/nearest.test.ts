import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../src/engine/nearest.ts";

describe("nearest", () => {
  it("finds the word that was meant, whatever its case", () => {
    expect(nearest("Traige", ["sales", "triage", "legal"])).toBe("triage");
    expect(nearest("satus", ["start", "status", "mine"])).toBe("status");
  });

  it("says nothing when no word is close", () => {
    expect(nearest("kickoff", ["sales", "triage"])).toBeUndefined();
    expect(nearest("", [])).toBeUndefined();
    expect(nearest("a", ["b"])).toBeUndefined();
  });

  it("prefers the first of two that are as close", () => {
    expect(nearest("cat", ["bat", "hat"])).toBe("bat");
    expect(nearest("bats", ["cats", "bat", "bats"])).toBe("bats");
  });
});

describe("editDistance", () => {
  it("counts a swap of neighbours once", () => {
    expect(editDistance("ab", "ba")).toBe(1);
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("", "abc")).toBe(3);
  });

  it("looks at no more than 64 letters", () => {
    expect(editDistance("a".repeat(100_000), "a".repeat(64))).toBe(0);
  });
});
