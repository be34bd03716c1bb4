import { describe, expect, it } from "vitest";
import { DEFAULT_AUTOMATION } from "../../../src/engine/autonomy/policy.ts";
import { InstanceId } from "../../../src/engine/ids.ts";
import type { Rejection } from "../../../src/engine/messages/decision.ts";
import { absence, at, definition, directory, duration, field, person, personId, task, team, whos } from "../../support/builders.ts";
import { agentFor, given, signedEvent } from "../../support/given.ts";

const OTHER = InstanceId.parse("00000000-0000-4000-8000-000000000009");
const flow = definition([task("one"), task("two", { needs: ["one"], owner: "team:crew" })], {
  inputs: [
    field("tier", { type: "choice", options: ["standard", "enterprise"], required: false, default: "standard" }),
    field("seats", { type: "number" }),
    field("contact", { type: "email", personal: true, required: false }),
  ],
});
const known = directory({ teams: [team("crew", ["ada"])] });
const ready = () => given({ definition: flow, directory: known });
const refused = (rejection: Rejection | undefined) => [rejection?.code, rejection?.fields];

describe("a start", () => {
  it("plans owners, fills defaults in, and starts what needs nothing", () => {
    const story = ready().start("sam", { inputs: { case_id: " C-7 ", seats: 3 } });
    expect(story.instance).toMatchObject({
      status: "running",
      caseId: "C-7",
      caseKey: "c-7",
      run: 1,
      starter: "sam",
      priority: "medium",
      inputs: { case_id: " C-7 ", seats: 3, tier: "standard" },
    });
    expect(story.happened("instance.started")[0]?.planned).toEqual({ one: "anna", two: "ada" });
    expect(story.status()).toEqual({ one: "active", two: "waiting" });
  });

  it("posts the case's card before anything else, then tells the watchers, but not who started it", () => {
    const watched = definition([task("one")], { watchers: whos(["ben", "sam", "input:csm"]), inputs: [field("csm", { type: "person" })] });
    const story = given({ definition: watched, directory: directory({ people: ["sam", "cleo"] }) }).start("sam", {
      inputs: { csm: "cleo" },
    });
    expect(story.instance.watchers).toEqual(["ben", "sam", "cleo"]);
    const keys = story.effects.flatMap((effect) => (effect.type === "post" ? [effect.key] : []));
    expect(keys).toEqual(["case", "told:started:1:ben", "told:started:1:cleo", "step:one:1:thread"]);
  });

  it("is refused with an error on each field that is missing or does not fit", () => {
    expect(refused(ready().start("sam", { inputs: { tier: "gold" } }).rejection)).toEqual([
      "invalid",
      { seats: "This is needed.", tier: "Expected one of standard, enterprise." },
    ]);
    expect(refused(ready().start("sam", { inputs: { case_id: " ", seats: 1 } }).rejection)).toEqual([
      "invalid",
      { case_id: "This is needed." },
    ]);
    expect(refused(ready().start("sam", { inputs: { seats: "many", gone: 1 } }).rejection)).toEqual([
      "invalid",
      { seats: "Expected a number.", gone: "There is no field gone here." },
    ]);
  });

  it("checks personal values by the text beside them, and keeps only their references", () => {
    const contact = { text: "t1", hash: "h1" };
    const start = (plain: string) => ready().start("sam", { inputs: { seats: 1, contact }, personal: { contact: plain } });
    expect(start("joe@example.com").instance.inputs.contact).toEqual(contact);
    expect(refused(start("joe").rejection)).toEqual(["invalid", { contact: "Expected an email address." }]);
  });

  it("takes a case from an event that did not bring everything, but not one without its key", () => {
    const event = { type: "t", id: "e1" };
    const story = ready().start(signedEvent, { event });
    expect(story.instance).toMatchObject({ status: "running", starter: undefined });
    expect(story.happened("instance.started")[0]?.event).toEqual(event);
    expect(refused(ready().start(signedEvent, { event, inputs: { case_id: null } }).rejection)).toEqual([
      "invalid",
      { case_id: "This is needed." },
    ]);
  });

  it("by an agent is left to the person it acts for, whatever its policy says", () => {
    const refusedStart = ready().start(agentFor("sam"), { inputs: { seats: 1 } });
    expect(refusedStart.rejection).toMatchObject({ code: "not-entitled", who: ["sam"] });
    const judgement = { confidence: 0.95, evidence: [], run: "r-1" };
    const automated = definition([task("a")], { automation: { ...DEFAULT_AUTOMATION, level: "automate" } });
    const signed = given({ definition: automated, signed: new Set(["start"]) }).start(agentFor("sam"), { judgement });
    expect(signed.rejection?.message).toContain("a case is started by a person. sam can start it");
  });

  it("requires a key that is a personal value's text", () => {
    const secret = definition([task("one")], { inputs: [field("case_id", { personal: true })] });
    const only = { ...secret, inputs: secret.inputs.slice(1) };
    const ref = { text: "t", hash: "h" };
    expect(given({ definition: only }).start("sam", { inputs: { case_id: ref }, personal: { case_id: "P-1" } }).instance.caseId).toBe(
      "P-1",
    );
    expect(given({ definition: only }).start("sam", { inputs: { case_id: ref } }).rejection?.fields).toEqual({
      case_id: "This is needed.",
    });
  });
});

