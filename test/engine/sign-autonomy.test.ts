import { describe, expect, it } from "vitest";
import { decideWorkspace } from "../../src/engine/decide-workspace.ts";
import { CommandId, WorkflowId } from "../../src/engine/ids.ts";
import type { Actor } from "../../src/engine/messages/envelope.ts";
import type { WorkspaceCommand } from "../../src/engine/messages/workspace-command.ts";
import type { WorkspaceInput } from "../../src/engine/workspace-decision.ts";
import { definition, directory, personId, task } from "../support/builders.ts";
import { agentFor, MONDAY, WORKSPACE } from "../support/given.ts";

const whole = definition([task("a")]);
const workflow = WorkflowId.parse(whole.workflow);
const system: Actor = { kind: "system", id: "autonomy" };
const named = (name: string): Actor => ({ kind: "person", id: personId(name) });

const ask = (actor: Actor, asked: object, input: Partial<WorkspaceInput> = {}) => {
  const command = {
    id: CommandId.parse("c"),
    workspace: WORKSPACE,
    via: "slack",
    actor,
    workflow,
    kind: "complete",
    ...asked,
  } as WorkspaceCommand;
  const proposed = new Set(["complete"] as const);
  return decideWorkspace({ command, directory: directory(), now: MONDAY, seq: 1, definition: whole, proposed, ...input });
};
const sign = { type: "SignAutonomy" };
const review = (change: "promotion" | "demotion") => ({ type: "ReviewAutonomy", change, figures: "30 of 30 accepted" });

describe("a level of autonomy", () => {
  it("is signed by the process owner, for what was proposed", () => {
    expect(ask(named("maria"), sign).events).toMatchObject([{ action: "autonomy.signed", body: { kind: "complete", by: "maria" } }]);
    expect(ask(named("maria"), sign, { proposed: new Set() })).toMatchObject({ ok: false, rejection: { code: "wrong-state" } });
    expect(ask(named("maria"), sign, { definition: undefined })).toMatchObject({ ok: false, rejection: { code: "unknown" } });
  });

  it("is refused to everybody else, agents of the process owner included, with a row", () => {
    for (const actor of [named("anna"), agentFor("maria"), system]) {
      const decision = ask(actor, sign);
      expect(decision).toMatchObject({ ok: false, rejection: { code: "not-entitled", who: ["maria"] } });
      expect(decision.events).toMatchObject([{ action: "workspace.refused", verdict: "DENY" }]);
    }
  });

  it("that was earned or lost is told to each process owner", () => {
    const earned = ask(system, review("promotion"));
    expect(earned.events).toMatchObject([{ action: "autonomy.proposed", verdict: "ALLOW" }]);
    expect(earned.effects).toMatchObject([{ person: "maria", content: { kind: "autonomy", act: "complete", change: "promotion" } }]);
    const lost = ask(system, review("demotion"), { definition: undefined });
    expect(lost.events).toMatchObject([{ action: "autonomy.demoted", verdict: "WARN" }]);
    expect(lost.effects).toEqual([]);
  });
});
