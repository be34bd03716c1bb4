import { describe, expect, it } from "vitest";
import { VersionHash } from "../../../src/engine/ids.ts";
import type { EventBody, EventOf } from "../../../src/engine/messages/event.ts";
import { HOUR, MINUTE, stepKey } from "../../support/builders.ts";
import { MONDAY } from "../../support/given.ts";
import { a, activated, anna, ben, completed, draft, drafted, folded, maria, opened, request, stepA, unready } from "./folding.ts";

describe("proposals, votes and drafts", () => {
  it("hold a proposal until it is settled, on a step that works or waits", () => {
    const proposal = { alternative: "skip", args: {}, by: maria, approvers: [ben], at: MONDAY, episode: 1 };
    const proposed: EventBody = { type: "alternative.proposed", step: a, proposal };
    const settled: EventBody = { type: "alternative.settled", step: a, alternative: "skip", approved: true, by: ben, why: undefined };
    expect(stepA(activated(), opened, proposed)).toMatchObject({ proposal });
    expect(stepA(unready, proposed)).toMatchObject({ proposal });
    expect(stepA(unready, proposed, settled)).toMatchObject({ proposal: undefined });
    expect(stepA(activated(), opened, proposed, settled)).toMatchObject({ proposal: undefined });
    expect(stepA(activated(), completed, proposed, settled)).not.toHaveProperty("proposal");
  });

  it("remember what was picked in an episode, and what became of a proposal", () => {
    const pickedNow = (alternative: string, by = maria): EventBody => ({
      type: "alternative.picked",
      step: a,
      episode: 1,
      alternative,
      by,
      args: {},
      predicted: "",
    });
    const proposal = { alternative: "skip", args: {}, by: maria, approvers: [ben], at: MONDAY, episode: 1 };
    const proposed: EventBody = { type: "alternative.proposed", step: a, proposal };
    const settled = (approved: boolean): EventBody => ({
      type: "alternative.settled",
      step: a,
      alternative: "skip",
      approved,
      by: ben,
      why: undefined,
    });
    const picks = (...bodies: readonly EventBody[]) => folded(activated(), opened, ...bodies).picks?.["a:1"];
    expect(picks(pickedNow("extend"))).toMatchObject({ alternative: "extend", by: maria, settled: undefined });
    expect(picks(proposed, settled(true), pickedNow("skip", ben))).toMatchObject({ by: maria, settled: { by: ben, approved: true } });
    expect(picks(proposed, settled(false), pickedNow("skip", ben))).toMatchObject({ by: ben, settled: undefined });
    expect(picks(settled(true))).toBeUndefined();
    expect(folded(activated(), completed, settled(true)).picks).toBeUndefined();
  });

  it("replace an approver's earlier vote, and follow a changed request", () => {
    const cast = (vote: "approve" | "reject"): EventBody => ({
      type: "vote.cast",
      step: a,
      vote: { by: anna, approver: anna, vote, reason: undefined, at: MONDAY },
      revision: 1,
      unreachable: false,
    });
    expect(stepA(activated({ request }), cast("approve"), cast("reject"))).toMatchObject({ request: { votes: [{ vote: "reject" }] } });
    expect(stepA(activated(), cast("approve"))).toMatchObject({ request: undefined });
    const changed: EventBody = { type: "approval.changed", step: a, by: maria, request: { ...request, revision: 2 }, note: undefined };
    expect(stepA(activated({ request }), changed)).toMatchObject({ request: { revision: 2 } });
  });

  it("take a draft from pending to sent, rejected or void", () => {
    const status = (...bodies: readonly EventBody[]) => folded(drafted, ...bodies).drafts["question-1"];
    const approved: EventBody = { type: "message.approved", draft: draft.id, by: ben };
    expect(status(approved)).toMatchObject({ status: "approved", approvedBy: ben, settledAt: MONDAY + 2 * MINUTE });
    expect(status(approved, { type: "message.sent", draft: draft.id, by: ben })).toMatchObject({ status: "sent", approvedBy: ben });
    expect(status({ type: "message.rejected", draft: draft.id, by: ben, why: undefined })).toMatchObject({ status: "rejected" });
    expect(status({ type: "message.voided", draft: draft.id })).toMatchObject({ status: "void" });
    expect(status({ type: "message.voided", draft: "another" })).toMatchObject({ status: "pending" });
  });

  it("keep evidence with its pass, and inputs as they were last set", () => {
    const values = { goals: { value: "grow", step: a, pass: 1, by: anna } };
    expect(folded({ type: "evidence.added", step: a, by: anna, values, note: undefined }).evidence).toEqual(values);
    expect(folded({ type: "input.set", by: maria, inputs: { tier: "gold" } }).inputs).toEqual({ case_id: "C-1", tier: "gold" });
  });
});

