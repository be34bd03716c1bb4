import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLine } from "../../../src/cli/local/read-line.ts";

describe("a line at the local prompt", () => {
  it("lets somebody run a slash command", () => {
    expect(readLine("tina: /workflow start claim-handling")).toEqual({
      says: "act",
      person: "tina",
      act: { does: "command", command: "/workflow start claim-handling" },
    });
  });

  it("lets somebody click a button, with or without words of the message that is meant", () => {
    expect(readLine("@Tina: click [Done]")).toMatchObject({ person: "tina", act: { does: "click", label: "Done", about: undefined } });
    expect(readLine('tina: click "On it" on "Check cover"')).toMatchObject({ act: { label: "On it", about: "Check cover" } });
  });

  it("fills a form in by field, with quotation marks around several words", () => {
    expect(readLine('tina: fill reason="waiting for the broker" on=customer note=""')).toMatchObject({
      act: { does: "fill", values: { reason: "waiting for the broker", on: "customer", note: "" } },
    });
  });

  it("takes any other words as something said", () => {
    expect(readLine("tina: done, it is signed: today")).toMatchObject({
      act: { does: "write", words: "done, it is signed: today", channel: undefined },
    });
    expect(readLine("tina: #claims hello")).toMatchObject({ act: { does: "write", words: "hello", channel: "#claims" } });
    expect(readLine("tina: reply on it until Friday")).toMatchObject({ act: { does: "reply", words: "on it until Friday" } });
    expect(readLine("tina: click")).toMatchObject({ act: { does: "write", words: "click" } });
    expect(readLine("tina: constructor")).toMatchObject({ act: { does: "write", words: "constructor" } });
  });

  it("names the nearest word for one that there is not", () => {
    expect(readLine("hlep")).toEqual({ says: "unclear", why: '"hlep" is not understood. Did you mean "help"?' });
    expect(readLine("see")).toMatchObject({ says: "unclear" });
  });

  it("lets up to a year pass", () => {
    expect(readLine("later 4 hours")).toEqual({ says: "later", ms: 4 * 3_600_000 });
    expect(readLine("later 2d")).toEqual({ says: "later", ms: 2 * 86_400_000 });
    expect(readLine("later 2 years")).toMatchObject({ says: "unclear" });
    expect(readLine("later 53 weeks")).toMatchObject({ says: "unclear" });
  });

  it("understands anything at all as something", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        expect(readLine(typed).says).toBeTypeOf("string");
        expect(readLine(`tina: ${typed}`).says).toMatch(/^(act|unclear)$/);
      }),
    );
  });
});
