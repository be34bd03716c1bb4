import { describe, expect, it } from "vitest";
import type { CalendarSpec } from "../../src/engine/calendar.ts";
import { calendarOfPerson, calendarOfStep } from "../../src/engine/hours.ts";
import { definition, directory, person, personId, stepKey, task, team } from "../support/builders.ts";

const calendar = (zone: string, closed: readonly string[] = []): CalendarSpec => ({ zone, hours: { mon: [[480, 600]] }, closed, open: [] });
const calendars = new Map([
  ["office", calendar("Europe/Rome", ["2026-12-24"])],
  ["team", calendar("Europe/Madrid", ["2026-12-31"])],
  ["own", calendar("Asia/Tokyo")],
]);
const known = directory({
  calendars,
  people: [
    person("sue", { zone: "America/New_York", hours: { tue: [[600, 720]] } }),
    person("tim", { zone: "Asia/Seoul" }),
    person("una", { zone: undefined }),
    person("val", { zone: undefined, hours: { tue: [[600, 720]] } }),
  ],
  teams: [team("crew", ["tim"], { calendar: "team" }), team("plain", ["tim"])],
});
const flow = (name?: string) => definition([task("one"), task("special", { calendar: "own" })], { calendar: name });
const of = (name: string, workflow?: string, crew?: string) => calendarOfPerson(known, flow(workflow), personId(name), crew).spec;
const ofStep = (step: string, workflow?: string, crew?: string, owner?: string) =>
  calendarOfStep(known, flow(workflow), stepKey(step), crew, owner === undefined ? undefined : personId(owner)).spec;

describe("a person's hours", () => {
  it("are their own, in their zone, closed when the team or the workflow is", () => {
    expect(of("sue", "office", "crew")).toEqual({
      zone: "America/New_York",
      hours: { tue: [[600, 720]] },
      closed: ["2026-12-31"],
      open: [],
    });
    expect(of("sue", "office").closed).toEqual(["2026-12-24"]);
    expect(of("sue").closed).toEqual([]);
  });

  it("are the team's, else the workflow's", () => {
    expect(of("tim", "office", "crew").zone).toBe("Europe/Madrid");
    expect(of("tim", "office", "plain").zone).toBe("Europe/Rome");
    expect(of("tim", "office", "unknown").zone).toBe("Europe/Rome");
  });

  it("are Monday to Friday, 9 to 17, in their zone when there is no calendar", () => {
    expect(of("tim")).toMatchObject({ zone: "Asia/Seoul", hours: { fri: [[540, 1_020]] } });
    expect(of("una").zone).toBe("UTC");
    expect(of("val").zone).toBe("UTC");
    expect(of("val", "office").zone).toBe("Europe/Rome");
  });

  it("are the shared ones for nobody in particular", () => {
    expect(calendarOfPerson(known, flow("office"), undefined).spec.zone).toBe("Europe/Rome");
  });
});

describe("a step's calendar", () => {
  it("is its own, else the workflow's, else its owner's team's, else the default in its owner's zone", () => {
    expect(ofStep("special", "office", "crew").zone).toBe("Asia/Tokyo");
    expect(ofStep("one", "office", "crew").zone).toBe("Europe/Rome");
    expect(ofStep("one", undefined, "crew").zone).toBe("Europe/Madrid");
    expect(ofStep("one", undefined, "plain", "tim").zone).toBe("Asia/Seoul");
    expect(ofStep("one").zone).toBe("UTC");
  });

  it("is worked out once for a directory", () => {
    const ask = () => calendarOfStep(known, flow("office"), stepKey("one"));
    expect(ask()).toBe(ask());
  });
});
