import { describe, expect, it } from "vitest";
import { Conflict } from "../../src/application/handle-command.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import { givenApplication } from "../support/given-application.ts";
import { envelopeOf, newInstance, TWO_STEPS } from "../support/given-store.ts";

const start = (overrides: object = {}): InstanceCommand =>
  ({
    ...envelopeOf("sam"),
    type: "StartWorkflow",
    workflow: TWO_STEPS.workflow,
    newInstance: newInstance(),
    inChannel: true,
    inputs: { case_id: "C-1" },
    ...overrides,
  }) as InstanceCommand;

describe("a command", () => {
  it("is decided again on the newer state when somebody else committed first", async () => {
    const { store, starts, asks, instance } = givenApplication();
    const id = await starts("C-1");
    let meanwhile = 2;
    store.before = () => {
      if (meanwhile-- > 0) store.touch(id);
    };
    expect(await asks("anna", { type: "CompleteStep", instance: id, step: "one" })).toMatchObject({ ok: true });
    expect(instance(id).steps).toMatchObject({ one: { status: "done" }, two: { status: "active" } });
  });

  it("is given up after five attempts, with nothing written, so that its sender sends it again", async () => {
    const { store, starts, asks, committed } = givenApplication();
    const id = await starts("C-1");
    store.before = () => store.touch(id);
    await expect(asks("anna", { type: "CompleteStep", instance: id, step: "one" })).rejects.toThrow(Conflict);
    expect(committed).toEqual(["StartWorkflow"]);
  });

  it("that comes again gets its first answer, and changes nothing", async () => {
    const { store, starts, asks } = givenApplication();
    const id = await starts("C-1");
    const first = await asks("anna", { type: "CompleteStep", instance: id, step: "one" }, "click-1");
    const commits = store.commits.length;
    expect(await asks("anna", { type: "CompleteStep", instance: id, step: "one" }, "click-1")).toEqual(first);
    expect(store.commits).toHaveLength(commits);
  });

  it("that is refused is committed, too: its row is in the trace and its repeat is refused alike", async () => {
    const { store, starts, asks } = givenApplication();
    const id = await starts("C-1");
    const refused = await asks("ben", { type: "CompleteStep", instance: id, step: "one" }, "click-1");
    expect(refused).toMatchObject({ ok: false, rejection: { code: "not-entitled" } });
    expect(store.commits.at(-1)?.events.map(({ verdict }) => verdict)).toEqual(["DENY"]);
    expect(await asks("ben", { type: "CompleteStep", instance: id, step: "one" }, "click-1")).toEqual(refused);
  });

  it("that starts nothing leaves its refusal with the workspace", async () => {
    const { handle, refused } = givenApplication();
    expect(await handle(start({ inputs: {} }))).toMatchObject({ ok: false });
    expect(refused).toHaveLength(1);
  });

  it("about a case or workflow that is not known is answered, not failed", async () => {
    const { handle, asks } = givenApplication();
    expect(await asks("anna", { type: "CompleteStep", instance: newInstance(), step: "one" })).toMatchObject({
      ok: false,
      rejection: { code: "unknown" },
    });
    expect(await handle(start({ workflow: "nothing" }))).toMatchObject({ ok: false, rejection: { code: "unknown" } });
  });

  it("to start a case that runs already is answered with that one", async () => {
    const { handle, starts } = givenApplication();
    const winner = await starts("C-1");
    expect(await handle(start({ ...envelopeOf("sam", "late") }))).toMatchObject({
      ok: false,
      rejection: { code: "already-running", instance: winner },
    });
  });

  it("wakes the workers and the timer only for what was committed", async () => {
    const { handle, committed } = givenApplication();
    const command = start();
    await handle(command);
    await handle(command);
    expect(committed).toEqual(["StartWorkflow"]);
  });
});
