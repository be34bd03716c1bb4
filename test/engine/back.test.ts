import { describe, expect, it } from "vitest";
import { descendantsOf } from "../../src/engine/back.ts";
import {
  absence,
  at,
  decision,
  definition,
  directory,
  field,
  option,
  person,
  personId,
  stepKey,
  task,
  team,
  whos,
} from "../support/builders.ts";
import { given } from "../support/given.ts";

const done = (step: string) => ({ type: "CompleteStep", step }) as const;
const reopen = (step: string, reason = "It was wrong.") => ({ type: "ReopenStep", step, reason }) as const;

/** draft → (check, print) → send; other is a branch of its own. */
const flow = definition([
  task("draft", { evidence: [field("text", { required: false })] }),
  task("check", { needs: ["draft"], owner: "ben" }),
  task("print", { needs: ["draft"], owner: "cora", when: "has(text)" }),
  task("send", { needs: ["check", "print"], owner: "ben" }),
  task("other", { owner: "cora" }),
]);

describe("work that is sent back", () => {
  it("makes the target active again on its next pass, and everything after it wait again; other branches stay", () => {
    const story = given({ definition: flow }).start().when("anna", done("draft")).when("cora", done("other")).when("ben", done("check"));
    expect(story.status()).toEqual({ draft: "done", check: "done", print: "skipped", send: "active", other: "done" });
    story.when("maria", reopen("draft"));
    expect(story.status()).toEqual({ draft: "active", check: "waiting", print: "waiting", send: "waiting", other: "done" });
    expect(Object.values(story.instance.steps).map(({ pass }) => pass)).toEqual([2, 2, 2, 2, 1]);
    expect(story.happened("step.reset").map(({ step, because }) => [step, because])).toEqual([
      ["check", "draft"],
      ["print", "draft"],
      ["send", "draft"],
    ]);
  });

  it("asks conditions again on the new pass", () => {
    const story = given({ definition: flow }).start().when("anna", done("draft"));
    story.when("maria", reopen("draft")).when("anna", { type: "CompleteStep", step: "draft", evidence: { text: "Hello" } });
    expect(story.status().print).toBe("active");
  });

  it("tells those whose work waits again, and the thread", () => {
    const story = given({ definition: flow }).start().when("anna", done("draft")).when("ben", done("check")).when("maria", reopen("draft"));
    const told = story
      .posted("told")
      .map(({ content, audience }) => [content.what, audience.to === "person" ? audience.person : audience.to]);
    expect(told).toEqual([
      ["waits-again", "ben"],
      ["reopened", "thread"],
    ]);
  });

  it("keeps evidence, marked with the pass it was given on", () => {
    const story = given({ definition: flow })
      .start()
      .when("anna", { type: "CompleteStep", step: "draft", evidence: { text: "One" } });
    story.when("maria", reopen("draft"));
    expect(story.instance.evidence.text).toMatchObject({ value: "One", pass: 1 });
    story.when("anna", { type: "CompleteStep", step: "draft", evidence: { text: "Two" } });
    expect(story.instance.evidence.text).toMatchObject({ value: "Two", pass: 2 });
  });

  it("leaves what a person skipped skipped", () => {
    const story = given({ definition: flow }).start().when("anna", done("draft"));
    story.when("maria", { type: "SkipStep", step: "check", reason: "Not needed." }).when("maria", reopen("draft"));
    expect(story.status()).toMatchObject({ check: "skipped", send: "waiting" });
  });

  it("leaves a step that had not begun as it was, and asks again for what a step was not ready for", () => {
    const waiting = definition([task("a"), task("b", { needs: ["a"], ready: ["paper"] }), task("c", { needs: ["b"] })], {
      inputs: [field("paper", { required: false })],
    });
    const story = given({ definition: waiting }).start().when("anna", done("a"));
    story.when("maria", reopen("a"));
    expect([story.step("b"), story.step("c")]).toMatchObject([{ status: "waiting", unready: undefined, pass: 2 }, { pass: 1 }]);
    story.when("anna", done("a"));
    expect(story.posted("unready").map(({ key }) => key)).toEqual(["unready:b:1:1:maria", "unready:b:2:1:maria"]);
  });

  it("goes to whoever had it last, though the definition names somebody else", () => {
    const known = directory({ teams: [team("crew", ["ada", "bob"], { lead: "lou", assign: "first" })] });
    const crewed = definition([task("a", { owner: "team:crew" }), task("b", { needs: ["a"], owner: "team:crew" })]);
    const story = given({ definition: crewed, directory: known }).start();
    story.when("maria", { type: "ReassignStep", step: "a", to: personId("ben"), note: "Ben knows." }).when("ben", done("a"));
    story.when("maria", reopen("a"));
    expect(story.work("a")).toMatchObject({ owner: "ben", pass: 2 });
    expect(story.step("a")).toMatchObject({ planned: "ben", plannedBy: "maria" });
  });

  it("goes back to the one for whom a delegate stood in", () => {
    const away = person("ben", { absences: [absence(at("2026-03-01"), at("2026-03-03"))], delegate: personId("dora") });
    const story = given({ definition: flow, directory: directory({ people: [away, "dora"] }) })
      .start()
      .when("anna", done("draft"));
    expect(story.work("check")).toMatchObject({ owner: "dora", insteadOf: "ben" });
    story.when("maria", reopen("draft")).clock("2026-03-04 09:00").when("anna", done("draft"));
    expect(story.work("check")).toMatchObject({ owner: "ben", insteadOf: undefined });
  });

  it("voids drafts about what waits again, which nobody has approved", () => {
    const spoken = definition([task("draft"), task("check", { needs: ["draft"] }), task("other")], {
      messages: { ask: { id: "ask", to: whos("input:case_id"), approve: whos("ben"), text: "Please answer." } },
    });
    const story = given({ definition: spoken }).start().when("anna", done("draft"));
    story.when("anna", { type: "DraftMessage", message: "ask", step: stepKey("check") });
    story.when("anna", { type: "DraftMessage", message: "ask", step: stepKey("other") });
    story.when("maria", reopen("draft"));
    expect(Object.values(story.instance.drafts).map(({ step, status }) => [step, status])).toEqual([
      ["check", "void"],
      ["other", "pending"],
    ]);
  });

  it("waits while the case is paused", () => {
    const back = definition([
      task("draft"),
      // biome-ignore lint/suspicious/noThenProperty: the definition's own word
      decision("check", { needs: ["draft"], options: [option("no", { then: { do: "back", step: stepKey("draft"), atMost: 3 } })] }),
    ]);
    const story = given({ definition: back }).start().when("anna", done("draft")).when("maria", { type: "PauseInstance" });
    story.when("anna", { type: "DecideStep", step: "check", option: "no" });
    expect(story.status()).toEqual({ draft: "waiting", check: "waiting" });
    expect(story.when("maria", { type: "ResumeInstance" }).status()).toEqual({ draft: "active", check: "waiting" });
    expect(story.step("draft")).toMatchObject({ pass: 2, backs: 1 });
  });
});

