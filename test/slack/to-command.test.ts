import { describe, expect, it } from "vitest";
import { PersonId } from "../../src/engine/ids.ts";
import {
  alsoOf,
  clickCommandId,
  eventCommandId,
  instanceOfCommand,
  slashCommandId,
  toCommand,
  viewCommandId,
} from "../../src/slack/to-command.ts";
import { INSTANCE, WORKSPACE } from "../support/given.ts";

const click = { team: "T1", user: "U1", actionId: "done", actionTs: "1.1", place: "2.2" };

describe("a command's id", () => {
  it("is the same for the same event, click, command and form", () => {
    expect(eventCommandId("T1", "Ev1")).toBe(eventCommandId("T1", "Ev1"));
    expect(clickCommandId(click)).toBe(clickCommandId({ ...click }));
    expect(viewCommandId("T1", { id: "V1", hash: "h" }, "tr")).toBe(viewCommandId("T1", { id: "V1", hash: "h" }, "tr"));
  });

  it("differs by team, person, button, moment and message", () => {
    const others = [{ team: "T2" }, { user: "U2" }, { actionId: "done.1" }, { actionTs: "1.2" }, { place: "2.3" }];
    const ids = [click, ...others.map((other) => ({ ...click, ...other }))].map(clickCommandId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("differs between two sendings of one form, so that a corrected form is not answered as the wrong one was", () =>
    expect(viewCommandId("T1", { id: "V1", hash: "h" }, "tr1")).not.toBe(viewCommandId("T1", { id: "V1", hash: "h" }, "tr2")));

  it("cannot be made another's by what stands in it, and fits however long that is", () => {
    expect(eventCommandId("T1:Ev1", "x")).not.toBe(eventCommandId("T1", "Ev1:x"));
    expect(slashCommandId("T1", "9".repeat(5_000)).length).toBeLessThan(400);
    expect(eventCommandId("T1", "\uD800")).toContain("slack:event");
  });

  it("names the instance it starts, always the same", () => {
    const id = slashCommandId("T1", "1.2.3");
    expect(instanceOfCommand(id)).toBe(instanceOfCommand(id));
    expect(instanceOfCommand(id)).not.toBe(instanceOfCommand(alsoOf(id, "again")));
  });
});

it("A command carries who asked, where, and under which name", () => {
  const id = eventCommandId("T1", "Ev1");
  const command = toCommand(WORKSPACE, { id, person: PersonId.parse("anna") }, { type: "ResumeInstance", instance: INSTANCE });
  expect(command).toEqual({
    id,
    workspace: WORKSPACE,
    actor: { kind: "person", id: "anna" },
    via: "slack",
    type: "ResumeInstance",
    instance: INSTANCE,
  });
});
