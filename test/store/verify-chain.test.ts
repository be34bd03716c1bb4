import { expect, it } from "vitest";
import { hashRow } from "../../src/store/audit-chain.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import { WORKSPACE_STREAM } from "../../src/store/workspace-chain.ts";
import { absence, DAY, personId } from "../support/builders.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { envelopeOf, type GivenStore, givenStore } from "../support/given-store.ts";
import { createOpenTestJobs } from "../support/jobs.ts";

// RELIABILITY.md, R15: whoever may write to the table past its triggers is found out.

type Row = Readonly<Record<string, unknown>> & { readonly stream_id: string; readonly seq: number };

describeOnEachDatabase("Verifying the trail", (open) => {
  const openTestJobs = createOpenTestJobs();

  /** Three cases with some acts each, and a row on the workspace's own chain. */
  const givenTrail = async (): Promise<GivenStore & { readonly tamper: (sql: string, ...values: readonly unknown[]) => Promise<void> }> => {
    const database = await open();
    await openTestJobs(database);
    const given = givenStore(database);
    for (const caseId of ["C-1", "C-2", "C-3"]) {
      const instance = await given.starts(caseId);
      await given.asks("anna", { type: "AcknowledgeStep", instance, step: "one" });
      await given.asks("ben", { type: "CompleteStep", instance, step: "one" });
      await given.asks("anna", { type: "CompleteStep", instance, step: "one" });
    }
    await given.handleWorkspace({
      ...envelopeOf("anna"),
      type: "DeclareAbsence",
      person: personId("anna"),
      absence: absence(MONDAY, MONDAY + DAY),
    });
    const tamper = async (sql: string, ...values: readonly unknown[]): Promise<void> => {
      await database.pool.query("ALTER TABLE audit_event DISABLE TRIGGER USER");
      await database.pool.query(sql, [...values]);
      await database.pool.query("ALTER TABLE audit_event ENABLE TRIGGER USER");
    };
    return { ...given, tamper };
  };
  const someCase = (given: GivenStore): string => given.committed[0]?.instance.id ?? "";
  const rowsOf = async ({ database }: GivenStore, stream: string): Promise<readonly Row[]> =>
    (await database.pool.query("SELECT * FROM audit_event WHERE stream_id = $1 ORDER BY seq", [stream])).rows;

  it("finds nothing wrong with what was written, on pages of any size", async () => {
    const given = await givenTrail();
    const { rows } = await given.database.pool.query("SELECT count(*)::int AS n FROM audit_event");
    for (const page of [1, 2, 3, 7, 1_000]) {
      expect(await verifyChain(given.database, WORKSPACE, { page }), `page ${page}`).toEqual({
        rows: rows[0].n,
        chains: 4,
        fault: undefined,
      });
    }
  });

  it("takes no commit that comes meanwhile for a fault", async () => {
    const given = await givenTrail();
    const instance = given.committed[0]!.instance.id;
    const acts = [1, 2, 3].map((n) => given.asks("anna", { type: "AddNote", instance, text: `note ${n}` }));
    const [report] = await Promise.all([verifyChain(given.database, WORKSPACE, { page: 2 }), ...acts]);
    expect(report.fault).toBeUndefined();
  });

  it("names a row whose content was edited, whichever column", async () => {
    const edits = [
      "verdict = 'WARN'",
      "actor_id = 'mallory'",
      "at = at + interval '1 second'",
      "data = data || '{\"x\": 1}'",
      "reason = 'x'",
    ];
    const given = await givenTrail();
    for (const edit of edits) {
      const before = (await rowsOf(given, someCase(given)))[2]!;
      await given.tamper(`UPDATE audit_event SET ${edit} WHERE stream_id = $1 AND seq = 3`, someCase(given));
      const { fault } = await verifyChain(given.database, WORKSPACE);
      expect(fault, edit).toEqual({ stream: someCase(given), seq: 3, problem: "its content is not what was written" });
      const { verdict, actor_id, at, data, reason } = before;
      await given.tamper(
        "UPDATE audit_event SET verdict = $2, actor_id = $3, at = $4, data = $5, reason = $6 WHERE stream_id = $1 AND seq = 3",
        ...[someCase(given), verdict, actor_id, at, JSON.stringify(data), reason],
      );
    }
    expect((await verifyChain(given.database, WORKSPACE)).fault).toBeUndefined();
  });

  it("names the row before which one was deleted", async () => {
    const given = await givenTrail();
    await given.tamper("DELETE FROM audit_event WHERE stream_id = $1 AND seq = 2", someCase(given));
    const { fault } = await verifyChain(given.database, WORKSPACE);
    expect(fault).toEqual({ stream: someCase(given), seq: 3, problem: "row 2 is missing before it" });
  });

  it("names a row that was inserted", async () => {
    const given = await givenTrail();
    await given.tamper("UPDATE audit_event SET seq = seq + 100 WHERE stream_id = $1 AND seq >= 3", someCase(given));
    await given.tamper("UPDATE audit_event SET seq = seq - 99 WHERE stream_id = $1 AND seq > 100", someCase(given));
    const columns = Object.keys((await rowsOf(given, someCase(given)))[0] ?? {}).filter((name) => name !== "seq");
    const [into, from] = [`(seq, ${columns.join(", ")})`, `3, ${columns.join(", ")}`];
    await given.tamper(`INSERT INTO audit_event ${into} SELECT ${from} FROM audit_event WHERE stream_id = $1 AND seq = 2`, someCase(given));
    const { fault } = await verifyChain(given.database, WORKSPACE);
    expect(fault).toMatchObject({ stream: someCase(given), seq: 3 });
  });

  it("names the first of two rows that changed places", async () => {
    const given = await givenTrail();
    await given.tamper(
      "UPDATE audit_event SET seq = CASE seq WHEN 2 THEN 103 ELSE 102 END WHERE stream_id = $1 AND seq IN (2, 3)",
      someCase(given),
    );
    await given.tamper("UPDATE audit_event SET seq = seq - 100 WHERE stream_id = $1 AND seq > 100", someCase(given));
    expect((await verifyChain(given.database, WORKSPACE)).fault).toMatchObject({ stream: someCase(given), seq: 2 });
  });

  it("names the first row that was cut off the end", async () => {
    const given = await givenTrail();
    const rows = await rowsOf(given, someCase(given));
    await given.tamper("DELETE FROM audit_event WHERE stream_id = $1 AND seq > 2", someCase(given));
    expect(rows.length).toBeGreaterThan(3);
    expect((await verifyChain(given.database, WORKSPACE)).fault).toEqual({ stream: someCase(given), seq: 3, problem: "it is missing" });
  });

  it("names a case of which every row was taken, and rows of which the case was taken", async () => {
    const given = await givenTrail();
    const [first, second] = [someCase(given), given.committed.find(({ instance }) => instance.caseId === "C-2")?.instance.id];
    await given.tamper("DELETE FROM audit_event WHERE stream_id = $1", first);
    expect((await verifyChain(given.database, WORKSPACE)).fault).toEqual({ stream: first, seq: 1, problem: "it is missing" });
    await given.database.pool.query("DELETE FROM instance WHERE id = $1", [first]);
    await given.database.pool.query("DELETE FROM instance WHERE id = $1", [second]);
    expect((await verifyChain(given.database, WORKSPACE)).fault).toEqual({ stream: second, seq: 1, problem: "it belongs to no case" });
  });

  it("names the first row where two cases' rows were swapped", async () => {
    const given = await givenTrail();
    const [one, two] = ["C-1", "C-2"].map((caseId) => given.committed.find(({ instance }) => instance.caseId === caseId)?.instance.id);
    const other = "99999999-0000-4000-8000-000000000000";
    for (const [from, to] of [
      [one, other],
      [two, one],
      [other, two],
    ]) {
      await given.tamper("UPDATE audit_event SET stream_id = $2 WHERE stream_id = $1 AND seq = 3", from, to);
    }
    const { fault } = await verifyChain(given.database, WORKSPACE);
    expect(fault).toMatchObject({ seq: 3 });
    expect([one, two]).toContain(fault?.stream);
  });

  it("finds rows that were rewritten together with their hashes, by the case's own record of its last row", async () => {
    const given = await givenTrail();
    const stream = someCase(given);
    const { rows } = await given.database.pool.query(
      `SELECT *, (extract(epoch from at) * 1000)::bigint::text AS ms, encode(previous_hash, 'hex') AS p FROM audit_event WHERE stream_id = $1 ORDER BY seq`,
      [stream],
    );
    let previous = rows[0].p as string;
    for (const { ms, p, hash, previous_hash, at, ...row } of rows) {
      const forged = { ...row, at: Number(ms), actor_id: "mallory", previous_hash: previous };
      const next = hashRow(forged as Parameters<typeof hashRow>[0]);
      await given.tamper(
        "UPDATE audit_event SET actor_id = 'mallory', previous_hash = decode($3, 'hex'), hash = decode($4, 'hex') WHERE stream_id = $1 AND seq = $2",
        ...[stream, row.seq, previous, next],
      );
      previous = next;
    }
    const { fault } = await verifyChain(given.database, WORKSPACE);
    expect(fault).toEqual({ stream, seq: rows.length, problem: "it is not the row that was written last" });
  });

  it("finds fault with the workspace's own chain, too", async () => {
    const given = await givenTrail();
    await given.tamper("UPDATE audit_event SET verdict = 'DENY' WHERE instance IS NULL");
    expect((await verifyChain(given.database, WORKSPACE)).fault).toMatchObject({ stream: WORKSPACE_STREAM, seq: 1 });
  });
});
