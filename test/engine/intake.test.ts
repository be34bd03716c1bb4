import { describe, expect, it } from "vitest";
import { decide } from "../../src/engine/decide.ts";
import { decideWorkspace } from "../../src/engine/decide-workspace.ts";
import { CommandId, InstanceId, StepKey } from "../../src/engine/ids.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import type { Actor } from "../../src/engine/messages/envelope.ts";
import type { Event } from "../../src/engine/messages/event.ts";
import type { WorkspaceCommand } from "../../src/engine/messages/workspace-command.ts";
import { chaseDue, messagesOf, proposedStartOf, proposedStartsIn } from "../../src/engine/proposed-start.ts";
import type { WorkspaceInput } from "../../src/engine/workspace-decision.ts";
import { absence, DAY, definition, directory, field, person, personId, task, team, whos } from "../support/builders.ts";
import { agentFor, MONDAY, WORKSPACE } from "../support/given.ts";

const id = InstanceId.parse("00000000-0000-4000-8000-00000000000c");
const workflow = definition([task("a", { owner: "team:crew" })], {
  access: { start: whos("sam"), see: undefined, audit: [] },
  inputs: [field("region", { required: true, type: "choice", options: ["north", "south"] })],
});
const people = directory({ people: ["sam", "rita", "zoe"], teams: [team("crew", ["anna", "ben"], { assign: "least-loaded" })] });
const origin = { kind: "message", channel: "C1", ts: "1.1" } as const;

const somebody = (name: string): Actor => ({ kind: "person", id: personId(name) });
const intake: Actor = { kind: "system", id: "intake" };

const decideOn = (rows: readonly Event[], actor: Actor, asked: object, input: Partial<WorkspaceInput> = {}) => {
  const about = { workflow: workflow.workflow, newInstance: id };
  const command = { id: CommandId.parse("c"), workspace: WORKSPACE, via: "agent", actor, ...about, ...asked } as WorkspaceCommand;
  const proposal = proposedStartOf(rows);
  return decideWorkspace({
    command,
    directory: people,
    now: MONDAY,
    seq: 1,
    definition: workflow,
    proposed: new Set(),
    signed: new Set(),
    proposal,
    ...input,
  });
};
const judgement = { confidence: 0.9, evidence: [], run: "r" };
const propose = (inputs: object, more: object = {}, input: Partial<WorkspaceInput> = {}) =>
  decideOn([], agentFor("sam"), { type: "ProposeStart", why: "asked", origin, judgement, inputs, ...more }, input).events;

const open = propose({ case_id: "C-1" });
const fill = (actor: Actor, inputs: object, input: Partial<WorkspaceInput> = {}, rows = open) =>
  decideOn(rows, actor, { type: "FillProposal", inputs }, input);
const chase = (rows: readonly Event[], now: number, input: Partial<WorkspaceInput> = {}, actor: Actor = intake) =>
  decideOn(rows, actor, { type: "ChaseProposal" }, { now, ...input });

