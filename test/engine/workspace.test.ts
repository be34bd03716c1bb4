import { describe, expect, it } from "vitest";
import { decideWorkspace } from "../../src/engine/decide-workspace.ts";
import { CommandId, InstanceId, VersionHash, WorkflowId } from "../../src/engine/ids.ts";
import type { Actor, Envelope } from "../../src/engine/messages/envelope.ts";
import type { WorkspaceCommand } from "../../src/engine/messages/workspace-command.ts";
import type { WorkspaceInput } from "../../src/engine/workspace-decision.ts";
import { absence, DAY, definition, directory, personId, task, team, whos } from "../support/builders.ts";
import { agentFor, MONDAY, signedEvent, WORKSPACE } from "../support/given.ts";

const people = directory({ people: ["stranger"], teams: [team("crew", ["anna", "ben"], { lead: "lena" }), team("leaderless", ["anna"])] });
const workflow = definition([task("a")], { owner: whos(["maria", "ben"]) });
type Asked = WorkspaceCommand extends infer C ? (C extends WorkspaceCommand ? Omit<C, keyof Envelope> : never) : never;

const ask = (by: string | Actor, asked: Asked, input: Partial<WorkspaceInput> = {}) => {
  const actor: Actor = typeof by === "string" ? { kind: "person", id: personId(by) } : by;
  const command = { id: CommandId.parse("c"), workspace: WORKSPACE, via: "slack", actor, ...asked } as WorkspaceCommand;
  return decideWorkspace({ command, directory: people, now: MONDAY, seq: 41, definition: undefined, proposed: new Set(), ...input });
};
const away = (person = "anna", overrides = {}): Asked => ({
  type: "DeclareAbsence",
  person: personId(person),
  absence: { ...absence(MONDAY, MONDAY + DAY), ...overrides },
});
const system: Actor = { kind: "system", id: "reload" };

describe("an absence", () => {
  it("is declared and ended by oneself, by a lead for members, and read from Slack", () => {
    for (const by of ["anna", "lena", system]) {
      expect(ask(by, away())).toMatchObject({ ok: true, events: [{ seq: 42, at: MONDAY, action: "absence.declared", verdict: "ALLOW" }] });
      expect(ask(by, { type: "EndAbsence", person: personId("anna"), at: MONDAY })).toMatchObject({
        ok: true,
        events: [{ action: "absence.ended" }],
      });
    }
  });

  it("is nobody else's to say, an agent's and an event's neither: the refusal names who can, and is a row", () => {
    for (const by of ["stranger", agentFor("anna"), signedEvent]) {
      const refused = ask(by, away());
      expect(refused).toMatchObject({ ok: false, rejection: { code: "not-entitled", who: ["anna", "lena"] } });
      expect(refused.events).toMatchObject([
        { verdict: "DENY", body: { type: "workspace.refused", act: "DeclareAbsence", why: "not-entitled" } },
      ]);
    }
    expect(ask("stranger", { type: "EndAbsence", person: personId("anna"), at: MONDAY }).ok).toBe(false);
  });

  it("is of somebody known, ends after it begins, and has a delegate who is somebody else and here", () => {
    expect(ask("anna", away("nobody-we-know"))).toMatchObject({ rejection: { code: "unknown" } });
    expect(ask("anna", away("anna", { until: MONDAY }))).toMatchObject({
      rejection: { code: "invalid", fields: { until: expect.any(String) } },
    });
    expect(ask("anna", away("anna", { delegate: personId("anna") }))).toMatchObject({
      rejection: { fields: { delegate: "A delegate is somebody else." } },
    });
    expect(ask("anna", away("anna", { delegate: personId("ghost") }))).toMatchObject({
      rejection: { fields: { delegate: expect.any(String) } },
    });
    expect(ask("anna", away("anna", { delegate: personId("ben") })).ok).toBe(true);
  });
});

describe("a reload", () => {
  const reload: Asked = { type: "RecordReload", changes: ["a-workflow: sso is due a day later"], directory: VersionHash.parse("d2") };

  it("is an admin's, or the process's own when files change", () => {
    expect(ask("xavier", reload)).toMatchObject({ ok: true, events: [{ action: "definitions.reloaded", body: { directory: "d2" } }] });
    expect(ask(system, reload).ok).toBe(true);
  });

  it("is nobody else's", () => {
    expect(ask("maria", reload)).toMatchObject({
      ok: false,
      rejection: { message: "Only Xavier can reload the definitions.", who: ["xavier"] },
    });
    expect(ask(agentFor("xavier"), reload).ok).toBe(false);
  });
});

describe("what concerns no case", () => {
  it("leaves a DENY row when it is refused, which is itself no failure", () => {
    const row = ask("stranger", { type: "RecordRefusal", act: "start a-workflow", reason: "not-entitled: StartWorkflow" });
    expect(row).toMatchObject({ ok: true, events: [{ verdict: "DENY", reason: "not-entitled: StartWorkflow", body: { by: "stranger" } }] });
  });

  it("is remembered when an event came in, with what it did, for its repeat", () => {
    const instance = InstanceId.parse("00000000-0000-4000-8000-000000000001");
    const received = ask(signedEvent, { type: "RecordEvent", event: "fnol.received", eventId: "e-1", started: [instance], delivered: [] });
    expect(received).toMatchObject({ ok: true, detail: { started: [instance], delivered: [] }, events: [{ action: "event.received" }] });
  });

  it("asks every process owner, with the form filled in, when an event could start nothing", () => {
    const bad: Asked = {
      type: "RecordBadEvent",
      workflow: WorkflowId.parse("a-workflow"),
      event: "fnol.received",
      eventId: "e-2",
      problems: ["no data.claim"],
      inputs: { region: "south" },
    };
    const recorded = ask(signedEvent, bad, { definition: workflow });
    expect(recorded).toMatchObject({ ok: true, events: [{ verdict: "WARN", action: "event.unmapped" }] });
    expect(recorded.effects.map(({ person, key }) => [person, key])).toEqual([
      ["maria", "start-form:a-workflow:e-2:maria"],
      ["ben", "start-form:a-workflow:e-2:ben"],
    ]);
    expect(recorded.effects[0]?.content).toMatchObject({ kind: "start-form", problems: ["no data.claim"], inputs: { region: "south" } });
    expect(() => ask(signedEvent, bad)).toThrow("there is no workflow");
  });
});

describe("a digest", () => {
  const items = [{ what: "reminder" }] as never;

  it("is one message to one person, and is not sent with nothing in it", () => {
    const queued = ask(system, { type: "QueueDigest", person: personId("anna"), items });
    expect(queued).toMatchObject({
      ok: true,
      events: [{ action: "digest.queued" }],
      effects: [{ key: "c", person: "anna", content: { kind: "digest" } }],
    });
    expect(ask(system, { type: "QueueDigest", person: personId("anna"), items: [] })).toMatchObject({
      ok: false,
      rejection: { code: "invalid" },
      events: [],
    });
  });
});

describe("trouble that lasts", () => {
  it("is a row, and is said once to each of those who can mend it", () => {
    const trouble = { type: "RecordTrouble", about: "w:#claims", what: "The channel is archived.", instance: undefined } as const;
    const said = ask(system, { ...trouble, people: [personId("maria"), personId("ben")] });
    expect(said).toMatchObject({ ok: true, events: [{ action: "trouble.noticed", verdict: "WARN" }] });
    expect(said.effects.map(({ key }) => key)).toEqual(["trouble:w:#claims:maria", "trouble:w:#claims:ben"]);
  });
});
