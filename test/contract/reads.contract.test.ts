import { expect, it } from "vitest";
import { standingProposal } from "../../src/application/standing-proposal.ts";
import { CommandId, InstanceId, WorkflowId } from "../../src/engine/ids.ts";
import { signedKinds } from "../../src/insights/trust.ts";
import { createReadStore } from "../../src/store/read-store.ts";
import { DAY, definition, field, personId, task } from "../support/builders.ts";
import { agentFor, INSTANCE, MONDAY, WORKSPACE } from "../support/given.ts";
import { envelopeOf, newInstance, TWO_STEPS } from "../support/given-store.ts";
import { describeStore } from "./describe-store.ts";

describeStore("The reads", (openStore) => {
  const openReads = async () => {
    const given = await openStore();
    return { ...given, reads: createReadStore(given.database) };
  };

  it("find a case by its key as it was folded, or by its instance", async () => {
    const { reads, starts } = await openReads();
    const instance = await starts("Claim 2024-0847");
    expect((await reads.byCase(WORKSPACE, "claim 2024-0847")).map(({ id }) => id)).toEqual([instance]);
    expect((await reads.byCase(WORKSPACE, instance)).map(({ id }) => id)).toEqual([instance]);
    expect(await reads.byCase(WORKSPACE, "claim")).toEqual([]);
    expect((await reads.instance(WORKSPACE, instance))?.caseId).toBe("Claim 2024-0847");
  });

  it("put the open run of a case before those that ended, the newest first", async () => {
    const { reads, starts, asks, clock } = await openReads();
    for (let run = 1; run <= 3; run++) {
      clock.at = MONDAY + run * DAY;
      const instance = await starts("C-1", { confirmed: true });
      if (run < 3) await asks("maria", { type: "CancelInstance", instance, reason: "by mistake" } as never);
    }
    expect((await reads.byCase(WORKSPACE, "c-1")).map(({ run }) => run)).toEqual([3, 2, 1]);
  });

  it("name each case once, for the nearest match", async () => {
    const { reads, starts, asks } = await openReads();
    const first = await starts("C-1");
    await asks("maria", { type: "CancelInstance", instance: first, reason: "by mistake" } as never);
    await starts("C-1", { confirmed: true });
    await starts("C-2");
    expect((await reads.caseIds(WORKSPACE)).toSorted()).toEqual(["C-1", "C-2"]);
  });

  it("list what a person may act on, by due", async () => {
    const { reads, starts, asks, clock } = await openReads();
    clock.at = MONDAY + DAY;
    const later = await starts("C-1");
    clock.at = MONDAY;
    const sooner = await starts("C-2");
    const mine = await reads.assignedTo(WORKSPACE, personId("anna"));
    expect(mine.map(({ instance, step, role }) => [instance.id, step, role])).toEqual([
      [sooner, "one", "owner"],
      [later, "one", "owner"],
    ]);
    expect(await reads.assignedTo(WORKSPACE, personId("ben"))).toEqual([]);
    const judgement = { confidence: 0.8, evidence: [], run: "r-1" };
    await asks(agentFor("anna"), { type: "AddNote", text: "about all of it", instance: sooner, judgement } as never);
    const suggested = async () => (await reads.assignedTo(WORKSPACE, personId("anna"))).filter(({ role }) => role === "suggestion");
    const [made] = await suggested();
    expect(made).toMatchObject({ instance: { id: sooner }, step: undefined });
    const [suggestion = ""] = Object.keys(made?.instance.suggestions ?? {});
    await asks("anna", { type: "DismissSuggestion", instance: sooner, suggestion, why: "no" } as never);
    expect(await suggested()).toEqual([]);
  });

  it("tell what agents did in a workflow and what was signed, in order, and nothing of any other", async () => {
    const { reads, starts, asks, handleWorkspace, clock } = await openReads();
    const instance = await starts("C-1");
    const judgement = { confidence: 0.8, evidence: [], run: "r-1" };
    await asks(agentFor("anna"), { type: "CompleteStep", step: "one", instance, judgement } as never);
    clock.at += 1_000;
    const [made] = await reads.autonomy(WORKSPACE, TWO_STEPS.workflow);
    if (made?.body.type !== "suggestion.made") throw new Error("nothing was suggested");
    await asks("anna", { type: "DismissSuggestion", instance, suggestion: made.body.suggestion.id, why: "too early" } as never);
    clock.at += 1_000;
    const review = {
      id: CommandId.parse("review"),
      workspace: WORKSPACE,
      actor: { kind: "system", id: "autonomy" },
      via: "sweep",
    } as const;
    const about = { workflow: TWO_STEPS.workflow, kind: "complete", figures: "20 of 20" } as const;
    await handleWorkspace({ ...review, ...about, type: "ReviewAutonomy", change: "promotion" });
    const sign = {
      ...review,
      ...about,
      id: CommandId.parse("sign"),
      actor: { kind: "person", id: personId("maria") },
      type: "SignAutonomy",
    } as const;
    expect(await handleWorkspace(sign)).toMatchObject({ ok: true });
    const rows = await reads.autonomy(WORKSPACE, TWO_STEPS.workflow);
    expect(rows.map(({ at, body }) => [at - MONDAY, body.type])).toEqual([
      [0, "suggestion.made"],
      [1_000, "suggestion.dismissed"],
      [2_000, "autonomy.proposed"],
      [2_000, "autonomy.signed"],
    ]);
    expect(await reads.autonomy(WORKSPACE, WorkflowId.parse("another"))).toEqual([]);
    expect(await reads.standing(WORKSPACE, WorkflowId.parse("another"))).toEqual([]);
    const revoke = { ...sign, id: CommandId.parse("revoke"), type: "RevokeAutonomy" } as const;
    expect(await handleWorkspace(revoke)).toMatchObject({ ok: true });
    expect(await handleWorkspace({ ...revoke, id: CommandId.parse("again") })).toMatchObject({ rejection: { code: "wrong-state" } });
    const now = await reads.standing(WORKSPACE, TWO_STEPS.workflow);
    expect(now.map(({ body }) => body.type)).toEqual(["suggestion.dismissed", "autonomy.proposed", "autonomy.signed", "autonomy.revoked"]);
  });

  it("know a signature however many acts came after it, and the last outcomes of each kind of act", async () => {
    const { reads, starts, clock, database } = await openReads();
    const instance = await starts("C-1");
    const rows = async (count: number, at: number, stream: string, workflow: string | null, body: object) =>
      await database.pool.query(
        `INSERT INTO audit_event (workspace, stream_id, seq, at, workflow, action, verdict, actor_kind, actor_id, data, previous_hash, hash)
         SELECT $1, $2::uuid, 100 + n, to_timestamp($3 / 1000.0), $4, $5::jsonb->>'type', 'ALLOW', 'system', 't', $5::jsonb, '', ''
         FROM generate_series(1, $6::int) n`,
        [WORKSPACE, stream, at, workflow, JSON.stringify(body), count],
      );
    const { workflow } = TWO_STEPS;
    const of = { step: null, suggestion: "s", by: "anna" };
    await rows(1, MONDAY + 1, newInstance(), null, { type: "autonomy.signed", workflow, kind: "complete", by: "maria" });
    await rows(6_000, MONDAY + 2, newInstance(), workflow, { ...of, type: "suggestion.accepted", kind: "complete" });
    await rows(3, MONDAY + 3, instance, workflow, { ...of, type: "suggestion.accepted", kind: "block" });
    await database.pool.query("ANALYZE audit_event");
    clock.at += 1_000;
    const standing = await reads.standing(WORKSPACE, workflow);
    expect(standing.map(({ body }) => body.type)[0]).toBe("autonomy.signed");
    expect(standing).toHaveLength(1 + 10 + 3);
    expect([...signedKinds(standing)]).toEqual(["complete"]);
    expect(await reads.autonomy(WORKSPACE, workflow)).toHaveLength(1 + 1_000 + 3);
  });

  it("tell what was proposed to start, with personal words beside the trace, and that it was taken up", async () => {
    const fields = [field("company", { required: true, personal: true })];
    const open = { ...definition([task("a")], { inputs: fields, access: { start: undefined, see: undefined, audit: [] } }) };
    const given = await openStore({ definitions: [open] });
    const reads = createReadStore(given.database);
    const id = InstanceId.parse("00000000-0000-4000-8000-00000000000b");
    const proposed = {
      ...envelopeOf(agentFor("anna"), "propose"),
      ...({ type: "ProposeStart", workflow: open.workflow, newInstance: id, inChannel: true, why: "It was asked for." } as const),
      origin: { kind: "message", channel: "C1", ts: "1.1" } as const,
      inputs: { case_id: "C-1", company: "Acme of Ulm" },
      judgement: { confidence: 0.9, evidence: [], run: "run-1" },
    };
    expect(await reads.proposal(WORKSPACE, id)).toBeUndefined();
    expect(await given.handleWorkspace(proposed)).toMatchObject({ ok: true });
    expect(await given.handleWorkspace({ ...proposed, id: CommandId.parse("again") })).toMatchObject({ ok: false });
    const standing = await standingProposal(reads, WORKSPACE, id);
    expect(standing).toMatchObject({ proposed: { missing: [], suggestion: { to: ["anna"], how: "proposes" } }, started: undefined });
    expect([...(standing?.texts.values() ?? [])]).toEqual(["Acme of Ulm"]);
    const { rows } = await given.database.pool.query("SELECT data::text AS data FROM audit_event");
    expect(rows.map(({ data }) => data).join()).not.toContain("Acme");
    const proposal = { messages: ["proposed-start"], drift: ["company"] };
    await given.starts("C-1", { newInstance: id, inputs: { company: "Acme of Bonn" }, proposal });
    expect(await standingProposal(reads, WORKSPACE, id)).toMatchObject({ started: { by: "sam", at: MONDAY } });
    const kinds = (await reads.autonomy(WORKSPACE, open.workflow)).map(({ body }) => body.type);
    expect(kinds).toEqual(["suggestion.made", "suggestion.edited"]);
    expect(await given.handleWorkspace({ ...proposed, id: CommandId.parse("late"), newInstance: INSTANCE })).toMatchObject({
      rejection: { code: "already-running", instance: id },
    });
  });

  it("show the board: the most stuck first, the ended not at all", async () => {
    const { reads, starts, asks, clock, database } = await openReads();
    const cases: string[] = [];
    for (let n = 0; n < 3; n++) {
      clock.at = MONDAY + n * DAY;
      cases.push(await starts(`C-${n}`));
    }
    const ended = await starts("C-9");
    await asks("maria", { type: "CancelInstance", instance: ended, reason: "by mistake" } as never);
    await database.pool.query("UPDATE step SET ladder_level = 2 WHERE instance_id = $1 AND key = 'one'", [cases[2]]);
    expect((await reads.board(WORKSPACE, undefined, 10)).map(({ caseId }) => caseId)).toEqual(["C-2", "C-0", "C-1"]);
    expect(await reads.board(WORKSPACE, "another" as never, 10)).toEqual([]);
    expect(await reads.board(WORKSPACE, undefined, 1)).toHaveLength(1);
  });

  it("page the trace, in order and complete", async () => {
    const { reads, starts, asks } = await openReads();
    const instance = await starts("C-1");
    await asks("anna", { type: "CompleteStep", instance, step: "one" });
    const whole = await reads.trace(WORKSPACE, instance, 0, 1_000);
    const paged = [...(await reads.trace(WORKSPACE, instance, 0, 2)), ...(await reads.trace(WORKSPACE, instance, 2, 1_000))];
    expect(paged).toEqual(whole);
    expect(whole[0]).toMatchObject({
      seq: 1,
      at: MONDAY,
      action: "instance.started",
      verdict: "ALLOW",
      actorKind: "person",
      actorId: "sam",
      via: "slack",
    });
    expect(whole.slice(1).map(({ previousHash }) => previousHash)).toEqual(whole.slice(0, -1).map(({ hash }) => hash));
  });
});
