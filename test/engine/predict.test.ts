import { describe, expect, it } from "vitest";
import { at, definition, duration, task } from "../support/builders.ts";
import { given } from "../support/given.ts";
import { foresee, offer, offers, org, silent } from "../support/offered.ts";

describe("the predicted effect", () => {
  const target = { target: { duration: duration("5 working days") } };

  it("says the new due date, the steps that move and by how much, and that the target holds", () => {
    const story = silent({}, { target: { duration: duration("10 working days") } });
    expect(foresee(story, "extend-2")).toEqual({
      alternative: "extend-2",
      title: "extend-2",
      dueBefore: at("2026-03-03 17:00"),
      dueAfter: at("2026-03-05 17:00"),
      moves: [
        { step: "b", title: "Kickoff", by: 2 * 24 * 3_600_000 },
        { step: "c", title: "c", by: 4 * 24 * 3_600_000 },
      ],
      targetAt: at("2026-03-13 17:00"),
      holds: true,
      agree: [],
      asks: [],
      sentence:
        "The due date moves to Thu 5 Mar, 17:00 (UTC). Kickoff moves by 2 days; c moves by 4 days. The target of Fri 13 Mar, 17:00 (UTC) holds.",
    });
  });

  it("says by how much the target is missed, and who must approve the message", () => {
    const story = silent({}, target);
    expect(foresee(story, "wait-3")?.sentence).toBe(
      "The due date moves to Fri 6 Mar, 17:00 (UTC). Kickoff moves by 5 days; c moves by 5 days. The target of Fri 6 Mar, 17:00 (UTC) is missed by 4 days. Ben must agree.",
    );
  });

  it("says what comes sooner, and whose approval it needs", () => {
    expect(foresee(silent(), "skip-agreed")).toMatchObject({ agree: ["maria"], moves: [{ step: "b" }, { step: "c" }] });
    expect(foresee(silent(), "skip-agreed")?.sentence).toBe(
      "The case goes on without this step. Kickoff comes sooner by 1 day; c comes sooner by 1 day. Maria must agree.",
    );
    expect(foresee(silent(), "skip-agreed", "maria")?.agree).toEqual([]);
    expect(foresee(silent(), "parallel")?.moves.map(({ step }) => step)).toEqual(["b", "c"]);
  });

  it("says what stays, and what the click asks for", () => {
    expect(foresee(silent(), "reassign")?.sentence).toBe(
      "The due date stays Tue 3 Mar, 17:00 (UTC). No other step moves. You say who takes it.",
    );
    expect(foresee(silent(), "extend")?.sentence).toBe("No other step moves. You say until when.");
    expect(foresee(silent(), "cancel")).toMatchObject({
      sentence: "The case ends now, and everything that is open in it stops.",
      asks: ["reason"],
    });
    expect(foresee(silent(), "cancel", "lea", { reason: "x" })?.asks).toEqual([]);
    expect(foresee(silent(), "to-ben")?.asks).toEqual([]);
    expect(foresee(silent(), "reassign", "lea", { to: "ben" })?.asks).toEqual([]);
    expect(foresee(silent({ due: undefined as never }), "note")?.sentence).toBe("The step has no due date. No other step moves.");
    expect(foresee(silent(), "extend", "lea", { until: at("2026-03-04 12:00") })?.sentence).toContain("Kickoff moves by 19 hours");
  });

  it("counts a near miss in minutes", () => {
    const steps = [task("a", { due: "2 hours", escalation: { overdue: [{ after: "0 minutes", to: "maria", offer }] } })];
    const story = given({
      definition: definition(steps, { alternatives: offers, target: { duration: duration("150 minutes") } }),
      directory: org,
    }).start();
    expect(foresee(story, "extend", "maria", { until: at("2026-03-02 11:40") })?.sentence).toContain("is missed by 10 minutes.");
  });

  it("does not exist for what is no alternative", () => {
    expect(foresee(silent(), "unheard-of")).toBeUndefined();
  });
});
