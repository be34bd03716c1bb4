import { describe, expect, it } from "vitest";
import { ACT, actionId, actOf, type ButtonValue, decode, encode, valueBlockId, valueOfBlockId } from "../../src/slack/button.ts";
import { choiceAt, decodeContext, encodeContext, fieldBlock, fieldOfBlock } from "../../src/slack/form.ts";

const VALUE = {
  instance: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
  step: "contract-review",
  pass: 2,
  revision: 3,
} as ButtonValue;

describe("a button's value", () => {
  it("comes back as it was sent", () => expect(decode(encode(VALUE))).toEqual(VALUE));

  it.each([
    ["nothing", undefined],
    ["no JSON", "done"],
    ["an array", "[1]"],
    ["an unknown name", '{"z":1}'],
    ["a long name, which we never write", '{"step":"sso"}'],
    ["an instance that is no id", '{"i":"all"}'],
    ["a step that is no key", '{"s":"../x"}'],
    ["a pass below nothing", '{"p":-1}'],
    ["a name of the language", '{"__proto__":{"i":1}}'],
    ["more than Slack carries", `{"x":"${"a".repeat(2_001)}"}`],
  ])("is refused when it holds %s", (_what, text) => expect(decode(text)).toBeUndefined());

  it("fits in a block id, however long the keys", () => {
    const longest = { ...VALUE, step: `s${"o".repeat(79)}` } as ButtonValue;
    expect(valueBlockId(longest, 99).length).toBeLessThanOrEqual(255);
    expect(valueOfBlockId(valueBlockId(longest, 99))).toEqual(longest);
  });
});

describe("an action id", () => {
  it("names its act, whatever its number in the message", () => {
    expect([actOf(actionId(ACT.done)), actOf(actionId(ACT.done, 3)), actOf("launch")]).toEqual([ACT.done, ACT.done, undefined]);
  });

  it("is not taken for another that begins the same", () => {
    expect(actOf(actionId(ACT.resume, 2))).toBe(ACT.resume);
    expect(actOf(actionId(ACT.approveDraft))).toBe(ACT.approveDraft);
  });

  it("is one act's only", () => expect(new Set(Object.values(ACT)).size).toBe(Object.values(ACT).length));
});

describe("a form", () => {
  it("remembers what it is about and where its answer goes", () => {
    const context = { about: VALUE, channel: "C1", thread: "1.2" };
    expect(decodeContext(encodeContext(context))).toEqual(context);
  });

  it("forgets what was tampered with", () => {
    expect([decodeContext(undefined), decodeContext("{"), decodeContext('{"about":{"i":1}}'), decodeContext('{"who":"admin"}')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("tells a workflow's own fields from ours", () => {
    expect([fieldOfBlock(fieldBlock("reserve")), fieldOfBlock("reason")]).toEqual(["reserve", undefined]);
  });

  it("sends a choice by its number", () => {
    const field = { name: "tier", type: "choice", label: "Tier", required: true, options: ["standard", "enterprise"], from: [] } as never;
    expect([choiceAt(field, "1"), choiceAt(field, "7"), choiceAt(field, "standard")]).toEqual(["enterprise", undefined, undefined]);
  });
});
