import { describe, expect, it } from "vitest";
import { action, at, decision, definition, field, option, task, wait } from "../support/builders.ts";
import { given } from "../support/given.ts";

const done = (step: string) => ({ type: "CompleteStep", step }) as const;

describe("joins", () => {
  it("start a step that needs nothing at once, and one that needs all when all are done", () => {
    const story = given({ definition: definition([task("a"), task("b"), task("c", { needs: ["a", "b"] })]) }).start();
    expect(story.status()).toEqual({ a: "active", b: "active", c: "waiting" });
    expect(story.when("anna", done("a")).status().c).toBe("waiting");
    expect(story.when("anna", done("b")).status().c).toBe("active");
  });

  it("count a skipped step as done where all are needed", () => {
    const flow = definition([task("a"), task("b", { when: "1 == 2" }), task("c", { needs: ["a", "b"] })]);
    const story = given({ definition: flow }).start().when("anna", done("a"));
    expect(story.status()).toEqual({ a: "done", b: "skipped", c: "active" });
    expect(story.happened("step.skipped")).toMatchObject([{ step: "b", cause: "condition", by: undefined }]);
  });

  it("start a step once, with the first of any, and let the losers go on", () => {
    const flow = definition([task("a"), task("b"), task("c", { needs: { any: ["a", "b"] } })]);
    const story = given({ definition: flow }).start().when("anna", done("b"));
    expect(story.status()).toEqual({ a: "active", b: "done", c: "active" });
    story.when("anna", done("c")).when("anna", done("a"));
    expect(story.happened("step.activated").map(({ step }) => step)).toEqual(["a", "b", "c"]);
    expect(story.instance.status).toBe("completed");
  });

  it("do not count in any what its condition skipped, and skip the step when all were", () => {
    const flow = definition([
      task("a", { when: "1 == 2" }),
      task("b"),
      task("c", { needs: { any: ["a", "b"] } }),
      task("d", { needs: { any: ["a"] } }),
      task("e", { needs: ["d"] }),
      task("f", { needs: { any: ["d"] } }),
    ]);
    const story = given({ definition: flow }).start();
    expect(story.status()).toEqual({ a: "skipped", b: "active", c: "waiting", d: "skipped", e: "active", f: "skipped" });
    expect(story.step("d")).toMatchObject({ cause: "needs" });
  });

  it("count in any what a person skipped", () => {
    const flow = definition([task("a"), task("b"), task("c", { needs: { any: ["a", "b"] } })]);
    const story = given({ definition: flow }).start().when("maria", { type: "SkipStep", step: "a", reason: "Not for them." });
    expect(story.status().c).toBe("active");
  });

  it("skip a step that needs what was never really done", () => {
    const flow = definition([task("a"), task("b"), task("c", { needs: { done: ["a", "b"] } }), task("d", { needs: { done: ["a"] } })]);
    const story = given({ definition: flow }).start().when("anna", done("a"));
    expect(story.status()).toMatchObject({ c: "waiting", d: "active" });
    expect(story.when("maria", { type: "SkipStep", step: "b", reason: "No." }).status().c).toBe("skipped");
  });

  it("ask a condition once a pass, when the needs are met", () => {
    const flow = definition([task("a", { evidence: [field("size", { type: "number" })] }), task("b", { needs: ["a"], when: "size > 3" })]);
    const story = given({ definition: flow }).start();
    story.when("anna", { type: "CompleteStep", step: "a", evidence: { size: 5 } });
    expect(story.status().b).toBe("active");
  });

  it("complete the case when every step has ended, and tell its watchers", () => {
    const flow = definition([task("a")], { watchers: [{ who: "address", address: "ben" }] });
    const story = given({ definition: flow }).start().when("anna", done("a"));
    expect(story.instance).toMatchObject({ status: "completed", outcome: "completed" });
    expect(story.posted("told").map(({ content, audience }) => [content.what, audience])).toEqual([
      ["started", { to: "person", person: "ben" }],
      ["completed", { to: "person", person: "ben" }],
    ]);
  });
});

describe("actions", () => {
  it("record a fact at once, without a job", () => {
    const story = given({ definition: definition([action("note", { audit: "fact.noted" }), task("b", { needs: ["note"] })]) }).start();
    expect(story.status()).toEqual({ note: "done", b: "active" });
    expect(story.effects.filter(({ type }) => type === "action")).toEqual([]);
    expect(story.events.find(({ body }) => body.type === "step.completed")?.action).toBe("fact.noted");
  });

  it("set other work going, and are owned by nobody unless somebody is named", () => {
    const flow = definition([
      action("call", { action: { do: "post", message: "hello" } }),
      action("own", { owner: "ben", action: { do: "post", message: "x" } }),
    ]);
    const story = given({ definition: flow }).start();
    expect(story.effects.filter(({ type }) => type === "action")).toEqual([
      { type: "action", step: "call", pass: 1 },
      { type: "action", step: "own", pass: 1 },
    ]);
    expect([story.work("call").owner, story.work("own").owner]).toEqual([undefined, "ben"]);
  });
});

