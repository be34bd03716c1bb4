import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { AgentRun, Cost } from "../../src/application/ports/agent-records.ts";
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
    expect(rows).toEqual([{ salt: "" }]);
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
    expect(await records.spentSince(WORKSPACE, { person: personId("anna"), instance: CASE }, MONDAY)).toEqual({
      person: { tokens: 40, cents: 5, unpriced: 0 },
      instance: { tokens: 40, cents: 2, unpriced: 20 },
      workspace: { tokens: 80, cents: 12, unpriced: 20 },
    });
    const nobody = await records.spentSince(WORKSPACE, { person: undefined, instance: undefined }, MONDAY);
    expect([nobody.person.tokens, nobody.instance.tokens]).toEqual([0, 0]);
    expect(await records.ofCase(WORKSPACE, CASE)).toEqual({ runs: 3, tokens: 60, cents: 102, unpriced: 20 });
    expect(await records.ofCase(WORKSPACE, newInstance())).toEqual({ runs: 0, tokens: 0, cents: 0, unpriced: 0 });
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