describe("a request in which something is missing", () => {
  it("is asked about under the message that it is, and nobody gets a card yet", () => {
    const asked = decideOn([], agentFor("sam"), { type: "ProposeStart", why: "asked", origin, judgement, inputs: { case_id: "C-1" } });
    expect(asked.effects).toMatchObject([
      { type: "post-under-message", key: `request:${id}:0`, channel: "C1", ts: "1.1", content: { kind: "request", reminder: false } },
    ]);
  });

  it("is asked of the process owner at once where an event brought it", () => {
    const event = { kind: "event", type: "x", id: "e-1" };
    const asked = decideOn([], agentFor("sam"), { type: "ProposeStart", why: "w", origin: event, judgement, inputs: {} });
    expect(asked.effects).toMatchObject([{ type: "post-to-person", person: "sam" }]);
    const proposed = proposedStartOf(asked.events)!;
    expect(messagesOf(proposed)).toEqual([`proposed-start:${id}:sam`]);
    expect(chaseDue(proposed, workflow, people, MONDAY + 30 * DAY)).toBeUndefined();
  });

  it("becomes a card for whoever may start it once the last of it is given, in a form or in their own words", () => {
    for (const actor of [somebody("sam"), agentFor("sam"), somebody("maria")]) {
      const filled = fill(actor, { region: "south" });
      expect(filled.effects).toMatchObject([{ key: `proposed-start:${id}:sam` }]);
      expect(filled).toMatchObject({ ok: true, redraw: [`request:${id}:0`, `proposed-start:${id}:sam`] });
      expect(proposedStartOf([...open, ...filled.events])).toMatchObject({
        missing: [],
        suggestion: { how: "proposes", act: { inputs: { case_id: "C-1", region: "south" } } },
        owner: { person: "anna" },
      });
    }
  });

  it("stays open when only some of it is given, or an agent that never said how sure it is proposed it", () => {
    const nothing = propose({});
    const some = fill(somebody("sam"), { region: "south" }, {}, nothing);
    expect(some.effects).toEqual([]);
    expect(proposedStartOf([...nothing, ...some.events])).toMatchObject({ missing: ["case_id"], suggestion: { how: "asks" } });
    const unsure = propose({ case_id: "C-1" }, { judgement: undefined });
    const filled = fill(somebody("sam"), { region: "south" }, {}, unsure);
    expect(proposedStartOf([...unsure, ...filled.events])?.suggestion.how).toBe("asks");
  });

  it("takes no value that does not fit, nothing from others, and nothing once it is whole, gone or runs already", () => {
    expect(fill(somebody("sam"), { region: "moon" })).toMatchObject({
      rejection: { code: "invalid", fields: { region: expect.any(String) } },
    });
    expect(fill(somebody("sam"), {})).toMatchObject({ rejection: { code: "invalid", message: "There is nothing in it." } });
    for (const actor of [somebody("rita"), intake])
      expect(fill(actor, { region: "south" })).toMatchObject({ rejection: { code: "not-entitled" } });
    const whole = propose({ case_id: "C-1", region: "south" });
    expect(fill(somebody("sam"), { region: "north" }, {}, whole)).toMatchObject({ rejection: { code: "wrong-state" } });
    expect(fill(somebody("sam"), { region: "south" }, { definition: undefined })).toMatchObject({ rejection: { code: "unknown" } });
    expect(fill(somebody("sam"), { region: "south" }, {}, [])).toMatchObject({ rejection: { code: "unknown" } });
    const starting = { load: new Map(), previous: { open: id, runs: 1 } };
    expect(fill(somebody("sam"), { region: "south" }, { starting })).toMatchObject({ rejection: { code: "already-running" } });
  });

  it("is reminded of after each working day, twice; then the process owner is asked, once", () => {
    expect(chase(open, MONDAY + 3_600_000)).toMatchObject({ ok: false, events: [] });
    let rows = open;
    for (const day of [1, 2]) {
      const reminded = chase(rows, MONDAY + day * DAY);
      expect(reminded.effects).toMatchObject([{ key: `request:${id}:${day}`, content: { reminder: true } }]);
      rows = [...rows, ...reminded.events.map((event) => ({ ...event, at: MONDAY + day * DAY }))];
    }
    const escalated = chase(rows, MONDAY + 3 * DAY);
    expect(escalated).toMatchObject({ ok: true, events: [{ verdict: "WARN", body: { how: "escalated", to: ["maria"] } }] });
    expect(escalated.effects).toMatchObject([{ person: "maria", content: { kind: "proposed-start" } }]);
    const after = [...rows, ...escalated.events];
    expect(chase(after, MONDAY + 9 * DAY).ok).toBe(false);
    const filled = fill(somebody("maria"), { region: "south" }, {}, after);
    expect(filled).toMatchObject({ effects: [], redraw: expect.arrayContaining([`request:${id}:2`, `proposed-start:${id}:maria`]) });
  });

  it("is chased by nobody else, and not at all where it, or its workflow, is gone", () => {
    for (const [rows, input, actor] of [
      [[], {}, intake],
      [open, { definition: undefined }, intake],
      [open, {}, somebody("sam")],
    ] as const)
      expect(chase(rows, MONDAY + DAY, input, actor)).toMatchObject({ rejection: { code: "unknown" } });
  });

  it("is one of all that were proposed, told apart by what they would become", () => {
    const others = open.map((event) => ({ ...event, body: { ...event.body, proposal: "another" } as never }));
    expect(proposedStartsIn([...open, ...others, { at: 0, body: { type: "absence.ended", person: personId("sam"), at: 0 } }])).toHaveLength(
      2,
    );
    expect(proposedStartsIn(fill(somebody("sam"), { region: "south" }).events)).toEqual([]);
  });
});

