import { describe, expect, it } from "vitest";
import { absence, action, approval, at, definition, directory, person, personId, task, team } from "../support/builders.ts";
import { given } from "../support/given.ts";

describe("cards of a step that starts", () => {
  const crew = team("crew", ["ada", "bob"], { assign: "anyone", lead: "lou" });
  const cards = (step: Parameters<typeof definition>[0][number], known = directory({ teams: [crew] })) =>
    given({ definition: definition([step]), directory: known, now: at("2026-03-02 09:00") })
      .start()
      .posted("step")
      .map(({ key }) => key);

  it("go to the thread, by DM, or both, as the definition says", () => {
    expect(cards(task("a"))).toEqual(["step:a:1:thread"]);
    expect(cards(task("a", { notify: "dm" }))).toEqual(["step:a:1:dm:anna"]);
    expect(cards(task("a", { notify: "both" }))).toEqual(["step:a:1:thread", "step:a:1:dm:anna"]);
  });

  it("go to everybody of the team who is there, when the team owns it", () => {
    expect(cards(task("a", { owner: "team:crew", notify: "both" }))).toEqual(["step:a:1:thread", "step:a:1:dm:ada", "step:a:1:dm:bob"]);
    const away = person("bob", { absences: [absence(at("2026-03-01"), at("2026-04-01"))] });
    expect(cards(task("a", { owner: "team:crew", notify: "dm" }), directory({ people: [away], teams: [crew] }))).toEqual([
      "step:a:1:dm:ada",
    ]);
  });

  it("go to the thread and to each approver, for an approval", () => {
    expect(cards(approval("a", { approvers: ["anna", "ben"], notify: "dm" }))).toEqual([
      "step:a:1:thread",
      "step:a:1:dm:anna",
      "step:a:1:dm:ben",
    ]);
  });

  it("go to an absent approver's delegate, unless the delegate may not approve", () => {
    const away = person("anna", { absences: [absence(at("2026-03-01"), at("2026-04-01"))], delegate: personId("ben") });
    const known = directory({ people: [away] });
    expect(cards(approval("a", { approvers: ["anna"] }), known)).toEqual(["step:a:1:thread", "step:a:1:dm:ben"]);
    expect(cards(approval("a", { approvers: ["anna"], not: ["ben"] }), known)).toEqual(["step:a:1:thread", "step:a:1:dm:anna"]);
  });

  it("go to an absent approver who has no delegate, for when they are back", () => {
    const away = person("anna", { absences: [absence(at("2026-03-01"), at("2026-04-01"))] });
    expect(cards(approval("a", { approvers: ["anna"] }), directory({ people: [away] }))).toEqual(["step:a:1:thread", "step:a:1:dm:anna"]);
  });

  it("go to the thread when there is nobody to write to", () => {
    const empty = { ...directory({ people: [person("maria", { present: false })] }), admins: [] };
    expect(cards(task("a", { owner: "nobody", notify: "dm" }), empty)).toEqual(["step:a:1:thread"]);
  });

  it("are none for an action", () => {
    expect(cards(action("a", { action: { do: "post", message: "hello" } }))).toEqual([]);
  });
});
