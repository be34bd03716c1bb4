import { describe, expect, it } from "vitest";
import { DEFAULT_AUTOMATION as DEFAULTS } from "../../src/engine/autonomy/policy.ts";
import { decide } from "../../src/engine/decide.ts";
import { decideWorkspace } from "../../src/engine/decide-workspace.ts";
import { CommandId, type InstanceId, InstanceId as Instances } from "../../src/engine/ids.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import type { Actor } from "../../src/engine/messages/envelope.ts";
import type { WorkspaceCommand } from "../../src/engine/messages/workspace-command.ts";
import { proposedStartOf } from "../../src/engine/proposed-start.ts";
import type { WorkspaceInput } from "../../src/engine/workspace-decision.ts";
import { trustOf } from "../../src/insights/trust.ts";
import { absence, DAY, definition, directory, field, person, personId, task, whos } from "../support/builders.ts";
import { agentFor, INSTANCE, MONDAY, signedEvent, WORKSPACE } from "../support/given.ts";

const proposal: InstanceId = Instances.parse("00000000-0000-4000-8000-00000000000a");
const workflow = definition([task("a")], {
  access: { start: whos("sam"), see: undefined, audit: [] },
  inputs: [
    field("region", { required: true, type: "choice", options: ["north", "south"] }),
    field("size", { default: "small", required: false }),
  ],
});
const people = directory({ people: ["sam", "rita", person("away", { absences: [absence(MONDAY - DAY, MONDAY + DAY)] })] });

const ask = (actor: Actor, asked: object, input: Partial<WorkspaceInput> = {}) => {
  const named = { id: CommandId.parse("c"), workspace: WORKSPACE, via: "agent", actor, workflow: workflow.workflow, newInstance: proposal };
  const command = { ...named, ...asked } as WorkspaceCommand;
  return decideWorkspace({
    command,
    directory: people,
    now: MONDAY,
    seq: 4,
    definition: workflow,
    proposed: new Set(),
    signed: new Set(),
    ...input,
  });
};
const judgement = { confidence: 0.9, evidence: ["message 1"], run: "run-1" };
const origin = { kind: "message", channel: "C1", ts: "1.1" };
const propose = (inputs: object, more: object = {}) => ({
  ...{ type: "ProposeStart", why: "It was asked for in #requests.", origin, judgement, inputs, ...more },
});
const WHOLE = { case_id: "C-9", region: "south" };
const made = (actor: Actor, inputs: object = WHOLE, more: object = {}, input: Partial<WorkspaceInput> = {}) => {
  const decision = ask(actor, propose(inputs, more), input);
  return { decision, proposed: proposedStartOf(decision.events) };
};
const somebody = (name: string): Actor => ({ kind: "person", id: personId(name) });

describe("a start that an agent proposes", () => {
  it("is asked of whoever it acts for, where they may start it, with what is known and how sure it is", () => {
    const { decision, proposed } = made(agentFor("sam"));
    expect(proposed).toMatchObject({ origin, because: "It was asked for in #requests.", missing: [] });
    expect(proposed?.suggestion).toMatchObject({
      ...{ id: proposal, kind: "start", how: "proposes", confidence: 0.9, run: "run-1", to: ["sam"], onBehalfOf: "sam" },
      act: { inputs: { ...WHOLE, size: "small" } },
    });
    expect(decision.effects).toMatchObject([{ person: "sam", content: { kind: "proposed-start", proposal } }]);
  });

  it("is asked of the process owner where that person may not start it, or is away", () => {
    expect(made(agentFor("rita")).proposed?.suggestion.to).toEqual(["maria"]);
    const open = { ...workflow, access: { ...workflow.access, start: undefined } };
    expect(made(agentFor("rita"), WHOLE, { inChannel: true }, { definition: open }).proposed?.suggestion.to).toEqual(["rita"]);
    expect(made(agentFor("away"), WHOLE, { inChannel: true }, { definition: open }).proposed?.suggestion.to).toEqual(["maria"]);
  });

  it("is looked at first where something is missing or does not fit, where the agent is not sure, or does not say", () => {
    expect(made(agentFor("sam"), { case_id: "C-9", region: "moon", more: "x" }).proposed).toMatchObject({
      missing: ["region"],
      suggestion: { how: "asks", why: "something is still missing" },
    });
    expect(made(agentFor("sam"), WHOLE, { judgement: { ...judgement, confidence: 0.2 } }).proposed?.suggestion.how).toBe("asks");
    expect(made(agentFor("sam"), WHOLE, { judgement: undefined }).proposed?.suggestion).toMatchObject({ how: "asks", evidence: [] });
  });

  it("stays a proposal even where starts are automated: a message starts nothing without a person", () => {
    const starting = { load: new Map(), signed: new Set(["start"] as const) };
    const automation = { ...DEFAULTS, acts: { start: "automate" as const } };
    const { proposed } = made(agentFor("sam"), WHOLE, {}, { definition: { ...workflow, automation }, starting });
    expect(proposed?.suggestion).toMatchObject({ how: "proposes", why: "a case is started by a person" });
  });

  it("is refused for what runs already, was proposed before, is no workflow, or is asked by no agent", () => {
    const starting = { load: new Map(), previous: { open: INSTANCE, runs: 1 } };
    expect(made(agentFor("sam"), WHOLE, {}, { starting }).decision).toMatchObject({ rejection: { code: "already-running" } });
    expect(made(agentFor("sam"), WHOLE, {}, { proposal: made(agentFor("sam")).proposed }).decision).toMatchObject({
      rejection: { code: "wrong-state" },
    });
    expect(made(agentFor("sam"), WHOLE, {}, { definition: undefined }).decision).toMatchObject({ rejection: { code: "unknown" } });
    for (const actor of [somebody("sam"), signedEvent])
      expect(made(actor).decision).toMatchObject({ rejection: { code: "not-entitled" }, events: [{ verdict: "DENY" }] });
  });
});