describe("a case that was started before", () => {
  const again = (previous: { open: InstanceId | undefined; runs: number }, confirmed = false) =>
    given({ definition: flow, directory: known, previous }).start("sam", { inputs: { seats: 1 }, confirmed });

  it("answers with the instance that is running", () => {
    expect(again({ open: OTHER, runs: 1 }, true).rejection).toMatchObject({ code: "already-running", instance: OTHER });
  });

  it("asks for a confirmation once it has ended, and says how often it ran", () => {
    expect(again({ open: undefined, runs: 1 }).rejection).toMatchObject({
      code: "confirm-new-run",
      message: expect.stringContaining("once"),
    });
    expect(again({ open: undefined, runs: 2 }).rejection?.message).toContain("twice");
    expect(again({ open: undefined, runs: 3 }).rejection?.message).toContain("3 times");
  });

  it("is the next run once confirmed", () => {
    expect(again({ open: undefined, runs: 2 }, true).instance.run).toBe(3);
  });
});

describe("the target", () => {
  const targetOf = (target: NonNullable<typeof flow.target>, day: string | number = "2026-03-10", calendar?: string) => {
    const type = typeof day === "number" ? "datetime" : "date";
    const aimed = definition([task("one")], { target, calendar, inputs: [field("day", { type, required: false })] });
    const rome = { zone: "Europe/Rome", hours: { mon: [[540, 1_020]], tue: [[540, 1_020]] }, closed: [], open: [] } as const;
    return given({ definition: aimed, directory: directory({ calendars: new Map([["rome", rome]]) }) }).start("sam", { inputs: { day } })
      .instance.targetAt;
  };

  it("is a duration from the start in the workflow's calendar", () => {
    expect(targetOf({ duration: duration("2 working days") })).toBe(at("2026-03-03 17:00"));
    expect(targetOf({ duration: duration("1 working hour") }, "2026-03-10", "rome")).toBe(at("2026-03-02 10:00"));
  });

  it("is the end of the day that an input names, or the very moment", () => {
    expect(targetOf({ input: "day" })).toBe(at("2026-03-11 00:00"));
    expect(targetOf({ input: "day" }, "2026-03-10", "rome")).toBe(at("2026-03-10 23:00"));
    expect(targetOf({ input: "day" }, at("2026-03-10 12:00"))).toBe(at("2026-03-10 12:00"));
  });

  it("is none while the input is not given", () => {
    expect(targetOf({ input: "other" })).toBeUndefined();
  });
});

it("plans whoever has an earlier step where the definition means them", () => {
  const same = definition([task("one"), task("two", { needs: ["one"], owner: "same-as:one" })]);
  const away = person("anna", { absences: [absence(0, at("2030-01-01"))], delegate: personId("ben") });
  const story = given({ definition: same, directory: directory({ people: [away] }) }).start();
  expect(story.happened("instance.started")[0]?.planned).toEqual({ one: "anna", two: "anna" });
  expect(story.work("one")).toMatchObject({ owner: "ben", insteadOf: "anna" });
});
