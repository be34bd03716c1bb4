import { describe, expect, it } from "vitest";
import type { Specialist } from "../../src/application/ports/specialists.ts";
import { createReceiveEvent } from "../../src/application/receive-event.ts";
import { createWakeAgents } from "../../src/application/wake-agents.ts";
import { createWakingStore } from "../../src/application/waking-store.ts";
import { modelsIn } from "../../src/begin-agent.ts";
import { askConfigured } from "../../src/build-agent.ts";
import { specialist } from "../agent/support/given-specialists.ts";
import { DAY, definition, field, stepKey, task, wait } from "../support/builders.ts";
import { agentFor, WORKSPACE } from "../support/given.ts";
import { givenApplication } from "../support/given-application.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const workflow = definition(
  [task("one", { owner: "anna" }), task("two", { owner: "ben" }), wait("cooling", { owner: "ben", needs: [], waitFor: { until: "day" } })],
  {
    inputs: [field("day", { type: "date", required: false, default: "2026-03-03" })],
    startOn: [{ event: "deal.won", with: { case_id: "data.id" } }],
  },
);

const given = (specialists: readonly Specialist[], hasModel: () => boolean = () => true) => {
  const texts = new Map<string, string>();
  const committed: (readonly string[])[] = [];
  let wakeAgents: ReturnType<typeof createWakeAgents> | undefined;
  const application = givenApplication({
    definitions: [workflow],
    over: (store, logger) => {
      const keep = async (_workspace: string, _instance: unknown, id: string, text: string): Promise<void> => void texts.set(id, text);
      wakeAgents = createWakeAgents({ specialists: () => specialists, records: { keep }, hasModel, logger });
      return createWakingStore(store, wakeAgents, ({ jobs }) => void committed.push(jobs.map(({ queue }) => queue)));
    },
  });
  const receive = createReceiveEvent({ ...application, wakeAgents: wakeAgents! });
  const jobs = () => {
    const { commits, appends } = application.store;
    const all = [...commits, ...appends].flatMap((each) => each.jobs);
    return all.filter(({ queue }) => queue === "specialist").map(({ data }) => data);
  };
  return { ...application, texts, committed, jobs, receive };
};

const event = { id: "evt-1", type: "deal.won", data: { id: "Acme", contact: "rita@acme.example" } };

describe("an event from outside", () => {
  it("wakes each agent that its type names, for each case that it is about, once; what it brought stays out of the jobs", async () => {
    const { receive, jobs, texts, store } = given([specialist("a", { wakesOn: ["deal.won"] }), specialist("b", { wakesOn: ["deal.won"] })]);
    const answer = await receive(WORKSPACE, event);
    expect(answer).toMatchObject({ ok: true, detail: { agents_triggered: ["a", "b"] } });
    const [instance] = store.rows.keys();
    expect(jobs()).toMatchObject([
      { agent: "a", event: "deal.won", instance, depth: 0, text: expect.stringMatching(/^agent:.:.*:event$/) },
      { agent: "b", event: "deal.won", instance, depth: 0, text: expect.stringMatching(/^agent:.:.*:event$/) },
    ]);
    expect(JSON.stringify(jobs())).not.toContain("rita");
    expect([...texts.values()].map((text) => text.includes("rita@acme.example"))).toEqual([true, true]);
    expect(await receive(WORKSPACE, event)).toEqual(answer);
    expect(jobs()).toHaveLength(2);
  });

  it("about no case wakes whoever acts for somebody by name, and nobody who acts for a case's owner", async () => {
    const both = [specialist("a", { wakesOn: ["x.y"] }), specialist("b", { wakesOn: ["x.y"], actsFor: { who: "case-owner" } })];
    const { receive, jobs } = given(both);
    expect(await receive(WORKSPACE, { ...event, type: "x.y" })).toMatchObject({ detail: { agents_triggered: ["a"] } });
    expect(jobs()[0]).not.toHaveProperty("instance", expect.anything());
  });

  it("wakes nobody where no model is configured, and the log says why", async () => {
    const { receive, jobs, logger } = given([specialist("a", { wakesOn: ["deal.won"] })], () => false);
    expect(await receive(WORKSPACE, event)).toMatchObject({ detail: { agents_triggered: [] } });
    expect(jobs()).toEqual([]);
    expect(logger.lines.map(({ message }) => message)).toContain("agents sleep: no model is configured for them");
  });
});

describe("an agent whose kind of model is not configured", () => {
  it("sleeps, while those with one are awake", () => {
    const choice = { vendor: "openai", name: "small", apiKey: undefined, baseUrl: "http://localhost:1/v1" } as const;
    const limit = { cents: 1, tokens: 1 };
    const models = { classify: choice, draft: undefined, analyse: undefined, act: undefined };
    const ask = askConfigured({ models, agentBudgets: { person: limit, case: limit, workspace: limit } }, createRecordingLogger());
    expect((["classify", "draft", "analyse", "act"] as const).map(modelsIn(ask))).toEqual([true, false, false, false]);
    expect(modelsIn(undefined)("act")).toBe(false);
  });
});

describe("what happens in a case", () => {
  const all = ["case.started", "task.blocked", "task.completed"].map((name) => specialist(name.replace(".", "-"), { wakesOn: [name] }));

  it("wakes agents by its name, in the commit that it stands in, and has its workers look at once", async () => {
    const { starts, asks, jobs, committed } = given(all);
    const instance = await starts("C-1");
    expect(jobs()).toMatchObject([{ agent: "case-started", event: "case.started", instance }]);
    await asks("anna", { type: "BlockStep", instance, step: stepKey("one"), reason: "no key", on: "vendor" });
    await asks("anna", { type: "CompleteStep", instance, step: stepKey("one") });
    expect(jobs().slice(1)).toMatchObject([
      { agent: "task-blocked", step: "one" },
      { agent: "task-completed", step: "one" },
    ]);
    expect(committed.every((queues) => queues.includes("specialist"))).toBe(true);
  });

  it("by an agent itself wakes none", async () => {
    const { starts, asks, jobs } = given(all);
    const instance = await starts("C-1");
    const judgement = { confidence: 1, evidence: [], run: "r" };
    const asked = await asks(agentFor("anna"), {
      type: "BlockStep",
      instance,
      step: stepKey("one"),
      reason: "no",
      on: "vendor",
      judgement,
    });
    expect(asked.ok).toBe(true);
    expect(jobs()).toHaveLength(1);
  });

  it("when its time has come wakes agents from the sweep as from a click", async () => {
    const { starts, sweep, clock, jobs } = given(all);
    await starts("C-1");
    clock.at = clock.at + 3 * DAY;
    await sweep();
    expect(jobs().slice(1)).toMatchObject([{ agent: "task-completed", step: "cooling" }]);
  });
});
