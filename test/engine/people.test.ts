import { describe, expect, it } from "vitest";
import type { Directory, Person } from "../../src/engine/directory.ts";
import type { Instance } from "../../src/engine/instance.ts";
import {
  admins,
  isAbsent,
  isHere,
  leadOf,
  peopleFor,
  personAt,
  presentOf,
  processOwnersOf,
  type Standpoint,
  standIn,
} from "../../src/engine/people.ts";
import {
  absence,
  approval,
  at,
  DAY,
  definition,
  directory,
  field,
  person,
  personId,
  stepKey,
  task,
  team,
  whos,
} from "../support/builders.ts";
import { given } from "../support/given.ts";

const NOW = at("2026-03-04 09:00");
const away = (name: string, delegate?: string, overrides: Partial<Person> = {}): Person =>
  person(name, {
    absences: [absence(NOW - DAY, NOW + DAY)],
    delegate: delegate === undefined ? undefined : personId(delegate),
    ...overrides,
  });

const standpoint = (known: Directory, instance?: Instance, overrides: Partial<Standpoint["definition"]> = {}): Standpoint => ({
  definition: definition([task("one", { owner: "team:legal" }), approval("sign", { approvers: "team:legal" }), task("last")], overrides),
  directory: known,
  instance,
});

describe("naming people", () => {
  it("finds a person by email in any case, by Slack id and by their own id", () => {
    const known = directory({ people: [person("sue", { slackId: "U9" })] });
    const withSlack: Directory = { ...known, addresses: new Map([...known.addresses, ["U9", personId("sue")]]) };
    expect(["sue@example.com", " SUE@Example.com ", "U9", "sue"].map((address) => personAt(withSlack, address))).toEqual(
      Array(4).fill(personId("sue")),
    );
    expect(personAt(withSlack, "nobody@example.com")).toBeUndefined();
  });

  it("finds a person whom only their id names", () => {
    const known = directory({ people: ["sue"] });
    expect(personAt({ ...known, addresses: new Map() }, "sue")).toBe("sue");
  });

  it("takes an unknown address and an unknown team for nobody", () => {
    expect(peopleFor(standpoint(directory()), whos(["nobody@example.com", "team:none"]))).toEqual([]);
  });

  it("names each person of a list once, in order", () => {
    const known = directory({ teams: [team("legal", ["lea", "luca"])] });
    expect(peopleFor(standpoint(known), whos(["luca", "team:legal", "lea"]))).toEqual(["luca", "lea"]);
  });

  it("takes of a team those who have the skill that an input names, in any case", () => {
    const known = directory({
      people: [person("fay", { skills: ["North", "south"] }), person("ross", { skills: ["south"] })],
      teams: [team("adjusters", ["fay", "ross", "gus"])],
    });
    const region = field("region");
    const story = given({ definition: definition([task("one")], { inputs: [region] }), directory: known }).start("sam", {
      inputs: { region: " north" },
    });
    const here = { ...standpoint(known, story.instance), definition: story.definition };
    expect(peopleFor(here, whos("team:adjusters/{{ region }}"))).toEqual(["fay"]);
  });

  it("takes a team's skill for nobody's while the input that names it is not given", () => {
    const known = directory({ people: [person("fay", { skills: ["north"] })], teams: [team("adjusters", ["fay"])] });
    expect(peopleFor(standpoint(known), whos("team:adjusters/{{ region }}"))).toEqual([]);
  });

  it("reads people from inputs, from who started it, and from their managers", () => {
    const known = directory({ people: [person("anna", { manager: personId("ben") }), "sam"] });
    const csm = field("csm", { type: "person" });
    const story = given({ definition: definition([task("one")], { inputs: [csm] }), directory: known }).start("sam", {
      inputs: { csm: "anna@example.com" },
    });
    const here = { ...standpoint(known, story.instance), definition: story.definition };
    expect(peopleFor(here, whos("input:csm"))).toEqual(["anna"]);
    expect(peopleFor(here, whos("manager-of:input:csm"))).toEqual(["ben"]);
    expect(peopleFor(here, whos("manager-of:starter"))).toEqual([]);
    expect(peopleFor(here, whos(["starter", "input:gone"]))).toEqual(["sam"]);
  });

  it("knows of nobody by what has not happened before a case starts", () => {
    expect(peopleFor(standpoint(directory()), whos(["starter", "input:csm", "owner-of:one", "same-as:one"]))).toEqual([]);
  });

  it("means by the owner of a step whoever has it, had it, or is planned for it, and by same-as whoever ended it", () => {
    const known = directory({ teams: [team("legal", ["lea"], { lead: "lola" })] });
    const flow = definition([task("one", { owner: "team:legal" }), task("two", { needs: ["one"], owner: "ben" })]);
    const story = given({ definition: flow, directory: known }).start();
    const means = (words: string) => peopleFor({ definition: flow, directory: known, instance: story.instance }, whos(words));
    expect(means("owner-of:two")).toEqual(["ben"]);
    expect(means("owner-of:one")).toEqual(["lea"]);
    expect(means("same-as:one")).toEqual(["lea"]);
    story.when("lola", { type: "CompleteStep", step: "one", note: "She told me." });
    expect(means("owner-of:one")).toEqual(["lea"]);
    expect(means("same-as:one")).toEqual(["lola"]);
    expect(means("same-as:two")).toEqual(["ben"]);
  });

  it("means by the owner of an approval that is done whoever decided it", () => {
    const flow = definition([approval("sign", { approvers: "anna" }), task("two", { needs: ["sign"] })]);
    const story = given({ definition: flow }).start().when("anna", { type: "CastVote", step: "sign", vote: "approve", revision: 1 });
    const here = { definition: flow, directory: directory(), instance: story.instance };
    expect(peopleFor(here, whos("owner-of:sign"))).toEqual(["anna"]);
  });

  it("means nobody by the owner of a step that only a team or approvers have", () => {
    const flow = definition([approval("sign", { approvers: "anna" })]);
    const story = given({ definition: flow }).start();
    expect(peopleFor({ definition: flow, directory: directory(), instance: story.instance }, whos("owner-of:sign"))).toEqual([]);
  });

  it("means nobody by who did what nobody did: a recorded fact", () => {
    const flow = definition([task("one")]);
    const story = given({ definition: flow }).start();
    const gone = { ...story.instance, steps: { ...story.instance.steps, [stepKey("one")]: { ...story.step("one"), status: "done" } } };
    const here = { definition: flow, directory: directory(), instance: { ...gone, steps: gone.steps } as Instance };
    expect(peopleFor(here, whos("same-as:one"))).toEqual(["anna"]);
  });
});