describe("what comes by itself", () => {
  it("is a date that a step waited for, even while the step is blocked", () => {
    const flow = definition([wait("golive", { waitFor: { until: "day" } }), task("after", { needs: ["golive"] })], {
      inputs: [field("day", { type: "date" })],
    });
    const story = given({ definition: flow }).start("sam", { inputs: { day: "2026-03-01" } });
    expect(story.status()).toEqual({ golive: "done", after: "active" });
    expect(story.happened("step.completed")[0]).toMatchObject({ step: "golive", by: undefined });
  });

  it("is a priority that follows its expression, until a person sets it", () => {
    const flow = definition([task("a", { evidence: [field("size", { type: "number", required: false })] }), task("b", { needs: ["a"] })], {
      priority: { critical: "size > 100", high: "size > 10", else: "low" },
    });
    const story = given({ definition: flow }).start();
    expect(story.instance.priority).toBe("low");
    const size = (value: number) => story.when("anna", { type: "AddEvidence", step: "a", evidence: { size: value } }).instance.priority;
    expect([size(11), size(101), size(1)]).toEqual(["high", "critical", "low"]);
    story.when("maria", { type: "SetPriority", priority: "high" });
    expect(size(101)).toBe("high");
  });

  it("needs no rule for each level of priority", () => {
    const flow = definition([task("a")], { priority: { else: "medium" } });
    expect(given({ definition: flow }).start().instance.priority).toBe("medium");
  });

  it("is nothing while the case is paused", () => {
    const story = given({ definition: definition([task("a"), task("b", { needs: ["a"] })]) }).start();
    story.when("maria", { type: "PauseInstance" }).when("anna", done("a"));
    expect(story.status()).toEqual({ a: "done", b: "waiting" });
    expect(story.when("maria", { type: "ResumeInstance" }).status().b).toBe("active");
  });
});

describe("a step that repeats", () => {
  const flow = definition([
    task("fix", { owner: "ben" }),
    task("update", { repeat: { every: "30 minutes", until: "fix" } }),
    task("report", { needs: ["update"] }),
  ]);

  it("is active again after its time, each time on a new pass", () => {
    const story = given({ definition: flow }).start().when("anna", done("update"));
    expect(story.step("update")).toMatchObject({ status: "done", pass: 1, repeatAt: at("2026-03-02 09:30") });
    expect(story.status().report).toBe("waiting");
    story.clock("2026-03-02 09:30").when("ben", { type: "AddNote", text: "Still at it." });
    expect(story.work("update")).toMatchObject({ status: "active", pass: 2 });
    expect(story.posted("step").map(({ key }) => key)).toContain("step:update:2:thread");
  });

  it("ends with the step that it repeats until, active or not, and only then lets others start", () => {
    const active = given({ definition: flow }).start().when("ben", done("fix"));
    expect(active.status()).toEqual({ fix: "done", update: "done", report: "active" });
    const resting = given({ definition: flow }).start().when("anna", done("update")).when("ben", done("fix"));
    expect(resting.status()).toEqual({ fix: "done", update: "done", report: "active" });
  });

  it("goes on when the step that it repeats until is reopened, whether it was active or rested when that ended", () => {
    const active = given({ definition: flow }).start().when("ben", done("fix"));
    const resting = given({ definition: flow }).start().when("anna", done("update")).when("ben", done("fix"));
    for (const story of [active, resting]) {
      story.when("maria", { type: "ReopenStep", step: "fix", reason: "It is back." }).until("2026-03-02 09:30");
      expect(story.step("update")).toMatchObject({ status: "active", pass: 2 });
    }
  });

  it("is skipped when its turn comes after that step has ended", () => {
    const late = definition([
      task("fix"),
      task("gate", { owner: "ben" }),
      task("update", { needs: ["gate"], repeat: { every: "1 hour", until: "fix" } }),
    ]);
    const story = given({ definition: late }).start().when("anna", done("fix"));
    expect(story.step("update")).toMatchObject({ status: "skipped", cause: "needs" });
  });

  it("repeats no more when it is done after that step", () => {
    const both = definition([decision("fix", { options: [option("ok")] }), task("update", { repeat: { every: "1 hour", until: "fix" } })]);
    const story = given({ definition: both }).start().when("maria", { type: "PauseInstance" });
    story.when("anna", { type: "DecideStep", step: "fix", option: "ok" }).when("anna", done("update"));
    expect(story.status().update).toBe("done");
    expect(story.when("maria", { type: "ResumeInstance" }).instance.status).toBe("completed");
    expect(story.wakeAt).toBeUndefined();
  });
});
