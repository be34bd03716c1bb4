import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/engine/canonical.ts";

describe("canonical JSON", () => {
  it("is the same text whatever the order of keys", () => {
    expect(canonicalJson({ b: 1, a: { d: [1, { z: null, y: "é" }], c: true } })).toBe('{"a":{"c":true,"d":[1,{"y":"é","z":null}]},"b":1}');
  });

  it("leaves out what is undefined, and keeps the order of lists", () => {
    expect(canonicalJson({ a: undefined, b: [3, undefined, 1] })).toBe('{"b":[3,null,1]}');
    expect(canonicalJson(undefined)).toBe("null");
    expect(canonicalJson({})).toBe("{}");
  });
});