describe("leads and process owners", () => {
  const known = directory({ teams: [team("legal", ["lea"], { lead: "lola" }), team("headless", ["hal"])] });

  it("takes the lead of the team that a step's owner or approvers name", () => {
    expect(peopleFor(standpoint(known), whos("step-team-lead"), stepKey("one"))).toEqual(["lola"]);
    expect(peopleFor(standpoint(known), whos("step-team-lead"), stepKey("sign"))).toEqual(["lola"]);
  });

  it("takes the lead of the team that the step was picked from, when it has started", () => {
    const flow = definition([task("one", { owner: ["team:headless", "team:legal"] })]);
    const story = given({ definition: flow, directory: known }).start();
    expect(peopleFor({ definition: flow, directory: known, instance: story.instance }, whos("step-team-lead"), stepKey("one"))).toEqual([
      "maria",
    ]);
  });

  it("falls back to the process owner where there is no team, no lead, or no step", () => {
    expect(peopleFor(standpoint(known), whos("step-team-lead"), stepKey("last"))).toEqual(["maria"]);
    expect(peopleFor(standpoint(known), whos("step-team-lead"))).toEqual(["maria"]);
    expect(leadOf(known, "headless")).toBeUndefined();
    expect(leadOf(known, undefined)).toBeUndefined();
  });

  it("counts on no lead who left", () => {
    const left = directory({ people: [person("lola", { present: false })], teams: [team("legal", ["lea"], { lead: "lola" })] });
    expect(leadOf(left, "legal")).toBeUndefined();
  });

  it("asks the admins where no process owner is there", () => {
    const left = directory({ people: [person("maria", { present: false })] });
    expect(processOwnersOf(standpoint(left))).toEqual(["xavier"]);
    expect(admins(left)).toEqual(["xavier"]);
    expect(peopleFor(standpoint(left), whos("process-owner"))).toEqual(["xavier"]);
  });

  it("does not go round in circles when a process owner is named by roles that fall back to the process owner", () => {
    const owner = whos(["process-owner", "step-team-lead", "manager-of:process-owner"]);
    expect(processOwnersOf(standpoint(directory(), undefined, { owner }))).toEqual(["xavier"]);
    expect(processOwnersOf(standpoint(directory(), undefined, { owner: whos("manager-of:anna") }))).toEqual(["xavier"]);
  });
});

describe("absence", () => {
  it("begins with its first moment and ends before its last", () => {
    const known = directory({ people: [person("sue", { absences: [absence(NOW, NOW + DAY)] })] });
    const sue = personId("sue");
    expect([NOW - 1, NOW, NOW + DAY - 1, NOW + DAY].map((moment) => isAbsent(known, sue, moment))).toEqual([false, true, true, false]);
  });

  it("is for good for whoever left, and for whoever is unknown", () => {
    const known = directory({ people: [person("sue", { present: false })] });
    expect(isAbsent(known, personId("sue"), NOW)).toBe(true);
    expect(isHere(known, personId("nobody"))).toBe(false);
    expect(isAbsent(known, personId("nobody"), NOW)).toBe(true);
  });

  it("lets the delegate stand in, and the delegate's delegate, but nobody further", () => {
    const known = directory({ people: [away("a", "b"), away("b", "c"), away("c", "d"), "d"] });
    expect(standIn(known, personId("d"), NOW)).toEqual({ person: "d", insteadOf: undefined });
    expect(standIn(known, personId("c"), NOW)).toEqual({ person: "d", insteadOf: "c" });
    expect(standIn(known, personId("b"), NOW)).toEqual({ person: "d", insteadOf: "b" });
    expect(standIn(known, personId("a"), NOW)).toBeUndefined();
  });

  it("prefers the delegate of this absence to the usual one", () => {
    const known = directory({ people: [person("a", { absences: [absence(NOW, NOW + DAY, "ben")], delegate: personId("anna") })] });
    expect(standIn(known, personId("a"), NOW)?.person).toBe("ben");
  });

  it("leaves nobody standing in for the absent without a delegate", () => {
    const known = directory({ people: [away("a"), away("b", "ben")] });
    expect(presentOf(known, [personId("a"), personId("b"), personId("ben")], NOW)).toEqual(["ben"]);
  });
});
