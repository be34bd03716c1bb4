import { describe, expect, it } from "vitest";
import { coerceValue, coerceValues } from "../../src/application/coerce-values.ts";
import type { FieldType } from "../../src/engine/definition.ts";
import { directory, field, person } from "../support/builders.ts";

const base = directory({ people: [person("anna", { slackId: "UANNA", email: "anna@acme.example" })] });
const people = { ...base, addresses: new Map([...base.addresses, ["UANNA", person("anna").id]]) };
const read = (type: FieldType, raw: unknown): unknown => {
  const coerced = coerceValue(field("f", { type, options: ["gold", "silver"] }), raw, people);
  return coerced.ok ? coerced.value : `expected ${coerced.expected}`;
};

describe("a value from outside", () => {
  it.each<[FieldType, unknown, unknown]>([
    ["text", "  hello \u0000", "hello"],
    ["number", "4,200.50", 4200.5],
    ["money", "€ 1 200", 1200],
    ["number", 7, 7],
    ["boolean", "Yes", true],
    ["boolean", 0, false],
    ["choice", "gold", "gold"],
    ["date", "2026-11-20", "2026-11-20"],
    ["datetime", "2026-11-20T15:00:00Z", Date.UTC(2026, 10, 20, 15)],
    ["person", "Anna@acme.example", "anna"],
    ["person", "<@UANNA|anna>", "anna"],
    ["email", "<mailto:Bob@acme.example|Bob>", "bob@acme.example"],
    ["url", "<https://acme.example/a|a>", "https://acme.example/a"],
    ["email", "bob\u0000@acme.example", "bob@acme.example"],
    ["text", "", null],
    ["number", undefined, null],
  ])("as %s reads %j as %j", (type, raw, value) => {
    expect(read(type, raw)).toEqual(value);
  });

  it.each<[FieldType, unknown, string]>([
    ["number", "many", "expected a number"],
    ["number", Number.NaN, "expected a number"],
    ["boolean", "maybe", "expected yes or no"],
    ["choice", "bronze", "expected one of gold, silver"],
    ["date", "2026-02-30", "expected a day, as 2026-11-20"],
    ["date", "20.11.2026", "expected a day, as 2026-11-20"],
    ["datetime", "soon", "expected a date and time, as 2026-11-20T15:00:00Z"],
    ["person", "nobody@acme.example", "expected somebody known here, by email or Slack id"],
    ["email", "bob", "expected an email address"],
    ["url", "javascript:alert(1)", "expected a web address that begins with https://"],
    ["text", { a: 1 }, "expected one text, not a list or an object"],
  ])("as %s refuses %j: %s", (type, raw, expected) => {
    expect(read(type, raw)).toBe(expected);
  });

  it("is checked with all the others at once, and a name that is not asked for is a mistake, too", () => {
    const fields = [field("amount", { type: "number" }), field("name")];
    expect(coerceValues(fields, { amount: "x", name: "Bo", colour: "red" }, people)).toEqual({
      values: { name: "Bo" },
      problems: { amount: "Expected a number.", colour: "Expected one of amount, name." },
    });
  });
});
