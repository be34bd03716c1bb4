import { describe, expect, it } from "vitest";
import { evolve } from "../../../src/engine/evolve.ts";
import type { EventBody } from "../../../src/engine/messages/event.ts";
import { HOUR, MINUTE, stepKey } from "../../support/builders.ts";
import { MONDAY } from "../../support/given.ts";
import { a, activated, anna, ben, completed, eventOf, folded, handedOff, maria, opened, pick, request, stepA, unready } from "./folding.ts";

describe("an instance begins", () => {
  it("with every step waiting on its first pass, and its planned owner known", () => {
    const instance = folded();
    expect(instance).toMatchObject({ status: "running", seq: 1, rev: 0, startedAt: MONDAY, progressAt: MONDAY, lastAt: MONDAY });
    expect(instance.steps[a]).toMatchObject({ status: "waiting", pass: 1, planned: anna, backs: 0, episodes: 0 });
    expect(instance.steps[stepKey("b")]).toMatchObject({ kind: "approval", planned: undefined });
  });

  it("with nothing else: an event before the start is a bug", () => {
    expect(() => evolve(undefined, eventOf(completed, 1, MONDAY))).toThrow("before instance.started");
  });

  it("and takes no event of the workspace's own chain", () => {
    const reload: EventBody = { type: "workspace.refused", act: "x", by: "anna", why: "unknown" };
    expect(() => folded(reload)).toThrow("belongs to the workspace's chain");
  });
});

describe("time and sequence", () => {
  it("follow the last event, and never run backwards", () => {
    const first = folded(activated());
    const later = evolve(first, eventOf(completed, 3, MONDAY - HOUR));
    expect(later).toMatchObject({ seq: 3, lastAt: MONDAY + MINUTE, progressAt: MONDAY + MINUTE });
  });

  it("count what clocks do as no progress", () => {
    expect(folded(activated(), opened, { type: "episode.closed", step: a, n: 1 })).toMatchObject({
      progressAt: MONDAY,
      lastAt: MONDAY + 3 * MINUTE,
    });
  });
});

describe("a step's life", () => {
  it("is planned while it waits, and told of its turn once", () => {
    const planned: EventBody = { type: "step.planned", step: a, planned: ben, upcomingAt: MONDAY };
    expect(stepA(planned)).toMatchObject({ planned: ben, upcomingAt: MONDAY });
    expect(stepA(planned, { type: "upcoming.queued", step: a, to: ben })).toMatchObject({ upcomingAt: undefined });
  });

  it("may have its next owner planned while it is active, which has no turn to be told of", () => {
    const planned: EventBody = { type: "step.planned", step: a, planned: ben, upcomingAt: MONDAY };
    const step = stepA(activated(), planned, { type: "upcoming.queued", step: a, to: ben });
    expect(step).toMatchObject({ status: "active", planned: ben });
    expect(step).not.toHaveProperty("upcomingAt");
  });

  it("waits for what is missing, and whoever was asked is reminded", () => {
    expect(stepA(unready)).toMatchObject({ unready: { missing: ["goals"], asked: [ben] } });
    const reminded: EventBody = { type: "unready.reminded", step: a, to: [ben], remindAt: MONDAY + HOUR };
    expect(stepA(unready, reminded)).toMatchObject({ unready: { remindAt: MONDAY + HOUR } });
    expect(stepA(reminded)).toMatchObject({ unready: undefined });
    expect(stepA(activated(), unready)).not.toHaveProperty("unready");
  });

  it("becomes active with the owner that was picked, both names of a delegate, and its clocks", () => {
    expect(stepA(activated({ pick: pick(ben, { insteadOf: anna }) }))).toMatchObject({
      status: "active",
      owner: ben,
      insteadOf: anna,
      team: "legal",
      activatedAt: MONDAY + MINUTE,
      ownedAt: MONDAY + MINUTE,
      heardAt: MONDAY + MINUTE,
      dueAt: MONDAY + HOUR,
    });
  });

  it("ends done with who did it and when", () => {
    expect(stepA(activated(), completed)).toMatchObject({ status: "done", by: anna, owner: anna, endedAt: MONDAY + 2 * MINUTE });
  });

  it("ends with the option decided, or the outcome of the votes, kept for the card of that pass", () => {
    const made: EventBody = { type: "decision.made", step: a, by: anna, option: "low", why: "small", note: undefined };
    expect(stepA(activated(), made)).toMatchObject({ status: "done", outcome: "low" });
    const decided: EventBody = { type: "approval.decided", step: a, outcome: "rejected", by: ben, why: "too much" };
    const instance = folded(activated({ request }), decided);
    expect(instance.steps[a]).toMatchObject({ status: "done", outcome: "rejected" });
    expect(instance.decided).toMatchObject({ "a:1": { outcome: "rejected", by: ben, why: "too much", request } });
  });

  it("may be skipped by a person or a condition", () => {
    const skipped: EventBody = { type: "step.skipped", step: a, by: maria, cause: "person", why: "not needed" };
    expect(stepA(skipped)).toMatchObject({ status: "skipped", by: maria, cause: "person", endedAt: MONDAY + MINUTE });
  });

  it("is reopened on its next pass, counting towards the limit only where a rule sent it back", () => {
    const reopened = (counts: boolean): EventBody => ({
      type: "step.reopened",
      step: a,
      by: maria,
      from: undefined,
      why: undefined,
      counts,
    });
    expect(stepA(activated(), completed, reopened(true))).toMatchObject({ status: "waiting", pass: 2, backs: 1 });
    expect(stepA(activated(), completed, reopened(false))).toMatchObject({ status: "waiting", pass: 2, backs: 0 });
    expect(stepA(activated(), { type: "step.reset", step: a, because: stepKey("b") })).toMatchObject({ status: "waiting", pass: 2 });
  });

  it("cannot end before it began, nor name a step that is not there", () => {
    expect(() => folded(completed)).toThrow("step.completed on a, which is waiting");
    expect(() => folded({ type: "decision.made", step: a, by: anna, option: "x", why: undefined, note: undefined })).toThrow("waiting");
    expect(() => folded({ ...activated(), step: stepKey("zebra") })).toThrow("step zebra is not in instance");
    expect(() =>
      folded({ type: "decision.made", step: stepKey("zebra"), by: anna, option: "x", why: undefined, note: undefined }),
    ).toThrow();
  });
});

