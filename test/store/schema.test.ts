import { expect, it } from "vitest";
import { describeOnEachDatabase, type TestDatabase } from "../support/databases.ts";
import { openSchemaEngine } from "../support/schema-engine.ts";

/** Columns and indexes as lines of text; a partition has those of its parent, and a partitioned table's index says ONLY. */
const SHAPE = `SELECT concat_ws(' ', table_name, ordinal_position, column_name, udt_name, datetime_precision, is_nullable, column_default) AS line
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name !~ '^audit_event_'
  UNION ALL SELECT replace(indexdef, ' ON ONLY ', ' ON ') FROM pg_indexes WHERE schemaname = 'public' AND tablename !~ '^audit_event_' ORDER BY 1`;

// What Prisma's diff does not see, and so would not miss: it is listed here.
describeOnEachDatabase("The schema", (open) => {
  it("is what schema.prisma says, column by column and key by key, but for what is listed here", async () => {
    const [migrated, declared] = [await open(), await open({ empty: true })];
    await declared.pool.query(await (await openSchemaEngine(declared.pool)).schemaSql());
    const shapeOf = async ({ pool }: TestDatabase) => (await pool.query(SHAPE)).rows.map((row) => row.line);
    const byHand =
      /(instance_open_case|instance_wake|step_of_owner|step_last_assigned|step_awaiting|audit_event_of_proposal|_prisma_migrations)/;
    expect((await shapeOf(migrated)).filter((line) => !byHand.test(line))).toEqual(await shapeOf(declared));
  });

  it("has the partial indexes that the sweep, the open case, events, proposed starts and a person's work and turn need", async () => {
    const { pool } = await open();
    const { rows } = await pool.query(
      "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename !~ '^audit_event_' AND indexdef LIKE '%WHERE%' ORDER BY 1",
    );
    expect(rows.map((row) => row.indexdef)).toEqual([
      "CREATE INDEX audit_event_of_proposal ON ONLY public.audit_event USING btree (workspace, ((data ->> 'proposal'::text))) WHERE ((instance IS NULL) AND ((data ->> 'proposal'::text) IS NOT NULL))",
      "CREATE UNIQUE INDEX instance_open_case ON public.instance USING btree (workspace, workflow, case_key) WHERE (status = ANY (ARRAY['running'::text, 'paused'::text]))",
      "CREATE INDEX instance_wake ON public.instance USING btree (wake_at) WHERE (wake_at IS NOT NULL)",
      "CREATE INDEX step_awaiting ON public.step USING btree (workspace, instance_id) WHERE ((kind = 'wait'::text) AND (status = ANY (ARRAY['active'::text, 'blocked'::text])))",
      "CREATE INDEX step_last_assigned ON public.step USING btree (workspace, owner_id, activated_at) WHERE ((owner_id IS NOT NULL) AND (activated_at IS NOT NULL))",
      "CREATE INDEX step_of_owner ON public.step USING btree (workspace, owner_id) WHERE (status = ANY (ARRAY['active'::text, 'blocked'::text]))",
    ]);
  });

  it("guards every partition of the audit trail against change and truncation", async () => {
    const { pool } = await open();
    const { rows } = await pool.query(
      `SELECT c.relname, array_agg(t.tgname::text ORDER BY t.tgname) AS triggers FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid
       WHERE c.relname ~ '^audit_event(_|$)' AND c.relkind IN ('r', 'p') GROUP BY 1`,
    );
    expect(rows).toHaveLength(15);
    for (const row of rows) expect(row.triggers, row.relname).toEqual(["audit_event_no_change", "audit_event_no_truncate"]);
  });

  it("leaves room on the pages of what is updated often", async () => {
    const { pool } = await open();
    const { rows } = await pool.query("SELECT relname FROM pg_class WHERE reloptions @> '{fillfactor=80}' AND relkind = 'r' ORDER BY 1");
    expect(rows.map((row) => row.relname)).toEqual(["instance", "step"]);
  });

  it("gives no domain instant a default: domain time never comes from the database", async () => {
    const { pool } = await open();
    const { rows } = await pool.query(
      `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
       AND data_type LIKE 'timestamp%' AND column_default IS NOT NULL`,
    );
    expect(rows).toEqual([]);
  });

  it("keeps one running or paused instance a case, and any number of ended ones", async () => {
    const { prisma } = await open();
    const start = (id: number, status: string) =>
      prisma.instance.create({
        data: {
          workspace: "T1",
          id: `00000000-0000-4000-8000-00000000000${id}`,
          workflow: "motor-claim",
          versionHash: "v",
          caseKey: "2024-0847",
          caseId: "2024-0847",
          run: id,
          status,
          rev: 1,
          seq: 1,
          head: Buffer.alloc(32),
          data: {},
          startedAt: new Date(0),
        },
      });
    await start(1, "completed");
    await start(2, "cancelled");
    await start(3, "paused");
    await expect(start(4, "running")).rejects.toThrow("Unique constraint");
  });

  it("runs its sessions in UTC", async () => {
    const { pool } = await open();
    expect((await pool.query("SHOW TimeZone")).rows).toEqual([{ TimeZone: "UTC" }]);
  });
});
