import { randomUUID } from "node:crypto";
import type pg from "pg";
import { expect, it } from "vitest";
import { refreshAuditView } from "../../src/store/audit-view.ts";
import { describeOnEachDatabase } from "../support/databases.ts";

const insert = (pool: pg.Pool, { at = new Date(), workflow = "motor-claim", caseId = "2024-0847" } = {}) =>
  pool.query(
    `INSERT INTO audit_event (workspace, stream_id, seq, at, workflow, case_key, case_id, action, verdict, actor_kind, actor_id, data, previous_hash, hash)
     VALUES ('T1', $1, 1, $2, $3, lower($4), $4, 'step.completed', 'ALLOW', 'person', 'U1', '{}', '\\x00', '\\x01')`,
    [randomUUID(), at, workflow, caseId],
  );

const partitionOf = async (pool: pg.Pool): Promise<string> => {
  const { rows } = await pool.query("SELECT tableoid::regclass::text AS name FROM audit_event LIMIT 1");
  return rows[0].name;
};

describeOnEachDatabase("The audit trail", (open) => {
  it("refuses UPDATE, DELETE and TRUNCATE, on the whole and on each partition", async () => {
    const { pool } = await open();
    await insert(pool);
    const partition = await partitionOf(pool);
    expect(partition).toMatch(/^audit_event_\d{4}_\d{2}$/);
    for (const table of ["audit_event", partition]) {
      await expect(pool.query(`UPDATE ${table} SET reason = 'another'`)).rejects.toThrow("append-only: UPDATE is refused");
      await expect(pool.query(`DELETE FROM ${table}`)).rejects.toThrow("append-only: DELETE is refused");
      await expect(pool.query(`TRUNCATE ${table}`)).rejects.toThrow("append-only: TRUNCATE is refused");
    }
    await expect(pool.query("TRUNCATE audit_event_default")).rejects.toThrow("append-only");
    expect((await pool.query("SELECT reason FROM audit_event")).rows).toEqual([{ reason: null }]);
  });

  it("takes rows of any time, and a month that began in the default partition stays there", async () => {
    const { pool } = await open();
    await insert(pool, { at: new Date(Date.UTC(2040, 4, 15)) });
    expect(await partitionOf(pool)).toBe("audit_event_default");
    const { rows } = await pool.query("SELECT make_audit_partitions('2040-04-10', 3) AS made");
    expect(rows).toEqual([{ made: 2 }]);
    expect((await pool.query("SELECT count(*)::int AS n FROM audit_event")).rows).toEqual([{ n: 1 }]);
  });

  it("is read by the name that a workflow gives its case", async () => {
    const { pool } = await open();
    await refreshAuditView(pool, [
      { workflow: "motor-claim", key: "claim_id" },
      { workflow: "onboarding", key: "employee" },
    ]);
    await insert(pool);
    await insert(pool, { workflow: "onboarding", caseId: "Ada" });
    const claims = await pool.query("SELECT * FROM audit_log WHERE claim_id = '2024-0847'");
    expect(claims.rows).toMatchObject([{ workflow: "motor-claim", claim_id: "2024-0847", employee: null, action: "step.completed" }]);
    expect((await pool.query("SELECT employee FROM audit_log WHERE employee IS NOT NULL")).rows).toEqual([{ employee: "Ada" }]);
  });

  it("changes its view only when a case key is new, keeps the columns it had, and lets two workflows share one", async () => {
    const { pool } = await open();
    const claim = { workflow: "motor-claim", key: "claim_id" };
    expect(await refreshAuditView(pool, [claim])).toBe(true);
    expect(await refreshAuditView(pool, [claim])).toBe(false);
    await pool.query("CREATE VIEW report AS SELECT claim_id FROM audit_log");
    expect(
      await refreshAuditView(pool, [
        { workflow: "home-claim", key: "claim_id" },
        { workflow: "change", key: "ticket" },
      ]),
    ).toBe(true);
    expect(await refreshAuditView(pool, [])).toBe(false);
    await insert(pool);
    await insert(pool, { workflow: "home-claim", caseId: "H-1" });
    expect((await pool.query("SELECT claim_id FROM report ORDER BY 1")).rows).toEqual([{ claim_id: "2024-0847" }, { claim_id: "H-1" }]);
  });

  it("keeps the trail's own columns when a case key has the name of one, and quotes every name", async () => {
    const { pool } = await open();
    await refreshAuditView(pool, [
      { workflow: "request", key: "step" },
      { workflow: "o'hara", key: 'select "x"' },
    ]);
    await insert(pool, { workflow: "o'hara", caseId: "7" });
    expect((await pool.query('SELECT step, "select ""x""" AS odd FROM audit_log')).rows).toEqual([{ step: null, odd: "7" }]);
  });

  it("gets its view from any number of starters at once", async () => {
    const { pool } = await open();
    const keys = [
      { workflow: "a", key: "one" },
      { workflow: "b", key: "two" },
    ];
    const changed = await Promise.all([keys, keys.toReversed(), keys, keys].map((each) => refreshAuditView(pool, each)));
    expect(changed.filter(Boolean)).toHaveLength(1);
  });
});