describe("reopening", () => {
  it("does not count towards how often work may be sent back", () => {
    const story = given({ definition: flow }).start().when("anna", done("draft")).when("maria", reopen("draft"));
    expect(story.step("draft")).toMatchObject({ pass: 2, backs: 0 });
  });

  it("makes even a step that its condition skipped active", () => {
    const story = given({ definition: flow }).start().when("anna", done("draft")).when("maria", reopen("print"));
    expect(story.status().print).toBe("active");
  });

  const complete = () => given({ definition: definition([task("a"), task("b", { needs: ["a"] })], { watchers: whos("cora") }) });

  it("runs a completed case again, and tells its watchers", () => {
    const story = complete().start().when("anna", done("a")).when("anna", done("b")).when("maria", reopen("b"));
    expect(story.instance).toMatchObject({ status: "running", outcome: undefined });
    expect(story.status()).toEqual({ a: "done", b: "active" });
    expect(story.posted("told").map(({ content }) => content.what)).toEqual(["started", "progress", "completed", "reopened", "reopened"]);
  });

  it("is refused for a step that has not ended, in a cancelled case, and without a reason", () => {
    const story = complete().start();
    expect(story.when("maria", reopen("b")).rejection).toMatchObject({ code: "wrong-state", message: '"b" has not ended yet.' });
    expect(story.when("anna", done("a")).when("maria", reopen("a", " ")).rejection).toMatchObject({
      code: "invalid",
      fields: { reason: "Say why." },
    });
    story.when("maria", { type: "CancelInstance", reason: "Over." }).when("maria", reopen("a"));
    expect(story.rejection?.message).toBe("This case was cancelled. Start it again instead.");
  });
});

it("finds every step after another, through others, in the order of telling", () => {
  expect(descendantsOf(flow, stepKey("draft"))).toEqual(["check", "print", "send"]);
  expect(descendantsOf(flow, stepKey("send"))).toEqual([]);
});