describe("ownership", () => {
  it("passes to whoever takes a team's step", () => {
    const taken: EventBody = { type: "step.taken", step: a, by: ben, clock: { heardAt: MONDAY + 7, silentAt: MONDAY + 9 } };
    expect(stepA(activated(), taken)).toMatchObject({ owner: ben, heardAt: MONDAY + 7, silentAt: MONDAY + 9, dueAt: MONDAY + HOUR });
  });

  it("is acknowledged by an owner, and afresh by the next one", () => {
    const acknowledged: EventBody = { type: "step.acknowledged", step: a, by: anna, clock: {} };
    expect(stepA(activated(), acknowledged)).toMatchObject({ acknowledged: true });
    expect(stepA(activated(), acknowledged, handedOff)).toMatchObject({ acknowledged: false });
  });

  it("goes to the receiver at once, who accepts", () => {
    expect(stepA(activated(), handedOff)).toMatchObject({ owner: ben, handOff: { to: ben, accepted: false }, dueAt: MONDAY + HOUR });
    const accepted: EventBody = { type: "handoff.accepted", step: a, by: ben, clock: {} };
    expect(stepA(activated(), handedOff, accepted)).toMatchObject({ handOff: { accepted: true } });
    expect(stepA(activated(), accepted)).toMatchObject({ handOff: undefined });
  });

  it("comes back when it is returned, and returns are counted", () => {
    const returned: EventBody = { type: "handoff.returned", step: a, by: ben, missing: "the file", to: anna, clock: {} };
    expect(stepA(activated(), handedOff, returned)).toMatchObject({ owner: anna, handOff: { returns: 1, note: "the file", to: anna } });
    expect(stepA(activated(), returned)).toMatchObject({ handOff: { returns: 1 } });
  });

  it("moves by reassignment, which ends a handoff and keeps the team unless another is named", () => {
    const reassigned = (team: string | undefined): EventBody => ({
      type: "step.reassigned",
      step: a,
      by: maria,
      from: anna,
      pick: pick(ben, { team }),
      note: undefined,
      clock: {},
    });
    expect(stepA(activated(), handedOff, reassigned(undefined))).toMatchObject({ owner: ben, team: "legal", handOff: undefined });
    expect(stepA(activated(), reassigned("it"))).toMatchObject({ team: "it" });
    const waiting = stepA(reassigned(undefined));
    expect(waiting).toMatchObject({ status: "waiting", planned: ben, plannedBy: maria });
    expect(stepA(reassigned(undefined), activated())).toMatchObject({ status: "active", plannedBy: maria });
  });
});
