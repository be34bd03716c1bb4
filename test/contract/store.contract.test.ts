import { expect, it } from "vitest";
import type { Commit } from "../../src/application/ports/store.ts";
import { evolve } from "../../src/engine/evolve.ts";
import type { Instance } from "../../src/engine/instance.ts";
import type { Event, EventBody } from "../../src/engine/messages/event.ts";
import { createReadStore } from "../../src/store/read-store.ts";
import { absence, DAY, definition, field, personId, stepKey, task } from "../support/builders.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { envelopeOf, newInstance, QUEUES_OF_STORE, TWO_STEPS } from "../support/given-store.ts";
import { counts, describeStore, lastCommit, loaded } from "./describe-store.ts";

describeStore("The store", (openStore) => {
  it("gives back the instance that was committed", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    expect(await loaded(given, instance)).toEqual({ ...lastCommit(given).instance, rev: 1 });
  });

  it("holds state, trace, messages, jobs and the answer together: all of a start is there", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    const { events, messages, jobs } = lastCommit(given);
    expect(await counts(given)).toMatchObject({ instance: 1, step: 2, audit_event: events.length, command: 1, message: messages.length });
    const { rows } = await given.database.pool.query("SELECT name, data FROM pgboss.job WHERE name = ANY($1) ORDER BY 1", [
      QUEUES_OF_STORE,
    ]);
    expect(rows.map((row) => row.name).sort()).toEqual(jobs.map((job) => job.queue).sort());
    expect(rows.every((row) => row.data.workspace === WORKSPACE)).toBe(true);
    expect(instance).toBe(lastCommit(given).instance.id);
  });

  it("writes nothing at all when somebody else committed first", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    await given.asks("anna", { type: "AcknowledgeStep", instance, step: "one" });
    const stale = lastCommit(given);
    await given.asks("anna", { type: "AddNote", instance, text: "we wait for the keys" });
    const before = await counts(given);
    const { rows: jobs } = await given.database.pool.query("SELECT count(*)::int AS n FROM pgboss.job");
    const again = { ...stale, command: { ...stale.command, ...envelopeOf("anna") } };
    expect(await given.store.commit(again)).toBe(false);
    expect(await counts(given)).toEqual(before);
    expect((await given.database.pool.query("SELECT count(*)::int AS n FROM pgboss.job")).rows).toEqual(jobs);
  });

  it("answers a command that was carried out with its first answer, and does nothing", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    const first = await given.asks("anna", { type: "CompleteStep", instance, step: "one" }, "click-1");
    const before = await counts(given);
    expect(await given.asks("anna", { type: "CompleteStep", instance, step: "one" }, "click-1")).toEqual(first);
    expect(await counts(given)).toEqual(before);
  });

  it("keeps the answer to what was refused, with its row", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    const refused = await given.asks("ben", { type: "CompleteStep", instance, step: "one" }, "click-1");
    expect(refused).toMatchObject({ ok: false, rejection: { code: "not-entitled" } });
    const before = await counts(given);
    expect(await given.asks("ben", { type: "CompleteStep", instance, step: "one" }, "click-1")).toEqual(refused);
    expect(await counts(given)).toEqual(before);
    const trace = await createReadStore(given.database).trace(WORKSPACE, instance, 0, 100);
    expect(trace.at(-1)).toMatchObject({ action: "act.refused", verdict: "DENY", actorId: "ben" });
  });

  it("starts a case once: whoever comes second with the same case is told of the first", async () => {
    const given = await openStore();
    const starts = ["C-1", " c-1 ", "Ｃ-1"].map((caseId) =>
      given.handle({
        ...envelopeOf("sam"),
        type: "StartWorkflow",
        workflow: TWO_STEPS.workflow,
        newInstance: newInstance(),
        inChannel: true,
        inputs: { case_id: caseId },
      }),
    );
    const answers = await Promise.all(starts);
    const won = answers.filter((answer) => answer.ok);
    expect(won).toHaveLength(1);
    for (const answer of answers.filter((each) => !each.ok)) {
      expect(answer).toMatchObject({ rejection: { code: "already-running", instance: won[0]?.ok && won[0].instance } });
    }
    expect((await counts(given)).instance).toBe(1);
  });

  it("starts once when the same start comes twice at once, and answers both alike", async () => {
    const given = await openStore();
    const command = {
      ...envelopeOf("sam", "event-1"),
      type: "StartWorkflow" as const,
      workflow: TWO_STEPS.workflow,
      newInstance: newInstance(),
      inChannel: true,
      inputs: { case_id: "C-1" },
    };
    const [one, other] = await Promise.all([given.handle(command), given.handle(command)]);
    expect(one).toEqual(other);
    expect(await counts(given)).toMatchObject({ instance: 1, command: 1 });
  });

  it("counts the runs of a case", async () => {
    const given = await openStore();
    const first = await given.starts("C-1");
    await given.asks("maria", { type: "CancelInstance", instance: first, reason: "by mistake" } as never);
    const second = await given.starts("C-1", { confirmed: true });
    expect((await loaded(given, second)).run).toBe(2);
  });

  it("keeps who may act: assignments come and go with the steps", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    const mine = async () =>
      (await given.database.pool.query("SELECT person_id, step_key, role FROM assignment ORDER BY 1, 2")).rows.map(Object.values);
    expect(await mine()).toEqual([["anna", "one", "owner"]]);
    await given.asks("anna", { type: "CompleteStep", instance, step: "one" });
    expect(await mine()).toEqual([["anna", "two", "owner"]]);
    await given.asks("anna", { type: "CompleteStep", instance, step: "two" });
    expect(await mine()).toEqual([]);
  });

  it("moves an instance to a version that has other steps: those that are gone leave no row", async () => {
    const next = { ...definition([task("one"), task("three", { needs: ["one"] })]), hash: "version-2" as typeof TWO_STEPS.hash };
    const given = await openStore({ definitions: [TWO_STEPS, next] });
    const instance = await given.starts("C-1", { workflow: TWO_STEPS.workflow } as never);
    const before = await loaded(given, instance);
    const removed = stepKey(before.version === next.hash ? "three" : "two");
    const { [removed]: _, ...steps } = before.steps;
    const commit = lastCommit(given);
    const migrated: Commit = {
      ...commit,
      command: { ...commit.command, ...envelopeOf("maria") },
      position: { rev: 1, seq: before.seq, head: "0".repeat(64) },
      before,
      instance: { ...before, steps, version: TWO_STEPS.hash },
      events: [],
      messages: [],
      jobs: [],
      assigned: [],
      unassigned: [],
    };
    expect(await given.store.commit(migrated)).toBe(true);
    expect(Object.keys((await loaded(given, instance)).steps)).toEqual(["one"]);
  });

  it("keeps personal values beside the trace: state and rows hold a reference, and the text can be erased", async () => {
    const personal = definition([task("one")], { inputs: [field("phone", { personal: true })] });
    const given = await openStore({ definitions: [personal] });
    const instance = await given.starts("C-1", { inputs: { phone: "+39 06 1234" } });
    const { rows } = await given.database.pool.query(
      "SELECT data::text AS data FROM audit_event UNION ALL SELECT data::text FROM instance",
    );
    expect(rows.map((row) => row.data).join()).not.toContain("1234");
    const reads = createReadStore(given.database);
    const ref = (await loaded(given, instance)).inputs.phone as { readonly text: string };
    expect(await reads.texts(WORKSPACE, [ref.text])).toEqual(new Map([[ref.text, "+39 06 1234"]]));
    await given.database.pool.query("UPDATE personal_text SET body = NULL");
    expect(await reads.texts(WORKSPACE, [ref.text])).toEqual(new Map());
  });

  it("folds its rows to the state it stored", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    await given.asks("anna", { type: "AcknowledgeStep", instance, step: "one" });
    await given.asks("anna", { type: "BlockStep", instance, step: "one", reason: "no keys", on: "vendor" });
    await given.asks("ben", { type: "CompleteStep", instance, step: "one" });
    await given.asks("anna", { type: "CompleteStep", instance, step: "one" });
    const trace = await createReadStore(given.database).trace(WORKSPACE, instance, 0, 1_000);
    const folded = trace.reduce<Instance | undefined>((state, row) => {
      const { seq, at, action, verdict, reason, step, pass } = row;
      const event: Event = { seq, at, action, verdict, reason, step: step as never, pass, body: row.data as unknown as EventBody };
      return evolve(state, event);
    }, undefined);
    const stored = await loaded(given, instance);
    expect({ ...folded, rev: stored.rev }).toEqual(stored);
    expect(trace.map(({ seq }) => seq)).toEqual(trace.map((_, index) => index + 1));
  });

  it("dates every domain column by the clock it was given, and only leases by the machine's", async () => {
    const given = await openStore();
    given.clock.at = MONDAY - 3_650 * DAY;
    const instance = await given.starts("C-1");
    await given.asks("anna", { type: "CompleteStep", instance, step: "one" });
    const { rows } = await given.database.pool.query(
      `SELECT (SELECT max(started_at) FROM instance) AS a, (SELECT max(activated_at) FROM step) AS b, (SELECT max(at) FROM audit_event) AS c,
        (SELECT max(at) FROM command) AS d, (SELECT max(at) FROM message) AS e, (SELECT max(ended_at) FROM step) AS f`,
    );
    expect(Object.values(rows[0]).map((at) => (at as Date).getTime())).toEqual(Array(6).fill(given.clock.at));
    const { rows: received } = await given.database.pool.query(
      "SELECT min(received_at) > now() - interval '1 hour' AS machine FROM command",
    );
    expect(received).toEqual([{ machine: true }]);
  });

  it("gives each of many clicks on one step its place: one wins, and the chain stays whole", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    const clicks = Array.from({ length: 5 }, (_, n) => n);
    const answers = await Promise.all(clicks.map((n) => given.asks("anna", { type: "CompleteStep", instance, step: "one" }, `click-${n}`)));
    expect(answers.filter((answer) => answer.ok).length).toBeGreaterThanOrEqual(1);
    const trace = await createReadStore(given.database).trace(WORKSPACE, instance, 0, 1_000);
    expect(trace.filter(({ action }) => action === "step.completed")).toHaveLength(1);
    expect(trace.map(({ seq }) => seq)).toEqual(trace.map((_, index) => index + 1));
  });

  it("keeps the workspace's own chain: one row after the other, each command once", async () => {
    const given = await openStore();
    const away = {
      ...envelopeOf("anna", "away-1"),
      type: "DeclareAbsence" as const,
      person: personId("anna"),
      absence: absence(MONDAY, MONDAY + DAY),
    };
    const answers = await Promise.all([
      given.handleWorkspace(away),
      given.handleWorkspace({ ...away, id: envelopeOf("anna", "away-2").id }),
    ]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
    expect(await given.handleWorkspace(away)).toEqual(answers[0]);
    expect(await given.store.answerOf(WORKSPACE, away.id)).toEqual(answers[0]);
    expect((await given.store.workspacePosition(WORKSPACE)).seq).toBe(2);
    expect((await counts(given)).audit_event).toBe(2);
  });

  it("answers a command that was carried out elsewhere meanwhile as a conflict, not as a fault", async () => {
    const given = await openStore();
    const instance = await given.starts("C-1");
    await given.handleWorkspace({ ...envelopeOf("anna", "same"), type: "RecordRefusal", act: "start", reason: "no" });
    await given.asks("anna", { type: "AcknowledgeStep", instance, step: "one" });
    const commit = lastCommit(given);
    const taken: Commit = {
      ...commit,
      position: { ...commit.position, rev: 2 },
      command: { ...commit.command, ...envelopeOf("anna", "same") },
      events: [],
    };
    expect(await given.store.commit(taken)).toBe(false);
  });
});