describe("a proposed start", () => {
  const { decision: before, proposed } = made(agentFor("rita"));
  const dismiss = (actor: Actor, input: Partial<WorkspaceInput> = { proposal: proposed }, why = "not now") =>
    ask(actor, { type: "DismissProposal", why }, input);

  it("is dismissed with a reason by those asked and the one it was made for, once", () => {
    for (const name of ["maria", "rita"])
      expect(dismiss(somebody(name))).toMatchObject({ ok: true, redraw: [`request:${proposal}:0`, `proposed-start:${proposal}:maria`] });
    const after = proposedStartOf([...before.events, ...dismiss(somebody("maria")).events]);
    expect(after?.suggestion).toMatchObject({ status: "dismissed", answer: { by: "maria", why: "not now" } });
    expect(dismiss(somebody("maria"), { proposal: after })).toMatchObject({ rejection: { code: "wrong-state" } });
    expect(dismiss(somebody("rita"), { proposal: proposed, definition: undefined }).ok).toBe(true);
  });

  it("is not dismissed by anybody else, by an agent, without a reason, or where nothing was proposed", () => {
    for (const actor of [somebody("sam"), agentFor("maria")])
      expect(dismiss(actor)).toMatchObject({ rejection: { code: "not-entitled", who: ["maria", "rita"] } });
    expect(dismiss(somebody("maria"), { proposal: proposed }, " ")).toMatchObject({ rejection: { fields: { why: "Say why not." } } });
    expect(dismiss(somebody("maria"), {})).toMatchObject({ rejection: { code: "unknown" } });
    expect(proposedStartOf(dismiss(somebody("maria")).events)).toBeUndefined();
  });

  it("that is started is a row of the case that it became, and counts for the agent's trust, drift included", () => {
    const start = (drift: readonly string[]) => {
      const command = {
        ...{ id: CommandId.parse("s"), workspace: WORKSPACE, via: "slack", actor: somebody("sam"), type: "StartWorkflow" },
        ...{ workflow: workflow.workflow, newInstance: proposal, inputs: WHOLE, proposal: { messages: ["m-1"], drift } },
      } as InstanceCommand;
      return decide(workflow, undefined, command, { now: MONDAY, directory: people, load: new Map() });
    };
    const taken = start([]);
    expect(taken.effects).toContainEqual({ type: "refresh-messages", keys: ["m-1"] });
    const changed = start(["region"]);
    const score = trustOf([...before.events, ...taken.events, ...before.events, ...changed.events, ...dismiss(somebody("maria")).events]);
    expect(score.find(({ kind }) => kind === "start")).toMatchObject({
      made: 2,
      accepted: 1,
      edited: 1,
      dismissed: 1,
      drift: { region: 1 },
    });
  });
});
