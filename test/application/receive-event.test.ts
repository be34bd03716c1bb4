import { describe, expect, it } from "vitest";
import { createReceiveEvent } from "../../src/application/receive-event.ts";
import type { IncomingEvent } from "../../src/application/start-by-event.ts";
import { definition, field, stepKey, task, wait } from "../support/builders.ts";
import { WORKSPACE } from "../support/given.ts";
import { givenApplication } from "../support/given-application.ts";

const deal = (data: IncomingEvent["data"], id = "evt-1"): IncomingEvent => ({ id, type: "deal.won", data });
const byDeal = definition([task("one")], {
  inputs: [field("amount", { type: "number", required: false })],
  startOn: [{ event: "deal.won", with: { case_id: "data.company.name", amount: "data.amount" } }],
});
const waiting = definition([
  wait("answer", { waitFor: { event: "vendor.replied", where: undefined } }),
  task("after", { needs: ["answer"] }),
]);

/** agents.yaml is empty. */
const wakeAgents = { byEvent: async () => [] };

const givenEvents = (whole = byDeal) => {
  const application = givenApplication({ definitions: [whole] });
  const { store, catalogue, handle, handleWorkspace } = application;
  return { ...application, receive: createReceiveEvent({ store, catalogue, handle, handleWorkspace, wakeAgents }) };
};

describe("an event", () => {
  it("starts the workflow that its type names, with inputs from where the definition says", async () => {
    const { receive, store } = givenEvents();
    const answer = await receive(WORKSPACE, deal({ company: { name: "Acme" }, amount: "4,200" }));
    const [row] = store.rows.values();
    expect(row?.instance).toMatchObject({ caseId: "Acme", inputs: { amount: 4200 } });
    expect(answer).toMatchObject({ ok: true, detail: { started: [row?.instance.id], delivered: [] } });
  });

  it("that comes again gets the first answer, and starts nothing", async () => {
    const { receive, store } = givenEvents();
    const first = await receive(WORKSPACE, deal({ company: { name: "Acme" } }));
    expect(await receive(WORKSPACE, deal({ company: { name: "Acme" } }))).toEqual(first);
    expect(store.rows.size).toBe(1);
  });

  it("whose recording was lost in a crash acts once all the same when it comes again", async () => {
    const { receive, store, handle, catalogue, handleWorkspace } = givenEvents();
    const crashing = createReceiveEvent({
      ...{ store, catalogue, handle, wakeAgents },
      handleWorkspace: async (command) => {
        if (command.type === "RecordEvent") throw new Error("killed");
        return await handleWorkspace(command);
      },
    });
    await expect(crashing(WORKSPACE, deal({ company: { name: "Acme" } }))).rejects.toThrow("killed");
    const answer = await receive(WORKSPACE, deal({ company: { name: "Acme" } }));
    expect(store.rows.size).toBe(1);
    expect(answer).toMatchObject({ detail: { started: [...store.rows.keys()] } });
  });

  it("is answered however many come at once", async () => {
    const { receive, store } = givenEvents();
    const events = Array.from({ length: 20 }, (_, n) => deal({ company: { name: `Customer ${n}` } }, `evt-${n}`));
    const answers = await Promise.all(events.map((event) => receive(WORKSPACE, event)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(store.rows.size).toBe(20);
  });

  it("of a case that runs already finds that one", async () => {
    const { receive, store } = givenEvents();
    await receive(WORKSPACE, deal({ company: { name: "Acme" } }));
    const answer = await receive(WORKSPACE, deal({ company: { name: " ACME " } }, "evt-2"));
    expect(answer).toMatchObject({ detail: { started: [...store.rows.keys()] } });
    expect(store.rows.size).toBe(1);
  });

  it("with a bad mapping starts nothing and is not dropped: the process owner gets the form, filled in as far as it goes", async () => {
    const { receive, store } = givenEvents();
    await receive(WORKSPACE, deal({ company: { name: "Acme" }, amount: "a lot" }));
    expect(store.rows.size).toBe(0);
    const asked = store.appends.flatMap(({ messages }) => messages);
    expect(asked).toMatchObject([
      {
        audience: { to: "person", person: "maria" },
        content: { kind: "start-form", problems: ["amount (data.amount): Expected a number."], inputs: { case_id: "Acme" } },
      },
    ]);
    expect(store.appends.map(({ events }) => events[0]?.verdict)).toEqual(["WARN", "ALLOW"]);
  });

  it("that lacks what is required asks the process owner, too", async () => {
    const { receive, store } = givenEvents();
    await receive(WORKSPACE, deal({}));
    expect(store.appends.flatMap(({ messages }) => messages)).toHaveLength(1);
  });

  it("reads only what the event itself holds, never what every object inherits", async () => {
    const inherited = { ...byDeal, startOn: [{ event: "deal.won", with: { case_id: "data.constructor.name" } }] };
    const { receive, store } = givenEvents(inherited);
    await receive(WORKSPACE, deal({}));
    expect(store.rows.size).toBe(0);
  });

  it("ends the steps that wait for it", async () => {
    const { receive, starts, instance } = givenEvents(waiting);
    const id = await starts("C-1");
    const answer = await receive(WORKSPACE, { id: "evt-9", type: "vendor.replied", data: {} });
    expect(answer).toMatchObject({ ok: true, detail: { started: [], delivered: [id] } });
    expect(instance(id).steps[stepKey("after")]).toMatchObject({ status: "active" });
  });

  it("does not end the wait of the case that it starts itself", async () => {
    const both = definition([wait("next", { waitFor: { event: "deal.won", where: undefined } })], {
      startOn: [{ event: "deal.won", with: { case_id: "data.company.name" } }],
    });
    const { receive, store } = givenEvents(both);
    expect(await receive(WORKSPACE, deal({ company: { name: "Acme" } }))).toMatchObject({ detail: { delivered: [] } });
    expect([...store.rows.values()].map(({ instance }) => instance.status)).toEqual(["running"]);
  });

  it("that nobody waits for is recorded, and nothing else", async () => {
    const { receive, store } = givenEvents();
    expect(await receive(WORKSPACE, { id: "evt-3", type: "unheard.of", data: {} })).toMatchObject({ ok: true, detail: { started: [] } });
    expect(store.appends).toHaveLength(1);
  });
});
