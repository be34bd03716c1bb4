import { describe, expect, it } from "vitest";
import { caseIdOf, caseKeyOf } from "../../src/engine/case-key.ts";
import { checkValues, missingOf } from "../../src/engine/check-values.ts";
import type { FieldType } from "../../src/engine/definition.ts";
import type { StoredValue, Value } from "../../src/engine/value.ts";
import { definition, directory, field, task } from "../support/builders.ts";

const check = (type: FieldType, value: StoredValue, personal?: Value) =>
  checkValues(
    directory(),
    [field("it", { type, options: ["red", "blue"] })],
    { it: value },
    personal === undefined ? {} : { it: personal },
  );
const accepts = (type: FieldType, values: readonly Value[]) => values.filter((value) => "it" in check(type, value).values);

describe("values and their types", () => {
  it.each<[FieldType, readonly Value[], readonly Value[]]>([
    ["text", ["a"], [1, true]],
    ["file", ["F123"], [1]],
    ["number", [0, -1.5], ["1", Number.NaN, Number.POSITIVE_INFINITY]],
    ["money", [4200], ["4200"]],
    ["boolean", [true, false], ["yes", 1]],
    ["choice", ["red", "blue"], ["green", 1]],
    ["date", ["2026-02-28", "1900-01-01", "2199-12-31"], ["2026-02-30", "28.2.2026", "2026-13-01", 5, "9999-12-31", "0001-01-01"]],
    ["datetime", [1_700_000_000_000], ["2026-02-28T10:00Z", 1.5, Number.MAX_SAFE_INTEGER, Date.parse("9999-12-31")]],
    ["person", ["anna", "anna@example.com"], ["nobody", 7]],
    ["email", ["a@b.co"], ["a@b", "a b@c.de", 4]],
    ["url", ["https://a.b/c", "http://a.b"], ["ftp://a.b", "a.b", 4]],
  ])("takes for %s what is one, and nothing else", (type, good, bad) => {
    expect(accepts(type, good)).toEqual(good);
    expect(accepts(type, bad)).toEqual([]);
  });

  it("says what was expected", () => {
    expect(check("money", "many").problems).toEqual({ it: "Expected an amount." });
    expect(check("choice", "green").problems).toEqual({ it: "Expected one of red, blue." });
    expect(check("person", "nobody").problems).toEqual({ it: "Expected somebody who is known here." });
  });

  it("keeps a person by their id, whatever address was given", () => {
    expect(check("person", "anna@example.com").values).toEqual({ it: "anna" });
  });

  it("leaves empty values out", () => {
    expect(check("number", null)).toEqual({ values: {}, problems: {} });
    expect(check("email", " ")).toEqual({ values: {}, problems: {} });
  });

  it("reports a name that is no field", () => {
    expect(checkValues(directory(), [], { gone: 1 }).problems).toEqual({ gone: "There is no field gone here." });
  });

  it("checks a personal value by the text beside it, and keeps only the reference", () => {
    const ref = { text: "t", hash: "h" };
    expect(check("email", ref, "joe@example.com").values).toEqual({ it: ref });
    expect(check("email", ref, "joe").problems).toEqual({ it: "Expected an email address." });
    expect(check("email", ref).values).toEqual({ it: ref });
  });

  it("lists required fields that are missing, in the order of the definition", () => {
    const fields = [field("b"), field("a"), field("c", { required: false }), field("d")];
    expect(missingOf(fields, { d: 0 })).toEqual(["b", "a"]);
  });
});

describe("the key of a case", () => {
  it("is trimmed, NFKC and case-folded", () => {
    expect([" Straße 7 ", "STRASSE 7", "Ｓtrasse 7"].map(caseKeyOf)).toEqual(Array(3).fill("strasse 7"));
  });

  it("is read from the input that the definition names, or from beside the command when it is personal", () => {
    const flow = definition([task("one")]);
    expect(caseIdOf(flow, { inputs: { case_id: " C-1 " } })).toBe("C-1");
    expect(caseIdOf(flow, { inputs: { case_id: 7 } })).toBe("7");
    expect(caseIdOf(flow, { inputs: { case_id: { text: "t", hash: "h" } }, personal: { case_id: "C-2" } })).toBe("C-2");
    expect(caseIdOf(flow, { inputs: { case_id: { text: "t", hash: "h" } } })).toBeUndefined();
    expect([{}, { case_id: null }, { case_id: " " }].map((inputs) => caseIdOf(flow, { inputs }))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
