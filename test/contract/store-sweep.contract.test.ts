import { expect, it } from "vitest";
import type { Commit } from "../../src/application/ports/store.ts";
import type { Event } from "../../src/engine/messages/event.ts";
import { DAY, definition, directory, personId, stepKey, task, team, wait } from "../support/builders.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { envelopeOf } from "../support/given-store.ts";
import { counts, describeStore, lastCommit, loaded } from "./describe-store.ts";

const LEASE = 30_000;

describeStore("The store, for sweeps and plans", (openStore) => {
  it("claims what is due for one sweeper alone, until its lease is over", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    const due = MONDAY + 30 * DAY;
    expect(await given.store.lease(MONDAY, 10, LEASE), "not due yet").toEqual([]);
    const [claimed] = await given.store.lease(due, 10, LEASE);
    expect(claimed?.instance.id).toBe(instance);
    expect(await given.store.lease(due, 10, LEASE)).toEqual([]);
    expect(await given.store.nextWake(), "what is claimed wakes nobody").toBeUndefined();
    await given.database.pool.query("UPDATE instance SET leased_until = now() - interval '1 second'");
    expect(await given.store.lease(due, 10, LEASE)).toHaveLength(1);
  });

  it("claims no more than it was asked to, the longest due first", async () => {
    const given = await openStore();
    for (let n = 0; n < 5; n++) {
      given.clock.at = MONDAY + n * DAY;
      await given.starts(`C-${n}`);
    }
    const claimed = await given.store.lease(MONDAY + 60 * DAY, 2, LEASE);
    expect(claimed.map(({ instance }) => instance.caseId).sort()).toEqual(["C-0", "C-1"]);
  });

  it("lets a click through while a sweeper holds the lease, and then refuses the sweeper's late write", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    const [claimed] = await given.store.lease(MONDAY + 30 * DAY, 10, LEASE);
    await given.asks("anna", { type: "CompleteStep", instance, step: "one" });
    const clicked = lastCommit(given);
    const late: Commit = { ...clicked, position: claimed!.position, command: { ...clicked.command, ...envelopeOf("anna"), via: "sweep" } };
    expect(await given.store.commitBatch([late])).toEqual(new Set());
    expect((await loaded(given, instance)).rev).toBe(2);
  });

  it("commits of a batch what still stands, and nothing of the rest", async () => {
    const given = await openStore();
    const [one, two] = [await given.starts("C-1"), await given.starts("C-2")];
    for (const instance of [one, two]) await given.asks("anna", { type: "AcknowledgeStep", instance, step: "one" });
    const again = given.committed.slice(-2).map((commit, n): Commit => {
      // The second still stands where it stood; the first does not.
      const position = n === 0 ? commit.position : { rev: 2, seq: commit.instance.seq, head: "0".repeat(64) };
      const events = commit.events.map((event, index): Event => ({ ...event, seq: commit.instance.seq + index + 1 }));
      const seq = commit.instance.seq + events.length;
      return { ...commit, position, events, instance: { ...commit.instance, seq }, command: { ...commit.command, ...envelopeOf("anna") } };
    });
    const before = await counts(given);
    expect(await given.store.commitBatch(again)).toEqual(new Set([two]));
    const after = await counts(given);
    expect(after.audit_event).toBe(before.audit_event! + again[1]!.events.length);
    expect(after.command).toBe(before.command! + 1);
  });

  it("clears the lease with the commit, and says when the next one wakes", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    const wake = lastCommit(given).wakeAt;
    expect(await given.store.nextWake()).toBe(wake);
    await given.store.lease(wake!, 10, LEASE);
    await given.asks("anna", { type: "CompleteStep", instance, step: "one" });
    const { rows } = await given.database.pool.query("SELECT leased_until FROM instance");
    expect(rows).toEqual([{ leased_until: null }]);
  });

  it("plans anew the running cases in which somebody acts, and fences a sweep that read them before", async () => {
    const given = await openStore();
    const mine = await given.starts("C-1");
    const [claimed] = await given.store.lease(MONDAY + 30 * DAY, 10, LEASE);
    expect(await given.store.replan(WORKSPACE, [personId("ben")], MONDAY)).toBe(0);
    expect(await given.store.replan(WORKSPACE, [personId("anna")], MONDAY)).toBe(1);
    const commit = lastCommit(given);
    const late: Commit = {
      ...commit,
      before: claimed!.instance,
      instance: claimed!.instance,
      position: claimed!.position,
      events: [],
      wakeAt: undefined,
    };
    expect(await given.store.commitBatch([late])).toEqual(new Set());
    await given.database.pool.query("UPDATE instance SET leased_until = NULL");
    expect((await given.store.lease(MONDAY, 10, LEASE)).map(({ instance }) => instance.id)).toEqual([mine]);
    expect(await given.store.replan(WORKSPACE, "all", MONDAY)).toBe(1);
  });

  it("knows whose turn it is though their steps are done", async () => {
    const people = directory({ teams: [team("crew", ["anna", "ben"], { assign: "round-robin" })] });
    const given = await openStore({ definitions: [definition([task("one", { owner: "team:crew" })])], directory: people });
    const owners: (string | undefined)[] = [];
    for (let n = 0; n < 4; n++) {
      given.clock.at += 60_000;
      const instance = await given.starts(`C-${n}`);
      const one = (await loaded(given, instance)).steps[stepKey("one")];
      const owner = one?.status === "active" ? one.owner : undefined;
      owners.push(owner);
      await given.asks(owner ?? "", { type: "CompleteStep", instance, step: "one" });
    }
    expect(owners).toEqual(["anna", "ben", "anna", "ben"]);
    const load = await given.store.loadOf(WORKSPACE, ["anna", "ben", "maria"].map(personId));
    expect(load.get(personId("ben"))).toEqual({ active: 0, lastAssignedAt: given.clock.at });
    expect(load.get(personId("maria"))).toEqual({ active: 0, lastAssignedAt: undefined });
  });

  it("names the running cases that wait for an event", async () => {
    const whole = definition([wait("answer", { waitFor: { event: "vendor.replied", where: undefined } })]);
    const given = await openStore({ definitions: [whole] });
    const row = {
      workspace: WORKSPACE,
      hash: whole.hash,
      workflow: whole.workflow,
      source: "",
      normalised: JSON.parse(JSON.stringify(whole)),
      loadedAt: new Date(0),
    };
    await given.database.prisma.definition.create({ data: row });
    const instance = await given.starts("C-1");
    expect(await given.store.waitingFor(WORKSPACE, "vendor.replied")).toEqual([{ instance, step: "answer" }]);
    expect(await given.store.waitingFor(WORKSPACE, "vendor.left")).toEqual([]);
    await given.asks("maria", { type: "PauseInstance", instance } as never);
    expect(await given.store.waitingFor(WORKSPACE, "vendor.replied")).toEqual([]);
  });

  it("lists what is open, of one workflow or all", async () => {
    const given = await openStore();
    const [one, two] = [await given.starts("C-1"), await given.starts("C-2")];
    await given.asks("maria", { type: "CancelInstance", instance: one, reason: "by mistake" } as never);
    expect((await given.store.openInstances(WORKSPACE, undefined)).map(({ id }) => id)).toEqual([two]);
    expect(await given.store.openInstances(WORKSPACE, "another" as never)).toEqual([]);
  });
});
