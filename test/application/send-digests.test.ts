import { describe, expect, it } from "vitest";
import { createCaseFiles } from "../../src/application/case-files.ts";
import { createSendDigests } from "../../src/application/send-digests.ts";
import { type InstanceId, StepKey } from "../../src/engine/ids.ts";
import type { QueueDigest } from "../../src/engine/messages/workspace-command.ts";
import { approval, at, definition, field, HOUR, task } from "../support/builders.ts";
import { WORKSPACE } from "../support/given.ts";
import { givenApplication } from "../support/given-application.ts";

const rejecting = definition(
  [
    approval("agree", { title: "Agree on {{ patient }}", approvers: "anna" }),
    task("inform", { needs: ["agree"], title: "Inform {{ case_id }}" }),
  ],
  { inputs: [field("patient", { personal: true })], case: { key: "case_id", title: "Care of {{ patient }}" } },
);

const givenDigests = async () => {
  const application = givenApplication({ definitions: [rejecting] });
  const { store, catalogue, clock, handle, asks } = application;
  const id = "00000000-0000-4000-8000-00000000000a" as InstanceId;
  await handle({
    id: "start",
    workspace: WORKSPACE,
    actor: { kind: "person", id: "sam" },
    via: "slack",
    type: "StartWorkflow",
    workflow: rejecting.workflow,
    newInstance: id,
    inChannel: true,
    inputs: { case_id: "C-1", patient: "Jo Bloggs" },
  } as never);
  const queued: QueueDigest[] = [];
  const instances = () => [...store.rows.values()].map((row) => row.instance);
  const texts = async () => new Map(store.commits.flatMap((commit) => commit.texts.map(({ text, body }) => [text, body] as const)));
  const files = createCaseFiles({ reads: { instance: async (_, one) => store.rows.get(one)?.instance, texts }, catalogue, clock });
  const send = createSendDigests({
    reads: { board: async () => instances() },
    messages: { heldPeople: async () => [], heldFor: async () => [], settled: async () => undefined },
    files,
    handleWorkspace: async (command) => {
      queued.push(command as QueueDigest);
      return { ok: true, instance: undefined, seq: 1 };
    },
  });
  const morning = at("2026-03-03 09:00");
  return { id, asks, queued, run: async () => await send(WORKSPACE, morning - HOUR, morning + 1) };
};

describe("a morning digest", () => {
  it("names to the process owner what ended with a no and waits for a decision, every working day", async () => {
    const { id, asks, queued, run } = await givenDigests();
    await run();
    expect(queued).toEqual([]);
    await asks("anna", {
      type: "CastVote",
      step: StepKey.parse("agree"),
      vote: "reject",
      reason: "no",
      revision: 1,
      instance: id,
    } as never);
    await run();
    expect(queued).toMatchObject([{ person: "maria", items: [{ instance: id, why: "undecided" }] }]);
  });

  it("puts no personal value of a title into the trace", async () => {
    const { id, asks, queued, run } = await givenDigests();
    await asks("anna", {
      type: "CastVote",
      step: StepKey.parse("agree"),
      vote: "reject",
      reason: "no",
      revision: 1,
      instance: id,
    } as never);
    await run();
    expect(queued[0]?.items[0]?.title).toBe("A workflow C-1: agree");
    expect(JSON.stringify(queued)).not.toContain("Jo Bloggs");
  });
});
