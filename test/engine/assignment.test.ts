import { describe, expect, it } from "vitest";
import { decide } from "../../src/engine/decide.ts";
import type { Directory, Team } from "../../src/engine/directory.ts";
import { CommandId, type PersonId } from "../../src/engine/ids.ts";
import type { Load } from "../../src/engine/messages/decision.ts";
import { absence, approval, at, DAY, definition, directory, person, personId, stepKey, task, team } from "../support/builders.ts";
import { given } from "../support/given.ts";

const NOW = at("2026-03-02 09:00");
const away = (name: string, delegate?: string) =>
  person(name, { absences: [absence(NOW - DAY, NOW + 30 * DAY)], delegate: delegate === undefined ? undefined : personId(delegate) });

const load = (entries: Readonly<Record<string, [number, number?]>>): ReadonlyMap<PersonId, Load> =>
  new Map(Object.entries(entries).map(([name, [active, lastAssignedAt]]) => [personId(name), { active, lastAssignedAt }]));

const crew = (assign: Team["assign"], overrides: Parameters<typeof team>[2] = {}) =>
  team("crew", ["ada", "bob", "cy"], { assign, lead: "lou", ...overrides });

/** The owner of a step that starts at once, by its team. */
const picked = (known: Directory, loads: ReadonlyMap<PersonId, Load> = new Map(), owner: string | readonly string[] = "team:crew") => {
  const story = given({ definition: definition([task("one", { owner })]), directory: known, now: NOW, load: loads }).start();
  return story.happened("step.activated")[0]!.pick;
};

describe("the owner of a step", () => {
  it("is the planned one, as long as they are there", () => {
    const flow = definition([task("one"), task("two", { needs: ["one"], owner: "team:crew" })]);
    const story = given({ definition: flow, directory: directory({ teams: [crew("first")] }) }).start();
    expect(story.step("two").planned).toBe("ada");
    story.when("anna", { type: "CompleteStep", step: "one" });
    expect(story.work("two")).toMatchObject({ owner: "ada", insteadOf: undefined, team: "crew" });
  });

  it("is the planned one's delegate when they are absent, and both names are recorded", () => {
    const known = directory({ people: [away("ada", "dan"), "dan"], teams: [crew("first")] });
    expect(picked(known)).toEqual({ owner: "dan", insteadOf: "ada", team: "crew", candidates: ["ada", "bob", "cy"] });
  });

  it("is another of the team when the planned one is absent without a delegate", () => {
    const known = directory({ people: [away("ada")], teams: [crew("first")] });
    expect(picked(known)).toMatchObject({ owner: "bob", insteadOf: undefined });
  });

  it("is another when the planned one has left the team since", () => {
    const flow = definition([task("one"), task("two", { needs: ["one"], owner: "team:crew" })]);
    const story = given({ definition: flow, directory: directory({ teams: [crew("first")] }) }).start();
    story.directory = directory({ teams: [team("crew", ["bob"], { lead: "lou" }), team("elsewhere", ["ada"])] });
    story.when("anna", { type: "CompleteStep", step: "one" });
    expect(story.work("two").owner).toBe("bob");
  });

  it("is another when the team shares out and the planned one has far more to do by now", () => {
    const flow = definition([task("one"), task("two", { needs: ["one"], owner: "team:crew" })]);
    const owner = (active: number, assign: Team["assign"]) => {
      const known = directory({ people: [away("cy")], teams: [crew(assign)] });
      const story = given({ definition: flow, directory: known, load: load({ bob: [0, 2] }) }).start();
      const command = { type: "CompleteStep", step: stepKey("one"), instance: story.instance.id } as const;
      const envelope = {
        id: CommandId.parse("c"),
        workspace: story.instance.workspace,
        via: "slack",
        actor: { kind: "person", id: personId("anna") },
      } as const;
      const context = { now: NOW, directory: known, load: load({ ada: [active, 1], bob: [0, 2] }) };
      const step = decide(flow, story.instance, { ...command, ...envelope }, context).instance?.steps[stepKey("two")];
      return step?.status === "active" ? step.owner : undefined;
    };
    expect([owner(3, "least-loaded"), owner(4, "least-loaded"), owner(9, "first")]).toEqual(["ada", "bob", "ada"]);
  });

  it("is a delegate of the team when all of it is away", () => {
    const known = directory({ people: [away("ada"), away("bob", "dan"), away("cy"), "dan"], teams: [crew("first")] });
    expect(picked(known)).toMatchObject({ owner: "dan", insteadOf: "bob", team: "crew" });
  });

  it("is the lead when nobody of the team can be had, or the lead's delegate", () => {
    const gone = [away("ada"), away("bob"), away("cy")];
    expect(picked(directory({ people: gone, teams: [crew("first")] }))).toMatchObject({ owner: "lou", team: "crew" });
    expect(picked(directory({ people: [...gone, away("lou", "dan"), "dan"], teams: [crew("first")] }))).toMatchObject({
      owner: "dan",
      insteadOf: "lou",
    });
  });

  it("is the process owner as a last resort, absent or not", () => {
    expect(picked(directory(), undefined, "nobody")).toMatchObject({ owner: "maria", candidates: [] });
    expect(picked(directory({ people: [away("maria")] }), undefined, "nobody")).toMatchObject({ owner: "maria" });
  });

  it("is the first of several who is there", () => {
    const known = directory({ people: [away("anna")] });
    expect(picked(known, undefined, ["anna", "ben"])).toMatchObject({ owner: "ben", candidates: ["anna", "ben"], team: undefined });
  });

  it("is nobody for an approval, whose approvers are the candidates", () => {
    const flow = definition([approval("sign", { approvers: ["anna", "ben"] })]);
    const story = given({ definition: flow }).start();
    expect(story.happened("step.activated")[0]?.pick).toEqual({
      owner: undefined,
      insteadOf: undefined,
      team: undefined,
      candidates: ["anna", "ben"],
    });
    expect(story.step("sign").planned).toBeUndefined();
  });
});

