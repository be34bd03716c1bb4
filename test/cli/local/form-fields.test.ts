import { describe, expect, it } from "vitest";
import { fieldLine, fieldsOf, readFieldValues, stillNeeded } from "../../../src/cli/local/form-fields.ts";

const words = (text: string) => ({ type: "plain_text", text });
const option = (text: string, value: string) => ({ text: words(text), value });
const input = (block_id: string, label: string, element: object, optional = false) => ({
  type: "input",
  block_id,
  label: words(label),
  optional,
  element,
});

const VIEW = {
  blocks: [
    { type: "section", text: words("Claim 1") },
    input("field:region", "Region", { type: "static_select", options: [option("centre", "0"), option("south", "1")] }),
    input("person", "To whom", { type: "users_select" }, true),
    input("until", "Until when", { type: "datetimepicker" }, true),
    input("option", "Decision", {
      type: "radio_buttons",
      options: [option("Pass", "p"), option("Fail", "f")],
      initial_option: option("Pass", "p"),
    }),
    input("reason", "Reason", { type: "plain_text_input" }),
  ],
};
const AROUND = { people: new Map([["tina", "UTINA"]]), zone: "Europe/Rome" };

describe("a form at a terminal", () => {
  it("says of each field what it takes, and whether it is needed", () => {
    expect(fieldsOf(VIEW).map(fieldLine)).toEqual([
      "region: Region, centre / south (needed)",
      "person: To whom, a person",
      "until: Until when, a time such as 2026-11-20 15:00",
      "option: Decision, Pass / Fail (is: Pass)",
      "reason: Reason (needed)",
    ]);
    expect(stillNeeded(fieldsOf(VIEW))).toBe("region=… reason=…");
  });

  it("takes fields by name or label, and choices, people and times by their words", () => {
    const given = { Region: "Centr", person: "@tina", until: "2026-11-20 15:00", option: "fail", reason: "late" };
    expect(readFieldValues(VIEW, given, AROUND)).toEqual({
      values: { "field:region": "0", person: "UTINA", until: Date.UTC(2026, 10, 20, 14) / 1_000, option: "f", reason: "late" },
      problems: [],
    });
  });

  it("names everything that is not understood at once", () => {
    const { problems } = readFieldValues(VIEW, { regoin: "x", region: "north-pole", person: "tna", until: "soon" }, AROUND);
    expect(problems).toEqual([
      "regoin: the form does not ask for that. Did you mean region? It asks for region, person, until, option, reason.",
      'region: "north-pole" is none of centre / south.',
      "person: there is no tna here. Did you mean tina?",
      'until: "soon" is no time; write it as 2026-11-20 15:00.',
    ]);
  });

  it("empties a field that is given nothing", () => {
    expect(readFieldValues(VIEW, { reason: "" }, AROUND).values).toEqual({ reason: null });
  });
});
