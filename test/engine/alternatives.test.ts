import { describe, expect, it } from "vitest";
import { alternative, approval, at, definition } from "../support/builders.ts";
import { given } from "../support/given.ts";
import { blocked, case_, offer, offers, org, pick, silent } from "../support/offered.ts";

describe("the first valid click", () => {
  it("carries the alternative out, and answers the episode", () => {
    const story = silent().when("lea", pick("extend-2"));
    expect(story.happened("alternative.picked")).toMatchObject([{ alternative: "extend-2", by: "lea", episode: 1, args: {} }]);
    expect(story.work("a")).toMatchObject({ dueAt: at("2026-03-05 17:00"), silentAt: at("2026-03-03 10:00"), episode: undefined });
  });

  it("wins: a later one is told who chose what", () => {
    const story = silent().when("lea", pick("extend-2"));
    expect(story.when("maria", pick("cancel", { reason: "x" })).rejection).toMatchObject({
      code: "stale",
      message: 'This was settled. Lea chose "extend-2".',
    });
  });

  it("is that of somebody who was asked, or of the process owner, for something that is offered", () => {
    const story = silent();
    expect(story.when("anna", pick("extend-2")).rejection?.code).toBe("not-entitled");
    expect(story.when("maria", pick("unheard-of")).rejection?.code).toBe("unknown");
    const notOffered = silent({}, { alternatives: { ...offers, ...alternative("late", { do: "cancel" }) } });
    expect(notOffered.when("maria", pick("late", { reason: "x" })).rejection?.code).toBe("unknown");
    expect(story.when("maria", pick("extend-2")).rejection).toBeUndefined();
  });

  it("asks for what the alternative leaves open", () => {
    const fields = (id: string, args?: object) => silent().when("lea", pick(id, args)).rejection?.fields;
    expect(fields("reassign")).toHaveProperty("to");
    expect(fields("extend")).toHaveProperty("until");
    expect(fields("wait")).toHaveProperty("until");
    expect(fields("wait", { until: at("2026-03-01") })).toHaveProperty("until");
    expect(fields("cancel")).toHaveProperty("reason");
    expect(fields("reassign", { to: "nobody" })).toHaveProperty("to");
  });

  it("lets what lasts begin a new episode at level 1, counted from the decision", () => {
    const story = silent({ due: "3 working hours" }).when("lea", pick("note"));
    expect(story.step("a").episode).toBeUndefined();
    story.until("2026-03-02 15:00");
    expect(story.step("a").episode).toMatchObject({ n: 2, causes: [{ trigger: "overdue", since: at("2026-03-02 14:00") }], level: 1 });
  });
});

describe("each alternative", () => {
  it("reassign gives the step to whoever was named, or to the first who has it not, and lifts a block", () => {
    expect(
      silent()
        .when("lea", pick("reassign", { to: "ben" }))
        .work("a"),
    ).toMatchObject({ owner: "ben", dueAt: at("2026-03-03 17:00") });
    expect(blocked().when("lea", pick("to-ben")).work("a")).toMatchObject({ owner: "ben", status: "active" });
  });

  it("reassign of an approval asks somebody else", () => {
    const steps = [
      approval("a", {
        approvers: "anna",
        silence: "4 working hours",
        escalation: { unanswered: [{ after: "0 minutes", to: "maria", offer }] },
      }),
    ];
    const story = given({ definition: definition(steps, { alternatives: offers }), directory: org })
      .start()
      .until("2026-03-02 13:00");
    expect(story.when("maria", pick("reassign", { to: "ben" })).work("a").request?.approvers).toEqual(["ben"]);
  });

  it("extend moves the due date by what it says, or to the date that was chosen", () => {
    expect(
      silent()
        .when("lea", pick("extend", { until: at("2026-03-10 12:00") }))
        .work("a").dueAt,
    ).toBe(at("2026-03-10 12:00"));
    const overdue = case_({ due: "4 working hours" }).start().until("2026-03-02 14:00").clock("2026-03-04 10:00").tick();
    expect(overdue.when("maria", pick("extend-2")).work("a").dueAt).toBe(at("2026-03-06 10:00"));
  });

  it("wait blocks the step until a time, moves its due date by as long, and drafts the message", () => {
    const story = blocked().when("lea", pick("wait-3"));
    expect(story.step("a")).toMatchObject({
      status: "blocked",
      dueAt: at("2026-03-06 17:00"),
      block: { reason: "No answer", onWhom: "Acme", on: "customer", until: at("2026-03-04 17:00"), urgency: "normal" },
      reminder: { id: "chase", at: at("2026-03-04 17:00") },
    });
    expect(story.happened("message.drafted")).toMatchObject([{ draft: { message: "question", author: "lea", approvers: ["ben"] } }]);
    expect(story.posted("draft").map(({ audience }) => audience)).toEqual([{ to: "person", person: "ben" }]);
    story.until("2026-03-04 17:00").tick();
    expect(story.step("a").episode).toMatchObject({ n: 2, causes: [{ trigger: "blocked" }] });
  });

  it("wait makes a silent step a blocked one; plain hours move the due date by as many", () => {
    const story = silent().when("lea", pick("wait-plain"));
    expect(story.step("a")).toMatchObject({
      status: "blocked",
      dueAt: at("2026-03-05 17:00"),
      block: { reason: "wait-plain", on: "vendor", by: "lea" },
    });
    expect(
      silent({ due: undefined as never })
        .when("lea", pick("wait", { until: at("2026-03-03 12:00") }))
        .work("a").dueAt,
    ).toBeUndefined();
  });

  it("skip goes on without the step", () => {
    expect(silent().when("lea", pick("skip")).status()).toMatchObject({ a: "skipped", b: "active" });
  });

  it("parallel starts steps that wait, once", () => {
    const story = silent().when("lea", pick("parallel"));
    expect(story.status()).toEqual({ a: "active", b: "active", c: "active" });
    story.until("2026-03-03 11:00").when("lea", pick("parallel", {}, 2));
    expect(story.rejection).toBeUndefined();
    expect(story.happened("step.activated")).toHaveLength(3);
  });

  it("note records what was agreed, and lifts the block where it says so", () => {
    const story = blocked().when("lea", pick("note"));
    expect(story.happened("note.added")).toMatchObject([{ text: "Agreed for C-1", by: "lea" }]);
    expect(story.work("a")).toMatchObject({ status: "blocked", episode: undefined });
    expect(blocked().when("lea", pick("resume")).work("a")).toMatchObject({ status: "active", silentAt: at("2026-03-02 13:00") });
  });

  it("that leaves a step blocked is asked again when its owner is asked to chase", () => {
    const story = blocked().when("lea", pick("note")).until("2026-03-02 12:59");
    expect(story.step("a").episode).toBeUndefined();
    story.until("2026-03-02 13:00");
    expect(story.step("a").episode).toMatchObject({ n: 2, level: 1 });
  });

  it("start sets another workflow going, and cancel ends the case with its reason", () => {
    const story = silent().when("lea", pick("start"));
    expect(story.last.effects).toContainEqual({ type: "action", step: "a", pass: 1, alternative: "start" });
    const cancelled = silent().when("lea", pick("cancel", { reason: "They left" }));
    expect(cancelled.instance).toMatchObject({ status: "cancelled", outcome: "cancelled" });
  });
});
