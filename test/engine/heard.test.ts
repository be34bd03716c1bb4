import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginHappening } from "../../src/engine/happening.ts";
import { countAsHeard, personActing, saysSomething } from "../../src/engine/heard.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import { approval, at, definition, directory, personId, stepKey, task, team } from "../support/builders.ts";
import { given } from "../support/given.ts";

const sales = team("sales", ["anna", "ben"], { lead: "lea" });
const org = directory({ teams: [sales] });
const warned = { silence: "4 working hours", escalation: { silent: [{ after: "0 minutes", warnOwner: true }] } };
const one = (words: Parameters<typeof task>[1] = {}) =>
  given({ definition: definition([task("a", { owner: "team:sales", ...words })]), directory: org }).start();
const says = (text: string) => ({ type: "Hear", step: "a", text }) as const;

describe("text", () => {
  it("says nothing when only mentions, emoji and politeness are in it", () => {
    for (const text of [
      "",
      "ok",
      "Thanks!",
      "<@U123> noted :+1:",
      "+1",
      "👍🏽",
      "OK, thanks a lot.",
      "@coxswain got it",
      "...",
      "<!here> thank you so much",
    ]) {
      expect([text, saysSomething(text)]).toEqual([text, false]);
    }
  });

  it("says something when anything else remains", () => {
    for (const text of ["Waiting for the key", "ok, tomorrow", "<@U123> can you?", "15:00", "thanks, but no", "https://example.com/a"]) {
      expect([text, saysSomething(text)]).toEqual([text, true]);
    }
  });

  it("never says less for what is added to it", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("ok ", "thanks ", ":tada: ", ""), (text, polite) => {
        expect(saysSomething(`${polite}done-by-noon ${text}`)).toBe(true);
      }),
    );
  });
});

describe("being heard", () => {
  it("is an act of the owner's: it ends silence, and silence counts from it", () => {
    const story = one(warned).until("2026-03-02 13:00");
    expect(story.step("a").episode?.causes).toHaveLength(1);
    story.clock("2026-03-02 14:00").when("anna", says("I wait for the invoice"));
    expect(story.step("a").episode).toBeUndefined();
    expect(story.work("a")).toMatchObject({ heardAt: at("2026-03-02 14:00"), silentAt: at("2026-03-03 10:00") });
  });

  it("is nobody else's text, nor one that says nothing, nor on a case that is paused or a step that has ended", () => {
    const story = one(warned).when("ben", says("I think it is done")).when("anna", says("ok"));
    story.when("maria", { type: "PauseInstance" }).when("anna", says("I wait for the invoice")).when("maria", { type: "ResumeInstance" });
    story.when("anna", { type: "CompleteStep", step: "a" }).when("anna", says("It is really done"));
    expect(story.happened("step.heard")).toEqual([]);
  });

  it("is evidence of the owner's, too", () => {
    const story = one(warned).until("2026-03-02 13:00").when("anna", { type: "AddEvidence", step: "a", evidence: {} });
    expect(story.step("a").episode).toBeUndefined();
  });

  it("ends the silence of an approval when an approver writes, and never what is overdue", () => {
    const escalation = { unanswered: [{ after: "0 minutes", to: "maria" }], overdue: [{ after: "0 minutes", to: "cora" }] };
    const steps = [approval("a", { approvers: "anna", due: "4 working hours", silence: "4 working hours", escalation })];
    const story = given({ definition: definition(steps) })
      .start()
      .until("2026-03-02 13:00");
    expect(story.step("a").episode?.causes).toHaveLength(2);
    story.when("anna", says("Which price?"));
    expect(story.step("a").episode?.causes.map(({ trigger }) => trigger)).toEqual(["overdue"]);
  });

  it("of an approver who has voted says nothing for those who have not", () => {
    const escalation = { unanswered: [{ after: "0 minutes", to: "maria" }] };
    const steps = [approval("a", { approvers: ["anna", "ben"], quorum: "all", silence: "4 working hours", escalation })];
    const story = given({ definition: definition(steps) })
      .start()
      .when("anna", { type: "CastVote", step: "a", vote: "approve", revision: 1 })
      .until("2026-03-02 13:00");
    story.when("anna", says("I have approved this already"));
    expect(story.step("a").episode?.causes).toMatchObject([{ trigger: "unanswered" }]);
    story.when("ben", says("Which price?"));
    expect(story.step("a").episode).toBeUndefined();
  });

  it("is never a machine's", () => {
    const story = one(warned);
    const h = beginHappening(
      story.definition,
      story.instance,
      { type: "Tick", actor: { kind: "system", id: "sweep" } } as InstanceCommand,
      { now: story.now, directory: org, load: new Map() },
    );
    countAsHeard(h, stepKey("a"));
    expect(h.events).toEqual([]);
    expect(() => personActing(h)).toThrow("Tick by system");
  });
});

describe("acknowledging", () => {
  it("counts as heard, once a pass", () => {
    const story = one(warned).clock("2026-03-02 10:00").when("anna", { type: "AcknowledgeStep", step: "a" });
    expect(story.work("a")).toMatchObject({ acknowledged: true, silentAt: at("2026-03-02 14:00") });
    story.clock("2026-03-02 11:00").when("anna", { type: "AcknowledgeStep", step: "a" });
    expect(story.last.events).toEqual([]);
    story.when("anna", { type: "CompleteStep", step: "a" }).when("maria", { type: "ReopenStep", step: "a", reason: "x" });
    expect(story.work("a").acknowledged).toBe(false);
  });

  it("is refused on a step that does not run", () => {
    const steps = [task("a"), task("b", { needs: ["a"] })];
    const story = given({ definition: definition(steps) }).start();
    for (const act of [
      { type: "AcknowledgeStep", step: "b" },
      { type: "SnoozeReminder", step: "b", until: "1-hour" },
      { type: "CommitTo", step: "b", until: at("2026-03-05") },
      { type: "BlockStep", step: "b", reason: "x", on: "other" },
      { type: "UnblockStep", step: "b" },
      { type: "HandOffStep", step: "b", to: personId("ben") },
    ] as const) {
      expect(story.when("anna", act).rejection?.code).toBe("wrong-state");
    }
    expect(story.when("maria", { type: "ExtendStep", step: "b", until: at("2026-03-05") }).rejection?.code).toBe("wrong-state");
  });
});