describe("a team's policy", () => {
  it("round-robin takes whoever was assigned longest ago, first those who never were", () => {
    const known = directory({ teams: [crew("round-robin")] });
    expect(picked(known, load({ ada: [0, 5], bob: [9, 3], cy: [0, 4] })).owner).toBe("bob");
    expect(picked(known, load({ ada: [0, 5], bob: [0, 3] })).owner).toBe("cy");
    expect(picked(known).owner).toBe("ada");
  });

  it("round-robin goes on round by round where many cases are decided at one instant", () => {
    const known = directory({ teams: [crew("round-robin")] });
    const batch = new Map<PersonId, Load>();
    const owners = Array.from({ length: 9 }, () => {
      const { owner } = picked(known, batch);
      batch.set(owner!, { active: (batch.get(owner!)?.active ?? 0) + 1, lastAssignedAt: NOW });
      return owner;
    });
    expect(owners).toEqual(["ada", "bob", "cy", "ada", "bob", "cy", "ada", "bob", "cy"]);
  });

  it("round-robin shares several steps of one decision out", () => {
    const steps = ["one", "two", "three", "four"].map((key) => task(key, { owner: "team:crew" }));
    const story = given({ definition: definition(steps), directory: directory({ teams: [crew("round-robin")] }) }).start();
    expect(story.happened("step.activated").map((event) => event.pick.owner)).toEqual(["ada", "bob", "cy", "ada"]);
  });

  it("least-loaded takes whoever has the fewest active steps, then whoever was assigned longest ago", () => {
    const known = directory({ teams: [crew("least-loaded")] });
    expect(picked(known, load({ ada: [2], bob: [1, 7], cy: [1, 3] })).owner).toBe("cy");
    expect(picked(known, load({ ada: [0], bob: [0], cy: [0] })).owner).toBe("ada");
  });

  it("by-skill takes the least loaded of those who have the skill", () => {
    const skilled = (name: string) => person(name, { skills: ["gdpr"] });
    const known = directory({ people: [skilled("bob"), skilled("cy")], teams: [crew("by-skill")] });
    expect(picked(known, load({ bob: [3], cy: [1] }), "team:crew/gdpr")).toMatchObject({ owner: "cy", candidates: ["bob", "cy"] });
  });

  it("gives a step to the lead when nobody has the skill", () => {
    expect(picked(directory({ teams: [crew("by-skill")] }), undefined, "team:crew/gdpr").owner).toBe("lou");
  });

  it("anyone leaves the step with the team, and nobody is planned", () => {
    const known = directory({ people: [away("ada")], teams: [crew("anyone")] });
    expect(picked(known)).toEqual({ owner: undefined, insteadOf: undefined, team: "crew", candidates: ["ada", "bob", "cy"] });
    const flow = definition([task("one"), task("two", { needs: ["one"], owner: "team:crew" })]);
    expect(given({ definition: flow, directory: known }).start().step("two").planned).toBeUndefined();
  });

  it("anyone falls to a delegate, then to the lead, when the whole team is away", () => {
    expect(picked(directory({ people: [away("ada"), away("bob"), away("cy")], teams: [crew("anyone")] })).owner).toBe("lou");
  });

  it("on-call takes whoever's shift began last, or their delegate", () => {
    const rota = [
      { from: NOW - 2 * DAY, person: personId("bob") },
      { from: NOW - DAY, person: personId("cy") },
      { from: NOW + DAY, person: personId("ada") },
    ];
    expect(picked(directory({ teams: [crew("on-call", { rota })] })).owner).toBe("cy");
    const ill = directory({ people: [away("cy", "dan"), "dan"], teams: [crew("on-call", { rota })] });
    expect(picked(ill)).toMatchObject({ owner: "dan", insteadOf: "cy" });
  });

  it("on-call takes the first of the team where the rota names nobody who is there", () => {
    const rota = [{ from: NOW - DAY, person: personId("cy") }];
    expect(picked(directory({ people: [away("cy")], teams: [crew("on-call", { rota })] })).owner).toBe("ada");
    expect(picked(directory({ teams: [crew("on-call")] })).owner).toBe("ada");
  });
});

