import { describe, expect, it } from "vitest";
import { expectedFinish, forecast, targetAtRisk } from "../../src/engine/forecast.ts";
import type { Instance } from "../../src/engine/instance.ts";
import { at, definition, directory, field, stepKey, task, wait } from "../support/builders.ts";
import { given, type Story } from "../support/given.ts";

const look = (story: Story) =>
  forecast({ definition: story.definition, instance: story.instance, directory: story.directory, now: story.now });
const ends = (story: Story) =>
  Object.fromEntries(Object.entries(look(story).steps).map(([key, span]) => [key, new Date(span.endsAt).toISOString().slice(5, 16)]));
const risk = (story: Story) =>
  targetAtRisk(story.definition, story.instance, { now: story.now, directory: story.directory, load: new Map() });

describe("a forecast", () => {
  it("passes dues forward over needs: all of them, the first of any, and no time for what has no due date", () => {
    const steps = [
      task("a", { due: "1 working day" }),
      task("b", { due: "3 working days" }),
      task("all", { needs: ["a", "b"], due: "4 working hours" }),
      task("any", { needs: { any: ["a", "b"] }, due: "4 working hours" }),
      task("none", { needs: ["all"] }),
    ];
    expect(ends(given({ definition: definition(steps) }).start())).toEqual({
      a: "03-02T17:00",
      b: "03-04T17:00",
      all: "03-05T13:00",
      any: "03-03T13:00",
      none: "03-05T13:00",
    });
  });

  it("expects what is late now, what is blocked at the time that was given, and keeps what has ended", () => {
    const steps = [
      task("a", { due: "1 hour" }),
      task("b", { due: "1 hour" }),
      task("c", { due: "1 hour" }),
      task("d", { needs: ["a", "b", "c"] }),
    ];
    const story = given({ definition: definition(steps) }).start();
    story.when("anna", { type: "BlockStep", step: "b", reason: "x", on: "other", until: at("2026-03-06 12:00") });
    story.clock("2026-03-03 11:00").when("anna", { type: "CompleteStep", step: "c" }).clock("2026-03-03 12:00");
    expect(ends(story)).toEqual({ a: "03-03T12:00", b: "03-06T12:00", c: "03-03T11:00", d: "03-06T12:00" });
    story.when("anna", { type: "BlockStep", step: "b", reason: "x", on: "other" });
    expect(ends(story).b).toBe("03-03T12:00");
  });

  it("leaves out what its condition leaves out for certain, and believes in what may still change", () => {
    const inputs = [field("tier")];
    const steps = [
      task("a", { due: "1 working day", evidence: [field("risk")] }),
      task("b", { needs: ["a"], when: 'tier == "enterprise"', due: "2 working days" }),
      task("c", { needs: ["a"], when: 'risk == "high"', due: "1 working day" }),
      task("d", { needs: ["a"], when: 'outcome("a") == "x"', due: "1 working day" }),
      task("e", { needs: { any: ["b"] } }),
    ];
    const start = (tier: string) => given({ definition: definition(steps, { inputs }) }).start("sam", { inputs: { tier } });
    expect(ends(start("standard"))).toMatchObject({ b: "03-02T17:00", c: "03-03T17:00", d: "03-03T17:00", e: "03-02T09:00" });
    expect(ends(start("enterprise"))).toMatchObject({ b: "03-04T17:00", e: "03-04T17:00" });
    const story = start("standard").when("anna", { type: "CompleteStep", step: "a", evidence: { risk: "low" } });
    expect(look(story).steps[stepKey("b")]).toMatchObject({ counts: false });
  });

  it("counts a step that a person skipped, and the date that a wait is for", () => {
    const inputs = [field("day", { type: "date" }), field("hour", { type: "datetime" }), field("other", { required: false })];
    const steps = [
      task("a"),
      wait("b", { needs: ["a"], waitFor: { until: "day" } }),
      wait("c", { needs: ["a"], waitFor: { until: "hour" } }),
      wait("d", { needs: ["a"], waitFor: { until: "other" } }),
      wait("e", { needs: ["a"], waitFor: { event: "signed", where: undefined } }),
    ];
    const story = given({ definition: definition(steps, { inputs }) }).start("sam", {
      inputs: { day: "2026-03-07", hour: at("2026-03-04 22:00") },
    });
    story.when("maria", { type: "SkipStep", step: "a", reason: "x" });
    expect(look(story).steps[stepKey("a")]).toMatchObject({ counts: true });
    expect(ends(story)).toMatchObject({ b: "03-09T09:00", c: "03-04T22:00", d: "03-02T09:00", e: "03-02T09:00" });
    expect(story.work("b").until).toBe(at("2026-03-09 09:00"));
  });

  it("takes the due date of a choice, by its value or by the rest", () => {
    const due = { kind: "by" as const, input: "tier", values: { enterprise: { kind: "working-days" as const, days: 2 } }, else: undefined };
    const start = (tier: string, rest = due) =>
      given({ definition: definition([task("a", { due: rest })], { inputs: [field("tier")] }) })
        .start("sam", { inputs: { tier } })
        .work("a").dueAt;
    expect(start("enterprise")).toBe(at("2026-03-03 17:00"));
    expect(start("standard")).toBeUndefined();
    expect(start("toString")).toBeUndefined();
    expect(start("standard", { ...due, else: { kind: "plain", ms: 3_600_000 } as never })).toBe(at("2026-03-02 10:00"));
  });

  it("says when a case is expected to finish, and whether its target is at risk", () => {
    const steps = [task("a", { due: "2 working days" })];
    const story = given({ definition: definition(steps, { target: { duration: { kind: "working-days", days: 2 } } }) }).start();
    expect(expectedFinish(story.definition, story.instance, { now: story.now, directory: directory(), load: new Map() })).toBe(
      at("2026-03-03 17:00"),
    );
    expect([risk(story), look(story).holds]).toEqual([false, true]);
    story.when("maria", { type: "ExtendStep", step: "a", until: at("2026-03-05 12:00") });
    expect([risk(story), look(story).holds]).toEqual([true, false]);
    expect(risk(given({ definition: definition(steps) }).start())).toBe(false);
  });

  it("looks forward before a case has started, too", () => {
    const outlook = {
      definition: definition([task("a", { due: "1 working day" })]),
      instance: undefined as Instance | undefined,
      directory: directory(),
      now: at("2026-03-02 09:00"),
    };
    expect(forecast(outlook)).toMatchObject({ finishAt: at("2026-03-02 17:00"), holds: undefined, targetAt: undefined });
  });
});
