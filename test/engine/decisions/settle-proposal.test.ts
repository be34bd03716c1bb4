import { describe, expect, it } from "vitest";
import { at } from "../../support/builders.ts";
import { pick, silent, unready } from "../../support/offered.ts";

describe("an alternative that needs approval", () => {
  it("becomes a proposal that holds the episode, not the clocks", () => {
    const story = silent({ reminders: { before: ["2 working hours"] } }).when("lea", pick("skip-agreed"));
    expect(story.work("a").proposal).toMatchObject({ alternative: "skip-agreed", by: "lea", approvers: ["maria"], episode: 1 });
    expect(story.when("maria", pick("extend-2")).rejection).toMatchObject({
      code: "stale",
      message: 'Lea chose "skip-agreed", which waits for approval.',
    });
    story.until("2026-03-20");
    expect(story.happened("escalation.queued")).toHaveLength(1);
    expect(story.posted("reminder")).toHaveLength(1);
    story.when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: true });
    expect(story.status()).toMatchObject({ a: "skipped" });
    expect(story.happened("alternative.picked")).toMatchObject([{ alternative: "skip-agreed", by: "lea" }]);
  });

  it("declined, lets the episode go on where it was", () => {
    const story = silent().when("lea", pick("skip-agreed")).clock("2026-03-04 10:00").tick();
    story.when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: false, reason: "We need it" });
    expect(story.wakeAt).toBeLessThanOrEqual(story.now);
    story.tick();
    expect(story.happened("escalation.queued").map(({ level }) => level)).toEqual([1, 2]);
    expect(story.when("maria", pick("extend-2")).rejection).toBeUndefined();
  });

  it("is carried out at once when picked by one whose approval it needs; with nobody named there, the process owner is asked", () => {
    expect(silent().when("maria", pick("skip-agreed")).status()).toMatchObject({ a: "skipped" });
    expect(silent().when("lea", pick("skip-nobody")).work("a").proposal?.approvers).toEqual(["maria"]);
  });

  it("cannot be settled once there is nothing to settle, nor carried out once the definition has lost it", () => {
    const story = silent()
      .when("lea", pick("skip-agreed"))
      .when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: false, reason: "x" });
    expect(story.when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: true }).rejection).toBeDefined();
  });
});

describe("before a step is ready", () => {
  it("reassign asks somebody else for what is missing, and the ladder begins anew", () => {
    const story = unready().when("lea", pick("reassign", { to: "anna" }));
    expect(story.step("a")).toMatchObject({
      status: "waiting",
      unready: { asked: ["anna"], since: at("2026-03-02 10:00") },
      episode: undefined,
    });
    expect(story.last.effects).toContainEqual(
      expect.objectContaining({ audience: { to: "person", person: "anna" }, content: expect.objectContaining({ kind: "unready" }) }),
    );
    story.until("2026-03-02 11:00");
    expect(story.step("a").episode).toMatchObject({ n: 2 });
  });

  it("extend and wait let the ladder begin at the time that was chosen", () => {
    for (const id of ["extend", "wait"]) {
      const story = unready().when("lea", pick(id, { until: at("2026-03-05 10:00") }));
      expect(story.step("a")).toMatchObject({
        unready: { since: at("2026-03-05 10:00"), remindAt: at("2026-03-05 10:00") },
        episode: undefined,
      });
      story.until("2026-03-05 10:00");
      expect(story.step("a").episode).toMatchObject({ n: 2, level: 0 });
    }
  });

  it("skip and note work as ever, and a note begins the ladder anew", () => {
    expect(unready().when("lea", pick("skip")).status()).toMatchObject({ a: "skipped" });
    const story = unready().when("lea", pick("resume"));
    expect(story.step("a")).toMatchObject({ unready: { since: at("2026-03-02 10:00") } });
    expect(story.when("maria", { type: "SettleProposal", step: "a", episode: 1, approve: true }).rejection).toBeDefined();
  });
});