describe("the case as a whole", () => {
  it("takes a priority and watchers", () => {
    expect(folded({ type: "priority.changed", by: maria, priority: "high", fixed: true })).toMatchObject({
      priority: "high",
      priorityFixed: true,
    });
    expect(folded({ type: "watchers.changed", by: maria, watchers: [ben] })).toMatchObject({ watchers: [ben] });
  });

  it("pauses, and resumes with what was left of each clock", () => {
    const paused: EventBody = { type: "instance.paused", by: maria, why: undefined };
    expect(folded(paused)).toMatchObject({ status: "paused", pausedAt: MONDAY + MINUTE });
    const resumed = (clock: EventOf<"instance.resumed">["clocks"][typeof a] | undefined): EventBody => ({
      type: "instance.resumed",
      by: maria,
      clocks: clock === undefined ? {} : { [a]: clock },
      targetAt: MONDAY + 9 * HOUR,
    });
    expect(folded(paused, resumed(undefined))).toMatchObject({ status: "running", pausedAt: undefined, targetAt: MONDAY + 9 * HOUR });
    expect(stepA(activated(), opened, paused, resumed({ dueAt: MONDAY + 5 * HOUR, nextAt: MONDAY + 6 * HOUR }))).toMatchObject({
      dueAt: MONDAY + 5 * HOUR,
      episode: { nextAt: MONDAY + 6 * HOUR },
    });
    expect(stepA(unready, paused, resumed({ remindAt: MONDAY + 7 * HOUR }))).toMatchObject({ unready: { remindAt: MONDAY + 7 * HOUR } });
    expect(stepA(unready, paused, resumed({}))).toMatchObject({ unready: { remindAt: MONDAY } });
    expect(stepA(paused, resumed({ remindAt: MONDAY }))).toMatchObject({ unready: undefined });
    const repeating = { ...completed, repeatAt: MONDAY + HOUR } as EventBody;
    expect(stepA(activated(), repeating, paused, resumed({ repeatAt: MONDAY + 8 * HOUR }))).toMatchObject({ repeatAt: MONDAY + 8 * HOUR });
    expect(stepA(activated(), repeating, paused, resumed({}))).toMatchObject({ repeatAt: MONDAY + HOUR });
  });

  it("ends, with an outcome, and may be reopened", () => {
    expect(folded({ type: "instance.cancelled", by: maria, outcome: "cancelled", why: undefined })).toMatchObject({
      status: "cancelled",
      endedAt: MONDAY + MINUTE,
    });
    const done: EventBody = { type: "instance.completed", outcome: "completed" };
    expect(folded(done)).toMatchObject({ status: "completed", outcome: "completed", endedAt: MONDAY + MINUTE });
    expect(folded(done, { type: "instance.reopened", by: maria })).toMatchObject({
      status: "running",
      outcome: undefined,
      endedAt: undefined,
    });
  });

  it("moves to another version with steps that are new or gone", () => {
    const migrated: EventBody = {
      type: "instance.migrated",
      by: undefined,
      from: VersionHash.parse("v1"),
      to: VersionHash.parse("v2"),
      added: [{ key: stepKey("c"), kind: "task" }],
      removed: [stepKey("b")],
    };
    expect(Object.keys(folded(migrated).steps)).toEqual(["a", "c"]);
    expect(folded(migrated)).toMatchObject({ version: "v2", steps: { c: { status: "waiting", pass: 1 } } });
  });

  it("stops automated acts until somebody has looked", () => {
    const stopped: EventBody = { type: "automation.stopped", reason: "no-progress", step: undefined };
    expect(folded(stopped)).toMatchObject({ stopped: { reason: "no-progress", at: MONDAY + MINUTE } });
    expect(folded(stopped, { type: "automation.resumed", by: maria }).stopped).toBeUndefined();
  });

  it("keeps of refusals only those of the minute that runs now", () => {
    const refused = (by: string): EventBody => ({ type: "act.refused", act: "CompleteStep", step: a, by, code: "not-entitled" });
    const minute = Math.floor(MONDAY / MINUTE);
    expect(folded(refused("ben")).refusals).toEqual({ "ben:CompleteStep": minute + 1 });
    expect(folded(refused("ben"), refused("carl")).refusals).toEqual({ "carl:CompleteStep": minute + 2 });
  });

  it("is left as it is by what only the trace shows", () => {
    const shown: readonly EventBody[] = [
      { type: "note.added", step: a, by: anna, text: "called them" },
      { type: "back.refused", step: a, target: a, atMost: 3 },
      { type: "event.delivered", step: a, event: { type: "x", id: "1" } },
      { type: "action.failed", step: a, detail: "no" },
      { type: "delivery.failed", message: "m", why: "archived", person: undefined },
      { type: "trace.read", by: maria, how: "export" },
    ];
    const { seq: _, lastAt: __, progressAt: ___, ...before } = folded();
    expect(folded(...shown)).toMatchObject(before);
  });
});
