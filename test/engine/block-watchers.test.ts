import { describe, expect, it } from "vitest";
import { definition, task, whos } from "../support/builders.ts";
import { given, type Story } from "../support/given.ts";

const ladder = (after: string) => ({ blocked: [{ after, to: "maria", inform: "cora" }] });
const blocked = (escalation: Record<string, readonly object[]>): Story =>
  given({ definition: definition([task("a", { owner: "anna", escalation })], { watchers: whos(["ben", "cora"]) }) })
    .start()
    .when("anna", { type: "BlockStep", step: "a", reason: "No answer", on: "customer" })
    .tick();
const heardOf = (story: Story) =>
  story
    .posted("told")
    .flatMap(({ content, audience }) => (content.what === "blocked" && audience.to === "person" ? [audience.person] : []));

describe("watchers of a step that is blocked", () => {
  it("hear of it at once, but not twice: whom the ladder informs at that moment hears it from there", () => {
    expect(heardOf(blocked(ladder("0 minutes")))).toEqual(["ben"]);
  });

  it("all hear of it where the ladder takes its time, warns first, or is not there", () => {
    expect(heardOf(blocked(ladder("1 working day")))).toEqual(["ben", "cora"]);
    expect(heardOf(blocked({ blocked: [{ after: "0 minutes", warnOwner: true }] }))).toEqual(["ben", "cora"]);
    expect(heardOf(blocked({}))).toEqual(["ben", "cora"]);
  });

  it("all hear of it where something else was asked about already", () => {
    const overdue = [{ after: "0 minutes", to: "maria" }];
    const story = given({
      definition: definition([task("a", { owner: "anna", due: "1 working day", escalation: { overdue, ...ladder("0 minutes") } })], {
        watchers: whos(["cora"]),
      }),
    })
      .start()
      .until("2026-03-03 12:00")
      .when("anna", { type: "BlockStep", step: "a", reason: "No answer", on: "customer" });
    expect(heardOf(story)).toEqual(["cora"]);
  });
});
