import { describe, expect, it } from "vitest";
import { createCaseFiles } from "../../src/application/case-files.ts";
import { createGiveUpAction, createRunAction } from "../../src/application/run-action.ts";
import { type InstanceId, VersionHash, WorkflowId } from "../../src/engine/ids.ts";
import { action, alternative, definition, stepKey, task } from "../support/builders.ts";
import { WORKSPACE } from "../support/given.ts";
import { givenApplication } from "../support/given-application.ts";

const child = definition([task("only")], { workflow: WorkflowId.parse("child"), hash: VersionHash.parse("child-1") });
const starting = (filled: Record<string, string>) =>
  definition([action("begin", { action: { do: "start", start: child.workflow, with: filled } }), task("after", { needs: ["begin"] })]);

const givenAction = (whole = starting({ case_id: "of {{ case_id }}" })) => {
  const application = givenApplication({ definitions: [whole, child] });
  const { store, catalogue, clock, handle } = application;
  const reads = {
    instance: async (_: unknown, id: InstanceId) => store.rows.get(id)?.instance,
    texts: async () => new Map<string, string>(),
  };
  const run = createRunAction({ files: createCaseFiles({ reads, catalogue, clock }), catalogue, handle });
  const runStep = async (instance: InstanceId, pass = 1): Promise<void> =>
    await run({ workspace: WORKSPACE, instance, step: stepKey("begin"), pass });
  return { ...application, run, runStep };
};

describe("an action step", () => {
  it("starts another workflow with inputs from the case, and is done", async () => {
    const { starts, runStep, instance, store } = givenAction();
    const id = await starts("C-1", starting({}).workflow);
    await runStep(id);
    expect([...store.rows.values()].map((row) => row.instance.caseId).sort()).toEqual(["C-1", "of C-1"]);
    expect(instance(id).steps).toMatchObject({ begin: { status: "done" }, after: { status: "active" } });
  });

  it("is carried out once, however often its job runs", async () => {
    const { starts, runStep, store } = givenAction();
    const id = await starts("C-1");
    await runStep(id);
    const commits = store.commits.length;
    await runStep(id);
    expect(store.commits).toHaveLength(commits);
  });

  it("of an earlier pass does nothing any more", async () => {
    const { starts, runStep, store } = givenAction();
    const id = await starts("C-1");
    await runStep(id, 7);
    expect(store.rows.size).toBe(1);
  });

  it("that finds the case running already is done: that was what was wanted", async () => {
    const { starts, runStep, instance } = givenAction();
    await starts("of C-1", child.workflow);
    const id = await starts("C-1");
    await runStep(id);
    expect(instance(id).steps).toMatchObject({ begin: { status: "done" } });
  });

  it("that cannot be carried out says why, and blocks its step for a person to see to", async () => {
    const { starts, runStep, instance, store } = givenAction(starting({ nothing: "x" }));
    const id = await starts("C-1");
    await runStep(id);
    expect(instance(id).steps).toMatchObject({ begin: { status: "blocked" } });
    expect(store.commits.at(-1)?.events.map(({ action: name }) => name)).toContain("action.failed");
  });

  it("is carried out again after a failure, once for each attempt", async () => {
    const { starts, runStep, instance, asks, catalogue, run, store } = givenAction();
    const id = await starts("C-1");
    catalogue.current = () => undefined;
    await runStep(id);
    expect(instance(id).steps).toMatchObject({ begin: { status: "blocked", block: { reason: "There is no workflow child." } } });
    catalogue.current = () => child;
    await asks("maria", { type: "UnblockStep", step: "begin", note: "It is back.", instance: id });
    const attempt = store.commits.at(-1)!.jobs.find(({ queue }) => queue === "action")!.data.attempt as number;
    const job = { workspace: WORKSPACE, instance: id, step: stepKey("begin"), pass: 1, attempt };
    await run(job);
    await run(job);
    expect(instance(id).steps).toMatchObject({ begin: { status: "done" } });
    expect(store.rows.size).toBe(2);
  });

  it("whose job was given up blocks its step, as any failure", async () => {
    const { starts, handle, instance } = givenAction();
    const id = await starts("C-1");
    await createGiveUpAction(handle)({ workspace: WORKSPACE, instance: id, step: stepKey("begin"), pass: 1 }, "The database was away.");
    expect(instance(id).steps).toMatchObject({ begin: { status: "blocked", block: { reason: "The database was away." } } });
  });

  it("that only records something is done at once", async () => {
    const { starts, runStep, instance } = givenAction(definition([action("begin"), task("after", { needs: ["begin"] })]));
    const id = await starts("C-1");
    await runStep(id);
    expect(instance(id).steps).toMatchObject({ begin: { status: "done" } });
  });
});

describe("an alternative that starts another workflow", () => {
  const offering = definition([task("begin")], {
    alternatives: alternative("visit", { do: "start", start: child.workflow, with: { case_id: "of {{ case_id }}" } }),
  });
  const job = (instance: InstanceId) => ({ workspace: WORKSPACE, instance, step: stepKey("begin"), pass: 1, alternative: "visit" });

  it("starts it, and leaves its own step as it is", async () => {
    const { starts, run, instance, store } = givenAction(offering);
    const id = await starts("C-1");
    await run(job(id));
    await run(job(id));
    expect(store.rows.size).toBe(2);
    expect(instance(id).steps).toMatchObject({ begin: { status: "active" } });
  });

  it("that cannot be carried out is told to the process owner", async () => {
    const { starts, run, catalogue, store, instance } = givenAction(offering);
    const id = await starts("C-1");
    catalogue.current = () => undefined;
    await run(job(id));
    expect(instance(id).steps).toMatchObject({ begin: { status: "active" } });
    expect(store.commits.at(-1)).toMatchObject({
      events: [{ action: "action.failed", body: { detail: "There is no workflow child." } }],
      messages: [{ audience: { person: "maria" }, content: { what: "action-failed" } }],
    });
  });
});
