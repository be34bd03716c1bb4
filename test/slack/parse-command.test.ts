import { describe, expect, it } from "vitest";
import { parseCommand, splitWords } from "../../src/slack/listeners/commands/parse-command.ts";

describe("what follows /workflow", () => {
  it("keeps quoted words together, in straight and curly marks", () =>
    expect(splitWords(`a="Acme Corp" b=“Köln Süd” 'c d' it's «e f»`)).toEqual(["a=Acme Corp", "b=Köln Süd", "c d", "it's", "e f"]));

  it("starts a workflow by a name of several words, with its inputs", () =>
    expect(parseCommand(`start customer onboarding company="Acme Corp" seats=5 note=`)).toEqual({
      verb: "start",
      name: "customer onboarding",
      given: { company: "Acme Corp", seats: "5", note: "" },
    }));

  it("takes the first word as the case, and the rest as the reason", () => {
    expect(parseCommand("cancel C-1 they left")).toEqual({ verb: "cancel", name: "C-1", reason: "they left" });
    expect(parseCommand('pause "Acme Corp" holiday season')).toEqual({ verb: "pause", name: "Acme Corp", reason: "holiday season" });
    expect(parseCommand("resume")).toEqual({ verb: "resume", name: undefined, reason: undefined });
  });

  it("exports the trace as lines of JSON unless a table is asked for", () => {
    expect(parseCommand("audit C-1")).toEqual({ verb: "audit", name: "C-1", exported: undefined });
    expect(parseCommand("audit C-1 export")).toEqual({ verb: "audit", name: "C-1", exported: "json" });
    expect(parseCommand("audit C-1 export csv")).toEqual({ verb: "audit", name: "C-1", exported: "csv" });
  });

  it("knows the words that people use instead", () => {
    expect(parseCommand("LIST")).toMatchObject({ verb: "status" });
    expect(parseCommand("begin x")).toMatchObject({ verb: "start", name: "x" });
    expect(parseCommand("  ")).toEqual({ verb: "welcome" });
  });

  it("says what a mistyped verb may mean", () => {
    expect(parseCommand("cancle C-1")).toEqual({ verb: "unknown", word: "cancle", meant: "cancel" });
    expect(parseCommand("xyzzy")).toEqual({ verb: "unknown", word: "xyzzy", meant: undefined });
  });
});
