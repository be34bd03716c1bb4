import { describe, expect, it } from "vitest";
import { memoise } from "../../src/engine/memoise.ts";

describe("memory of what was computed", () => {
  it("stays bounded: the oldest answer gives way and is computed again when asked for", () => {
    const computed: string[] = [];
    const known = memoise(2, (key) => computed.push(key));
    for (const key of ["a", "b", "a", "c", "b", "a"]) known(key);
    expect(computed).toEqual(["a", "b", "c", "a"]);
  });

  it("needs no room to answer", () => {
    expect(memoise(0, (key) => `${key}?`)("a")).toBe("a?");
  });
});