describe("who would begin a case that is proposed", () => {
  const shown = (assign: string, input: Partial<WorkspaceInput> = {}, owner = "team:crew", given = people) => {
    const teams = new Map(given.teams).set("crew", { ...team("crew", ["anna", "ben"]), assign } as never);
    const step = definition([task("a", { owner })], { inputs: [], access: workflow.access });
    const rows = propose({ case_id: "C-1" }, {}, { definition: step, directory: { ...given, teams }, ...input });
    return proposedStartOf(rows)?.owner;
  };
  const load = (anna: number, ben: number) =>
    new Map([
      [personId("anna"), { active: anna, lastAssignedAt: undefined }],
      [personId("ben"), { active: ben, lastAssignedAt: undefined }],
    ]);
  const starting = (anna: number, ben: number, done = 0) => ({
    starting: { load: load(anna, ben), history: new Map([[StepKey.parse("a"), new Map([[personId("ben"), done]])]]) },
  });

  it("is said with its reasons: policy, load and history, the surer the clearer", () => {
    expect(shown("least-loaded", starting(4, 1, 3))).toMatchObject({
      ...{ step: "a", person: "ben", candidates: ["anna", "ben"], confidence: 0.95 },
      reasons: ["1 open step; the next in line has 4", "has done it 3 times"],
    });
    expect(shown("least-loaded", starting(2, 1, 1))).toMatchObject({ confidence: 0.8, reasons: [expect.any(String), "has done it once"] });
    expect(shown("least-loaded", starting(0, 0))).toMatchObject({ person: "anna", confidence: 0.6 });
    expect(shown("by-skill", starting(0, 5))).toMatchObject({ person: "anna", confidence: 0.9 });
    expect(shown("round-robin")).toMatchObject({ confidence: 0.8, reasons: ["it is their turn in crew"] });
    expect(shown("first")).toMatchObject({ confidence: 0.7, reasons: ["the first of crew who is there"] });
  });

  it("says who is on call, who is named, who stands in for whom, and nothing where a team takes it together", () => {
    const rota = team("crew", ["anna", "ben"], { assign: "on-call", rota: [{ from: 0, person: personId("ben") }] });
    const onCall = { ...people, teams: new Map(people.teams).set("crew", rota) };
    const step = definition([task("a", { owner: "team:crew" })], { inputs: [], access: workflow.access });
    const rows = propose({ case_id: "C-1" }, {}, { definition: step, directory: onCall });
    expect(proposedStartOf(rows)?.owner).toMatchObject({ person: "ben", reasons: ["on call in crew"] });
    expect(shown("first", {}, "zoe")).toMatchObject({ person: "zoe", confidence: 0.95, reasons: ["the definition names nobody else"] });
    const away = directory({
      people: ["sam", "zoe", person("rita", { absences: [absence(MONDAY - DAY, MONDAY + DAY)], delegate: personId("zoe") })],
    });
    expect(shown("first", {}, "rita", away)?.reasons).toContain("stands in for Rita, who is away");
    expect(shown("anyone")).toBeUndefined();
  });

  it("says that they have the skill that is asked for", () => {
    const skilled = directory({ people: ["sam", person("ben", { skills: ["excel"] })], teams: [team("crew", ["anna", "ben"])] });
    const owner = [{ who: "team", team: "crew", skill: "Excel" }] as const;
    const step = definition([{ ...task("a"), owner }], { inputs: [], access: workflow.access });
    const rows = propose({ case_id: "C-1" }, {}, { definition: step, directory: skilled });
    expect(proposedStartOf(rows)?.owner).toMatchObject({
      person: "ben",
      reasons: ["the definition names nobody else", "has the skill that is asked for"],
    });
  });

  it("is the first of those who are named, where that is several", () => {
    const step = definition([{ ...task("a"), owner: whos(["zoe", "rita"]) }], { inputs: [], access: workflow.access });
    const rows = propose({ case_id: "C-1" }, {}, { definition: step });
    expect(proposedStartOf(rows)?.owner).toMatchObject({ person: "zoe", reasons: ["the first whom the definition names"] });
  });

  it("can be changed by whoever starts it, to somebody whom the definition means", () => {
    const start = (person: string, step = "a") => {
      const command = {
        ...{ id: CommandId.parse("s"), workspace: WORKSPACE, via: "slack", actor: somebody("sam"), type: "StartWorkflow" },
        ...{ workflow: workflow.workflow, newInstance: id, inputs: { case_id: "C-1", region: "south" }, owner: { step, person } },
      } as unknown as InstanceCommand;
      return decide(workflow, undefined, command, { now: MONDAY, directory: people, load: load(0, 9) });
    };
    expect(start("ben").instance?.steps).toMatchObject({ a: { owner: "ben" } });
    expect(start("zoe")).toMatchObject({ ok: false, rejection: { fields: { owner: "They cannot own that step." } } });
    expect(start("ben", "nowhere")).toMatchObject({ ok: false });
  });
});