describe("planning", () => {
  const plannedBy = (known: Directory, owner: string | readonly string[] = "team:crew") =>
    given({ definition: definition([task("one"), task("two", { needs: ["one"], owner })]), directory: known, now: NOW })
      .start()
      .step("two").planned;

  it("counts on whoever is away now, where it is their step whatever happens", () => {
    expect(plannedBy(directory({ people: [away("ada")], teams: [crew("first")] }))).toBe("ada");
    expect(plannedBy(directory({ people: [away("ada")] }), "ada")).toBe("ada");
  });

  it("counts on those who are there, where the team shares out, unless nobody is", () => {
    expect(plannedBy(directory({ people: [away("ada")], teams: [crew("round-robin")] }))).toBe("bob");
    const gone = [away("ada"), away("bob"), away("cy")];
    expect(plannedBy(directory({ people: gone, teams: [crew("round-robin")] }))).toBe("ada");
  });

  it("never counts on whoever left, nor on a rota of some other day", () => {
    const left = person("ada", { present: false });
    expect(plannedBy(directory({ people: [left], teams: [crew("first")] }))).toBe("bob");
    expect(plannedBy(directory({ teams: [crew("on-call", { rota: [{ from: 0, person: personId("ada") }] })] }))).toBeUndefined();
  });

  it("takes the next of several owners where the first is not known yet", () => {
    expect(plannedBy(directory(), ["same-as:one", "ben"])).toBe("anna");
    expect(plannedBy(directory(), ["nobody", "ben"])).toBe("ben");
  });

  it("shares the steps of one case out", () => {
    const steps = [task("start"), ...["a", "b", "c"].map((key) => task(key, { owner: "team:crew", needs: ["start"] }))];
    const story = given({ definition: definition(steps), directory: directory({ teams: [crew("round-robin")] }) }).start();
    expect(["a", "b", "c"].map((key) => story.step(stepKey(key)).planned)).toEqual(["ada", "bob", "cy"]);
  });
});
