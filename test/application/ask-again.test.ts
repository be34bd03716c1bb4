import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DEFAULT_CONTROLS } from "../../src/application/ports/controls.ts";
import { personId } from "../support/builders.ts";
import { openOnEither, type TestDatabase } from "../support/databases.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { call, givenAsk, LIMITS, says, type Turn } from "./given-ask.ts";

const open = openOnEither();
let kept: TestDatabase | undefined;
/** One for all of them, with nothing of the test before. */
const emptied = async (): Promise<TestDatabase> => {
  kept ??= await open();
  await kept.pool.query("TRUNCATE agent_run, agent_entry");
  return kept;
};
const given = async (...turns: Turn[]) => await givenAsk(emptied, ...turns);

describe("a run that is tried again", () => {
  const CALLING = says("", { calls: [call("c1", "add_note", { text: "for [EMAIL_1]" })], stop: "tools" });
  const once = { once: true } as const;

  it("is given the answer on record, restored, with its calls, and the model is not asked", async () => {
    const { ask, question, asked, run } = await given(CALLING);
    const first = await ask(question(once));
    const again = await ask(question(once));
    expect(again).toMatchObject({
      ok: true,
      answer: { stop: "tools", refused: [], calls: [{ name: "add_note", input: { text: "for a@b.de" } }] },
    });
    expect(first.ok && first.answer.calls[0]?.input).toEqual(again.ok && again.answer.calls[0]?.input);
    expect([asked.length, (await run())?.cents]).toEqual([1, 1]);
  });

  it("is given a value of its shape again, and what was denied stays denied", async () => {
    const shape = z.object({ sure: z.number() });
    const { ask, question, asked } = await given(says("", { value: { sure: 0.9 } }), says("Her salary"));
    await ask(question({ ...once, shape }));
    expect(await ask(question({ ...once, shape }))).toMatchObject({ ok: true, answer: { value: { sure: 0.9 } } });
    const policy = { ...DEFAULT_CONTROLS, topics: { forbid: [{ name: "pay", words: ["salary"] }], only: [] } };
    const denied = await ask(question({ ...once, policy, run: "run-2" }));
    expect(denied).toMatchObject({ ok: false, why: "denied" });
    expect(await ask(question({ ...once, policy, run: "run-2" }))).toEqual(denied);
    expect(asked).toHaveLength(2);
  });

  it("asks again when an answer has marks whose question reads otherwise today", async () => {
    const { ask, question, asked } = await given(says("Done, [EMAIL_1]."), says("Done indeed, [EMAIL_1]."));
    await ask(question(once));
    const other = [{ role: "user" as const, text: ["Word this:", { from: "message of Ben", text: "mail c@d.de" }] }];
    expect(await ask(question({ ...once, messages: other }))).toMatchObject({ ok: true, answer: { text: "Done indeed, c@d.de." } });
    expect(asked).toHaveLength(2);
  });

  it("never reads an answer with the marks of a later question that had none", async () => {
    const { ask, question, asked } = await given(says("Done, [EMAIL_1]."), new Error("down"));
    await ask(question(once));
    const other = [{ role: "user" as const, text: ["Word this:", { from: "message of Ben", text: "mail c@d.de" }] }];
    expect(await ask(question({ ...once, messages: other }))).toMatchObject({ why: "fault" });
    expect(await ask(question({ ...once, messages: other }))).toMatchObject({ why: "done-before" });
    expect(asked).toHaveLength(2);
  });

  it("asks once more where its process died before there was an answer, and then no more", async () => {
    const { ask, question, asked, records, instance } = await given();
    const run = { workspace: WORKSPACE, id: "run-1", instance, purpose: "draft", pattern: "clerk", onBehalfOf: personId("anna") } as const;
    await records.begin(run, MONDAY);
    await records.add(run, [{ kind: "prompt", text: "as it was" }], MONDAY);
    expect(await ask(question(once))).toMatchObject({ ok: true });
    expect(asked).toHaveLength(1);
    await records.begin({ ...run, id: "run-2" }, MONDAY);
    for (const text of ["once", "twice"]) await records.add({ ...run, id: "run-2" }, [{ kind: "prompt", text }], MONDAY);
    expect(await ask(question({ ...once, run: "run-2" }))).toEqual({ ok: false, why: "done-before", words: "It was asked before." });
    expect(asked).toHaveLength(1);
  });

  it("asks as often as its work is tried, where that is said, and never after there was an answer", async () => {
    const { ask, question, asked } = await given(new Error("down"), new Error("down"), says("Here it is."));
    for (const n of [1, 2]) expect(await ask(question({ ...once, tries: 3 })), `try ${n}`).toMatchObject({ ok: false, why: "fault" });
    for (const n of [3, 4]) expect(await ask(question({ ...once, tries: 3 })), `try ${n}`).toMatchObject({ ok: true });
    expect(asked).toHaveLength(3);
  });

  it("is left alone where its work is over, and came in a second time", async () => {
    const { ask, question, asked } = await given(says("Done."));
    await ask(question({ ...once, isFirst: true }));
    expect(await ask(question({ ...once, isFirst: true }))).toMatchObject({ ok: false, why: "done-before" });
    expect(asked).toHaveLength(1);
  });
});

describe("a budget", () => {
  it("is not overshot by questions asked at once: what each may cost is reserved, and settled by what it did", async () => {
    const refusals = Promise.withResolvers<void>();
    const slow = async () => {
      await refusals.promise;
      return says("Here it is.");
    };
    const { ask, question, asked, price, troubles, entries } = await given(slow, slow, slow, slow, slow);
    price.cents = 4;
    let left = 3;
    const asks = async (n: number) => {
      const outcome = await ask(question({ run: `run-${n}` }));
      if (!outcome.ok && --left === 0) refusals.resolve();
      return outcome;
    };
    const all = await Promise.all([1, 2, 3, 4, 5].map(asks));
    expect(all.filter(({ ok }) => ok)).toHaveLength(2);
    expect(asked).toHaveLength(2);
    const refused = all.findIndex(({ ok }) => !ok);
    expect(all[refused]).toEqual({ ok: false, why: "budget", words: "The agent's budget of this person is in use." });
    expect(await entries(`run-${refused + 1}`)).toMatchObject([
      { name: "budget", verdict: "DENY", reason: expect.stringContaining("reserved") },
    ]);
    expect(await troubles()).toEqual([]);
    expect(await ask(question({ run: "run-6" }))).toMatchObject({ ok: true });
  });

  it("does not wait for a question whose process died: what it reserved runs out", async () => {
    const { ask, question, price, records, instance, database } = await given();
    price.cents = 8;
    const run = { workspace: WORKSPACE, id: "dead", instance, purpose: "draft", pattern: "clerk", onBehalfOf: personId("anna") } as const;
    await records.begin(run, MONDAY);
    await records.reserve(run, { cents: 8, tokens: 0, limits: LIMITS, since: MONDAY, holdMs: 60_000 });
    expect(await ask(question())).toMatchObject({ ok: false, why: "budget" });
    await database.pool.query("UPDATE agent_run SET reserved_until = now() - interval '1 second' WHERE id = 'dead'");
    expect(await ask(question({ run: "run-2" }))).toMatchObject({ ok: true });
  });
});
