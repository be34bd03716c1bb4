import { describe, expect, test } from "vitest";
import { asSent, type Completing, completionsFor } from "../../../src/playground/page/completion.ts";
import { WORLD } from "./canned.ts";

const FROM: Completing = { commands: WORLD.commands, people: WORLD.people, channels: WORLD.channels };
const labels = (text: string): readonly string[] => completionsFor(text, FROM).map(({ label }) => label);

describe("Completion", () => {
  test("offers commands after a slash, then their verbs", () => {
    expect(labels("/")).toEqual(["/coxswain"]);
    expect(labels("/cox")).toEqual(["/coxswain"]);
    expect(labels("/coxswain ")).toEqual(["start", "status"]);
    expect(labels("/coxswain stat")).toEqual(["status"]);
  });

  test("offers nothing for a verb that is whole, for an unknown command, and in plain text", () => {
    expect(labels("/coxswain status")).toEqual([]);
    expect(labels("/coxswain status 7")).toEqual([]);
    expect(labels("/other ")).toEqual([]);
    expect(labels("and/or")).toEqual([]);
    expect(labels("")).toEqual([]);
  });

  test("writes the whole text that a choice makes", () => {
    expect(completionsFor("/coxswain sta", FROM)[0]?.text).toBe("/coxswain start ");
    expect(completionsFor("please ask @ir", FROM)[0]?.text).toBe("please ask @Iris Berg ");
  });

  test("finds a person by first name, last name or handle, and a channel by its name", () => {
    expect(labels("@lind")).toEqual(["@Maria Lind"]);
    expect(labels("@tom")).toEqual(["@Tom <b>Ode</b>"]);
    expect(labels("see #cl")).toEqual(["#claims"]);
    expect(labels("iris@be")).toEqual([]);
  });
});

describe("What is sent", () => {
  test("names people by their ids, the longest name first", () => {
    expect(asSent("@Iris Berg and @maria: done", WORLD)).toBe("<@U1> and <@U2>: done");
  });

  test("names channels by their ids and names", () => {
    expect(asSent("see #claims, #General and @maria", WORLD)).toBe("see <#C1|claims>, <#C2|general> and <@U2>");
    expect(asSent("#claims-old, a#claims, #nowhere and &#claims", WORLD)).toBe("#claims-old, a#claims, #nowhere and &#claims");
  });

  test("leaves alone what only looks like a name", () => {
    expect(asSent("mail iris@maria.org, ask @irisa or @nobody", WORLD)).toBe("mail iris@maria.org, ask @irisa or @nobody");
    expect(asSent("a person (of none) #claims", { people: [], channels: [] })).toBe("a person (of none) #claims");
  });

  test("takes a name with signs of a pattern in it as it is written", () => {
    expect(asSent("@A.C (x) go", { people: [{ id: "U9", name: "A.C (x)" }], channels: [] })).toBe("<@U9> go");
    expect(asSent("@AbC (x)", { people: [{ id: "U9", name: "A.C (x)" }], channels: [] })).toBe("@AbC (x)");
  });
});
