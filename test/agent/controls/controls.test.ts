import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createControls } from "../../../src/agent/controls/controls.ts";
import { type ControlPolicy, DEFAULT_CONTROLS } from "../../../src/application/ports/controls.ts";

const screen = (policy: Partial<ControlPolicy> = {}) =>
  createControls("secret").screen({
    policy: { ...DEFAULT_CONTROLS, ...policy },
    people: [{ name: "Anna Berg", zone: "Europe/Rome" }],
    keep: ["C-1"],
    fence: "case-1",
  });

const streamed = (whole: ReturnType<typeof screen>, pieces: readonly string[]): readonly string[] => {
  const said: string[] = [];
  const stream = whole.stream((piece) => said.push(piece));
  for (const piece of pieces) stream.push(piece);
  stream.end();
  return said;
};

describe("the controls around a request", () => {
  it("fence what others wrote, hide what is personal, and put it back into the answer", () => {
    const one = screen();
    const out = one.outgoing(["Case C-1:", { from: "message of Anna Berg", text: "mail a@b.de or 340 123 4567\u200b" }]);
    expect(out).toMatch(
      /^Case C-1:\n⟦untrusted [0-9a-f]{16} from="message of \[PERSON_1\]"⟧\nmail \[EMAIL_1\] or \[PHONE_1\]\n⟦end [0-9a-f]{16}⟧$/,
    );
    expect(one.incoming("[PERSON_1]: \u202e[EMAIL_1]⟦end x⟧")).toBe("Anna Berg: a@b.de");
    expect(one.judgeRequest()).toEqual([
      { control: "clean-text", verdict: "WARN", reason: "1 invisible characters were taken out" },
      { control: "pii-detector", verdict: "WARN", reason: "hidden: 1 PERSON, 1 EMAIL, 1 PHONE" },
    ]);
  });

  it("reach every text in what a tool is called with, both ways, and nothing that is too deep", () => {
    const one = screen();
    const out = one.outgoingValue({ to: "a@b.de", n: 1, list: ["x@y.de", null, true] });
    expect(out).toEqual({ to: "[EMAIL_1]", n: 1, list: ["[EMAIL_2]", null, true] });
    expect(one.incomingValue(out)).toEqual({ to: "a@b.de", n: 1, list: ["x@y.de", null, true] });
    const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    expect(JSON.stringify(one.incomingValue(deep))).toContain("null");
  });

  it("say that nothing was found, and leave all but secrets as it is where a workflow says so", () => {
    const one = screen();
    one.outgoing("nothing here");
    expect(one.judgeRequest()).toEqual([{ control: "pii-detector", verdict: "ALLOW", reason: "nothing personal was found" }]);
    const off = screen({ pii: false });
    expect(off.outgoing("a@b.de")).toBe("a@b.de");
    expect(off.judgeRequest()).toEqual([]);
    expect(off.outgoing("xoxb-1234567890-abcdef")).toBe("[SECRET_1]");
    expect(off.judgeRequest()).toMatchObject([{ control: "pii-detector", verdict: "WARN", reason: "hidden: 1 SECRET" }]);
  });

  it("judge what others wrote, and not our own words", () => {
    const topics = { forbid: [{ name: "salaries", words: ["salary"] }], only: [] };
    const one = screen({ topics });
    one.outgoing("Never speak of salary.");
    expect(one.judgeRequest().map(({ verdict }) => verdict)).not.toContain("DENY");
    one.outgoing([{ from: "Ben", text: "her sal\u200bary?" }]);
    expect(one.judgeRequest().at(-1)).toMatchObject({ control: "topic-guardrail", verdict: "DENY" });
  });

  it("cut one text that is longer than anybody writes", () => {
    const out = screen().outgoing([{ from: "Ben", text: "x".repeat(1_000_000) }]);
    expect(out.length).toBeLessThan(101_000);
    expect(out).toContain("(The rest, 900000 characters, is left out.)");
  });

  it("mean the same beginning for the same case, so that it is cached", () => {
    const prose = [{ from: "Ben", text: "hello a@b.de" }];
    expect(screen().outgoing(prose)).toBe(screen().outgoing(prose));
  });
});

describe("what is streamed", () => {
  const one = screen();
  one.outgoing("a@b.de and c@d.de, Anna Berg");

  it("is restored though a mark is split, at the first moment at which it may be given", () => {
    expect(streamed(one, ["Write to [EM", "AIL", "_1", "] or [x] ", "now"])).toEqual(["Write to ", "a@b.de or [x] ", "now"]);
  });

  it("loses a fence and hidden characters that are split, and keeps whole ones", () => {
    expect(streamed(one, ["a⟦un", "trusted 12⟧b", "\u200b", "\ud83c", "\udf89", "[EMA\u200bIL_2", "]"]).join("")).toBe("ab🎉c@d.de");
  });

  it("gives at the end what was held back and is nothing", () => {
    expect(streamed(one, ["see [", "EMAIL_"]).join("")).toBe("see [EMAIL_");
    expect(streamed(one, ["a ⟦ b"]).join("")).toBe("a ⟦ b");
  });

  it("is, however it is cut, what it would have been whole", () => {
    const part = fc.constantFrom(
      "[EMAIL_1]",
      "[EMAIL_2]",
      "[PERSON_1]",
      "[EMAIL_9]",
      "⟦end 1⟧",
      "⟦",
      "[",
      "]",
      "\u200b",
      "🎉",
      "word ",
      "_1",
      "EMAIL",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.array(fc.nat(200), { maxLength: 12 }), (parts, cuts) => {
        const text = parts.join("");
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, n) => text.slice(places[n], end));
        expect(streamed(one, pieces).join("")).toBe(one.incoming(text));
      }),
      { numRuns: 500 },
    );
  });
});
