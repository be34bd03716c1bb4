import { describe, expect, it } from "vitest";
import { mail, play, problemsOf } from "../../support/play.ts";

const claim = {
  claim_id: "2024-0847",
  claim_type: "property",
  region: "northeast",
  reserve: 12_000,
  claimant: { text: "t-1", hash: "h-1" },
};
const proposal = { proposed_reserve: 9_000, underwriting_aligned: true };

const started = () => play("claim-handling").start(mail("tina"), { inputs: claim });
const proposed = () =>
  started()
    .when(mail("tom"), { type: "TakeStep", step: "triage-classify" })
    .when(mail("tom"), { type: "DecideStep", step: "triage-classify", option: "medium" })
    .when(mail("compliance"), { type: "DecideStep", step: "idd-check", option: "pass" })
    .when(mail("lin"), { type: "CompleteStep", step: "liquidation-propose", evidence: proposal });

describe("a claim", () => {
  it("is registered at once, and waits for a member of triage to take it", () => {
    const story = started().when({ kind: "system", id: "queue" }, { type: "ReportActionResult", step: "fnol-receive", ok: true });
    expect(story.instance.priority).toBe("high");
    expect(story.status()).toMatchObject({ "fnol-receive": "done", "triage-classify": "active" });
    expect(story.work("triage-classify").owner).toBeUndefined();
    expect(story.events.map((event) => event.action)).toContain("fnol.receive");
  });

  it("keeps the claimant's name out of state and trace", () => {
    const story = started();
    expect(story.instance.inputs.claimant).toEqual({ text: "t-1", hash: "h-1" });
  });

  it("is taken before it is decided: a member who has not taken it is told who can", () => {
    const early = started().when(mail("tom"), { type: "DecideStep", step: "triage-classify", option: "low" });
    expect(early.rejection).toMatchObject({ code: "not-entitled" });
  });

  it("warns the lead when nobody takes it in four working hours", () => {
    const story = started().until("2026-03-02 13:30");
    expect(story.happened("unclaimed.warned")).toMatchObject([{ step: "triage-classify", to: [mail("tina")] }]);
  });

  it("is liquidated once an adjuster of the region approves, and its reserve becomes the one proposed", () => {
    const story = proposed();
    expect(story.work("liquidation-approve").request).toMatchObject({ approvers: [mail("ferrari")], needed: 1 });
    story.when(mail("ferrari"), { type: "CastVote", step: "liquidation-approve", vote: "approve", revision: 1 });
    expect(story.instance).toMatchObject({ status: "completed", inputs: { reserve: 9_000 } });
    expect(story.events.map((event) => event.action)).toEqual(
      expect.arrayContaining(["triage.classify", "idd.check", "liquidation.propose", "liquidation.approve"]),
    );
    expect(problemsOf(story)).toEqual([]);
  });

  it("shows the approver the reserve before and after", () => {
    expect(proposed().work("liquidation-approve").request?.shows).toContainEqual({ label: "Reserve", before: 12_000, after: 9_000 });
  });

  it("is never approved by an adjuster of another region, nor by whoever proposed it", () => {
    for (const name of ["rossi", "lin", "tina", "claims-head"]) {
      const refused = proposed().when(mail(name), { type: "CastVote", step: "liquidation-approve", vote: "approve", revision: 1 });
      expect(refused.rejection).toMatchObject({ code: "not-entitled", who: [mail("ferrari")] });
    }
  });

  it("goes back to its proposal when it is rejected, three times at most, then the process owner is asked", () => {
    const story = proposed();
    const reject = () =>
      story.when(mail("ferrari"), { type: "CastVote", step: "liquidation-approve", vote: "reject", reason: "too low", revision: 1 });
    for (let round = 1; round <= 3; round += 1) {
      reject();
      expect(story.step("liquidation-propose")).toMatchObject({ status: "active", pass: round + 1, backs: round });
      story.when(mail("lin"), { type: "CompleteStep", step: "liquidation-propose", evidence: proposal });
    }
    reject();
    expect(story.happened("back.refused")).toMatchObject([{ target: "liquidation-propose", atMost: 3 }]);
    expect(
      story
        .posted("told")
        .filter((message) => message.content.what === "back-refused")
        .map((message) => message.audience),
    ).toContainEqual({
      to: "person",
      person: mail("claims-head"),
    });
    expect(problemsOf(story)).toEqual([]);
  });

  it("cannot be proposed without what the approval rests on", () => {
    const story = started()
      .when(mail("tina"), { type: "TakeStep", step: "triage-classify" })
      .when(mail("tina"), { type: "DecideStep", step: "triage-classify", option: "high" })
      .when(mail("compliance"), { type: "DecideStep", step: "idd-check", option: "gaps", reason: "one form is missing" })
      .when(mail("lin"), { type: "CompleteStep", step: "liquidation-propose", evidence: { proposed_reserve: 1 } });
    expect(story.rejection).toMatchObject({ code: "missing-evidence", missing: ["underwriting_aligned"] });
    expect(story.events.find((event) => event.action === "idd.check")).toMatchObject({ verdict: "WARN" });
  });
});
