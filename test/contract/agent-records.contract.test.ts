import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { AgentRun, Cost, Reserving } from "../../src/application/ports/agent-records.ts";
import { createEraseAgentTexts } from "../../src/store/agent-record-purge.ts";
import { createAgentRecords } from "../../src/store/agent-records.ts";
import { HOUR, personId } from "../support/builders.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { newInstance } from "../support/given-store.ts";

const CASE = newInstance();
const run = (id: string, overrides: Partial<AgentRun> = {}): AgentRun => ({
  workspace: WORKSPACE,
  id,
  instance: CASE,
  purpose: "draft",
  pattern: "clerk",
  onBehalfOf: personId("anna"),
  ...overrides,
});
const cost = (cents: number | undefined, tokens = 10): Cost => ({
  usage: { input: tokens, cacheRead: 2, cacheWrite: 3, output: 5 },
  model: "small-1",
  cents,
});

const LIMIT = { cents: 100, tokens: 1_000 };
const reserving = (since: number, need: Partial<Reserving> = {}): Reserving => ({
  ...{ cents: 1, tokens: 0, since, holdMs: 60_000, limits: { person: LIMIT, case: LIMIT, workspace: { cents: 1_000, tokens: 10_000 } } },
  ...need,
});

describeOnEachDatabase("The agent's records", (open) => {
  const openRecords = async () => {
    const database = await open();
    return { records: createAgentRecords(database), database };
  };

  it("begin a run once, however often its job is tried", async () => {
    const { records } = await openRecords();
    const begun = await Promise.all([1, 2, 3].map((n) => records.begin(run("handoff:1"), MONDAY + n)));
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await records.runs(WORKSPACE, CASE, 0, 10)).toMatchObject([{ id: "handoff:1", ended: undefined, outcome: undefined }]);
  });

  it("keep entries in the order in which they came, with what was said as it was", async () => {
    const { records } = await openRecords();
    await records.begin(run("r"), MONDAY);
    await records.add(run("r"), [{ kind: "prompt", text: 'Say it\'s "done" — ✓\nplease\0' }], MONDAY);
    await records.add(
      run("r"),
      [
        { kind: "verdict", name: "pii-detector", verdict: "WARN", reason: "1 email was hidden" },
        { kind: "tool-call", name: "add_note", text: '{"text":"x"}' },
      ],
      MONDAY + HOUR,
    );
    expect(await records.entries(run("r"), 0, 10)).toMatchObject([
      { seq: 1, at: MONDAY, kind: "prompt", text: 'Say it\'s "done" — ✓\nplease' },
      { seq: 2, kind: "verdict", name: "pii-detector", verdict: "WARN", reason: "1 email was hidden", ref: undefined, text: undefined },
      { seq: 3, at: MONDAY + HOUR, kind: "tool-call", name: "add_note", text: '{"text":"x"}' },
    ]);
    expect((await records.entries(run("r"), 2, 10)).map(({ seq }) => seq)).toEqual([3]);
    expect((await records.entries(run("r"), 0, 1)).map(({ seq }) => seq)).toEqual([1]);
  });

  it("count the runs of an agent in an hour, and apart from them those that were one too many", async () => {
    const { records } = await openRecords();
    for (const [n, at] of [MONDAY - HOUR, MONDAY, MONDAY + 1].entries()) await records.begin(run(`r${n}`, { pattern: "agent:scout" }), at);
    await records.begin(run("other"), MONDAY);
    await records.settle(run("r2"), "limited", undefined, MONDAY + 2);
    expect(await records.begunSince(WORKSPACE, "agent:scout", MONDAY - HOUR)).toEqual({ begun: 1, limited: 1 });
  });

  it("keep what an event brought once, and where it can be erased", async () => {
    const { records, database } = await openRecords();
    await records.keep(WORKSPACE, CASE, "event:1", "a@b.de wrote");
    await records.keep(WORKSPACE, CASE, "event:1", "something else");
    const { rows } = await database.pool.query("SELECT body FROM personal_text WHERE id = 'event:1'");
    expect(rows).toEqual([{ body: "a@b.de wrote" }]);
  });

  it("number the entries of replicas that add at once without a gap", async () => {
    const { records } = await openRecords();
    await records.begin(run("r"), MONDAY);
    const two = [{ kind: "prompt", text: "a" } as const, { kind: "answer", text: "b" } as const];
    await Promise.all(Array.from({ length: 12 }, () => records.add(run("r"), two, MONDAY)));
    const entries = await records.entries(run("r"), 0, 100);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 24 }, (_, n) => n + 1));
    expect(entries.map(({ kind }) => kind).join()).toBe(Array.from({ length: 12 }, () => "prompt,answer").join());
  });

  it("keep what was said among the personal texts of the case, erasable, with a hash that outlives it", async () => {
    const { records, database } = await openRecords();
    await records.begin(run("r"), MONDAY);
    await records.add(run("r"), [{ kind: "answer", text: "Anna is away" }], MONDAY);
    const { rows } = await database.pool.query("SELECT id, instance_id::text AS instance, salt, body FROM personal_text");
    const [entry] = await records.entries(run("r"), 0, 10);
    const hash = createHash("sha256").update(`${rows[0].salt}:Anna is away`).digest("hex");
    expect(rows).toMatchObject([{ id: entry?.ref?.text, instance: CASE, body: "Anna is away" }]);
    expect(entry?.ref?.hash).toBe(hash);
    await database.pool.query("UPDATE personal_text SET body = NULL, erased_at = to_timestamp(0)");
    expect(await records.entries(run("r"), 0, 10)).toMatchObject([{ kind: "answer", ref: { hash }, text: undefined }]);
  });

  it("lose with it what woke them, what agents told one another, and the words of what they found", async () => {
    const { records, database } = await openRecords();
    for (const id of ["old:event", "old:task", "old:result", "summary", "why", "new:event", "new:task", "words"])
      await records.keep(WORKSPACE, undefined, id, "Anna is away");
    const row = async (at: number, body: object): Promise<unknown> =>
      await database.pool.query(
        `INSERT INTO audit_event (workspace, stream_id, seq, at, action, verdict, actor_kind, actor_id, data, previous_hash, hash)
         VALUES ($1, $2::uuid, 1, to_timestamp($3 / 1000.0), $4::jsonb->>'type', 'ALLOW', 'system', 't', $4::jsonb, '', '')`,
        [WORKSPACE, CASE, at, JSON.stringify(body)],
      );
    const made = (id: string, summary: string) => ({
      run: id,
      summary: { text: summary, hash: "h" },
      bottlenecks: [{ why: { text: "why" } }],
    });
    await row(MONDAY + 1, { type: "analysis.made", made: made("old", "summary") });
    await row(MONDAY + HOUR + 1, { type: "analysis.made", made: { ...made("new", "words"), bottlenecks: [] } });
    await records.begin(run("old"), MONDAY);
    await records.begin(run("new"), MONDAY + HOUR);
    await createEraseAgentTexts(database)(WORKSPACE, MONDAY + HOUR, MONDAY + 9 * HOUR);
    const { rows } = await database.pool.query("SELECT id FROM personal_text WHERE body IS NOT NULL ORDER BY id");
    expect(rows.map(({ id }) => id)).toEqual(["new:event", "new:task", "words"]);
  });

  it("lose what was said once it was kept long enough, and nothing else", async () => {
    const { records, database } = await openRecords();
    const erase = createEraseAgentTexts(database);
    for (const [id, at] of [
      ["old", MONDAY],
      ["new", MONDAY + HOUR],
    ] as const) {
      await records.begin(run(id), at);
      await records.add(
        run(id),
        [
          { kind: "prompt", text: "Anna is away" },
          { kind: "verdict", name: "pii-detector", verdict: "WARN" },
        ],
        at,
      );
      await records.keep(WORKSPACE, CASE, `${id}:event`, "rita@acme.example was won");
      await records.settle(run(id), "end", cost(2), at);
    }
    expect(await erase(WORKSPACE, MONDAY + HOUR, MONDAY + 9 * HOUR)).toBe(1);
    expect(await erase(WORKSPACE, MONDAY + HOUR, MONDAY + 10 * HOUR)).toBe(0);
    expect(await records.entries(run("old"), 0, 10)).toMatchObject([
      { kind: "prompt", text: undefined, ref: { hash: expect.any(String) } },
      { kind: "verdict", name: "pii-detector", verdict: "WARN" },
    ]);
    expect(await records.entries(run("new"), 0, 10)).toMatchObject([{ text: "Anna is away" }, { kind: "verdict" }]);
    expect(await records.ofCase(WORKSPACE, CASE)).toMatchObject({ runs: 2, cents: 4 });
    const { rows } = await database.pool.query("SELECT salt FROM personal_text WHERE body IS NULL AND erased_at = to_timestamp($1)", [
      (MONDAY + 9 * HOUR) / 1_000,
    ]);
    expect(rows).toEqual([{ salt: "" }, { salt: "" }]);
    const brought = await database.pool.query("SELECT id, body FROM personal_text WHERE id LIKE '%:event' ORDER BY id");
    expect(brought.rows).toEqual([
      { id: "new:event", body: "rita@acme.example was won" },
      { id: "old:event", body: null },
    ]);
  });

  it("add up what a run costs, and keep its last outcome", async () => {
    const { records } = await openRecords();
    await records.begin(run("r"), MONDAY);
    await records.settle(run("r"), "tools", cost(1.25), MONDAY + 1);
    await records.settle(run("r"), "end", cost(0.5), MONDAY + 2);
    await records.settle(run("r"), "timeout", undefined, MONDAY + 3);
    expect(await records.runs(WORKSPACE, CASE, 0, 10)).toEqual([
      {
        ...run("r"),
        model: "small-1",
        began: MONDAY,
        ended: MONDAY + 3,
        outcome: "timeout",
        usage: { input: 20, cacheRead: 4, cacheWrite: 6, output: 10 },
        cents: 1.75,
        unpriced: 0,
      },
    ]);
  });

  it("know what a person, a case and the workspace spent since, tokens where the price is not known", async () => {
    const { records } = await openRecords();
    const spend = async (which: AgentRun, at: number, what: Cost) => {
      await records.begin(which, at);
      await records.settle(which, "end", what, at);
    };
    await spend(run("yesterday"), MONDAY - HOUR, cost(100));
    await spend(run("hers"), MONDAY, cost(2));
    await spend(run("another-case", { instance: newInstance() }), MONDAY, cost(3));
    await spend(run("his", { onBehalfOf: personId("ben") }), MONDAY, cost(undefined));
    await spend(run("nobodys", { onBehalfOf: undefined, instance: undefined }), MONDAY, cost(7));
    await spend(run("elsewhere", { workspace: "T-OTHER" as AgentRun["workspace"] }), MONDAY, cost(1000));
    const states = await records.reserve(run("hers"), reserving(MONDAY));
    expect(states).toMatchObject({
      person: { cents: 5, unpriced: 0, fits: true },
      case: { cents: 2, unpriced: 20, fits: true },
      workspace: { cents: 12, unpriced: 20, fits: true },
    });
    await records.begin(run("nobody", { onBehalfOf: undefined, instance: undefined }), MONDAY);
    const nobody = await records.reserve(run("nobody", { onBehalfOf: undefined, instance: undefined }), reserving(MONDAY));
    expect([nobody.person.cents, nobody.case.cents]).toEqual([0, 0]);
    expect(await records.ofCase(WORKSPACE, CASE)).toEqual({ runs: 3, tokens: 60, cents: 102, unpriced: 20 });
    expect(await records.ofCase(WORKSPACE, newInstance())).toEqual({ runs: 0, tokens: 0, cents: 0, unpriced: 0 });
  });

  it("reserve no more than a budget has, however many replicas ask at once, until it is settled or the time is up", async () => {
    const { records, database } = await openRecords();
    const ids = Array.from({ length: 8 }, (_, n) => `run-${n}`);
    for (const id of ids) await records.begin(run(id), MONDAY);
    const ask = async (id: string, holdMs = 60_000) => await records.reserve(run(id), { ...reserving(MONDAY, { cents: 40 }), holdMs });
    const all = await Promise.all(ids.map(async (id) => ({ id, ...(await ask(id)) })));
    const granted = all.filter(({ person }) => person.fits).map(({ id }) => id);
    expect(granted).toHaveLength(2);
    expect(all.every(({ person }) => !person.spent)).toBe(true);
    const [first = "", second = ""] = granted;
    const waiting = ids.find((id) => !granted.includes(id)) ?? "";
    await records.settle(run(first), "end", cost(10), MONDAY);
    expect((await ask(waiting)).person).toMatchObject({ cents: 10, fits: true, spent: false });
    await database.pool.query("UPDATE agent_run SET reserved_until = now() - interval '1 second' WHERE id = $1", [second]);
    expect((await ask(ids.find((id) => !granted.includes(id) && id !== waiting) ?? "")).person.fits).toBe(true);
    await records.settle(run(waiting), "end", cost(90), MONDAY);
    expect((await ask(first)).person).toMatchObject({ cents: 100, spent: true, fits: false });
  });

  it("count the calls of a tool for one person and one case, over all their runs, within the time asked for", async () => {
    const { records } = await openRecords();
    const call = async (which: AgentRun, tool: string, at: number) => {
      await records.begin(which, at);
      await records.add(which, [{ kind: "tool-call", name: tool, text: "{}" }], at);
    };
    await call(run("a"), "add_note", MONDAY);
    await call(run("a"), "add_note", MONDAY + HOUR);
    await call(run("b"), "add_note", MONDAY + HOUR);
    await call(run("b"), "extend", MONDAY + HOUR);
    await call(run("c", { onBehalfOf: personId("ben") }), "add_note", MONDAY + HOUR);
    await call(run("d", { instance: undefined }), "add_note", MONDAY + HOUR);
    expect(await records.callsSince(run("a"), "add_note", MONDAY - 1)).toBe(3);
    expect(await records.callsSince(run("a"), "add_note", MONDAY)).toBe(2);
    expect(await records.callsSince(run("d", { instance: undefined }), "add_note", MONDAY)).toBe(1);
    expect(await records.callsSince(run("a", { onBehalfOf: undefined }), "add_note", MONDAY - 1)).toBe(0);
  });

  it("give the runs of a case page by page, in the order in which they began", async () => {
    const { records } = await openRecords();
    for (const [n, id] of ["first", "second", "third"].entries()) await records.begin(run(id), MONDAY + n);
    expect((await records.runs(WORKSPACE, CASE, 1, 1)).map(({ id }) => id)).toEqual(["second"]);
    expect(await records.runs(WORKSPACE, CASE, 3, 10)).toEqual([]);
  });
});
