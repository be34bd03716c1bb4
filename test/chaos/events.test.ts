import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/slack-stand-in/delivery/outbox.ts";
import { openOnEither } from "../support/databases.ts";
import { openStage, type Stage } from "../support/stage.ts";
import { type Answered, claimEvent, clickOf, MORNING, messageWith, seeded, sendEvent, shuffled } from "./support/claims.ts";

// RELIABILITY.md, R6: duplicate, late and reordered events, retries with and without the first delivery, restarts between.

const SEED = Number(process.env.CHAOS_SEED ?? 20_261_120);
const EVENTS = 30;
const WAVE = 12;

describe("Events that come more than once, late, or out of order", () => {
  const open = openOnEither();
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ open, mode: "http", at: MORNING });
  });
  afterAll(async () => await stage.stop());

  const rows = async (sql: string, ...values: readonly unknown[]) => (await stage.database.pool.query(sql, [...values])).rows;

  it("have their effect once, and every copy gets the first answer, restarts or not", { timeout: 120_000 }, async () => {
    const random = seeded(SEED);
    const copies = Array.from({ length: EVENTS }, (_, n) => Array.from({ length: 1 + Math.floor(random() * 3) }, () => n)).flat();
    const order = shuffled([...copies, ...copies.slice(0, 5)], random);
    const answers = new Map<number, Answered[]>();
    for (let from = 0; from < order.length; from += WAVE) {
      const port = stage.app().port ?? 0;
      const wave = order.slice(from, from + WAVE);
      const got = await Promise.all(wave.map((n) => sendEvent(port, `evt-${n}`, claimEvent(`claim-${n}`))));
      for (const [at, n] of wave.entries()) answers.set(n, [...(answers.get(n) ?? []), ...got.slice(at, at + 1)]);
      if (from === 2 * WAVE) await stage.restart();
    }
    await stage.settled();
    const different = [...answers].filter(([, got]) => new Set(got.map((each) => JSON.stringify(each))).size !== 1);
    expect(different, `seed ${SEED}`).toEqual([]);
    expect([...answers.values()].flat().every(({ status }) => status === 200)).toBe(true);
    expect(await rows("SELECT case_id, count(*)::int AS n FROM instance GROUP BY case_id HAVING count(*) > 1")).toEqual([]);
    expect(await rows("SELECT count(*)::int AS n FROM instance")).toEqual([{ n: EVENTS }]);
    expect(await rows("SELECT count(*)::int AS n FROM audit_event WHERE action = 'instance.started'")).toEqual([{ n: EVENTS }]);
  });

  it("are taken from a retry when the first delivery never arrived, and once when both do, hours later too", async () => {
    const [row] = await rows("SELECT id::text AS id FROM instance ORDER BY case_id LIMIT 1");
    const message = messageWith(stage.slack, "Take it", row.id);
    if (message === undefined) throw new Error("nobody is asked to take it");
    await stage.slack.redeliver(clickOf(stage.slack, stage.as("tina").id, message, "Take it"));
    await stage.settled();
    const notes = async (): Promise<number> =>
      (await rows("SELECT 1 FROM audit_event WHERE instance = $1::uuid AND actor_id = $2 AND via = 'slack'", row.id, stage.as("tina").id))
        .length;
    const before = await notes();
    const thread = message.thread_ts ?? message.ts;
    const said = await stage.as("tina").types("Looking at the photos now", { channel: "claims", threadTs: thread });
    expect(said.response.ok).toBe(true);
    await stage.settled();
    const once = await notes();
    expect(once).toBeGreaterThan(before);
    const delivered = stage.slack.deliveries.findLast(({ kind }) => kind === "events_api");
    if (delivered === undefined) throw new Error("no event was delivered");
    for (const attempt of [1, 2, 3] as const) {
      if (attempt === 3) await stage.restart();
      expect((await stage.slack.redeliver(delivered, { attempt, reason: "http_timeout" })).ok).toBe(true);
    }
    await stage.settled();
    expect(await notes()).toBe(once);

    // Slack's second try is all that ever arrives of another one.
    const event = {
      ...(delivered.payload.event as object),
      ts: "1900000001.000100",
      event_ts: "1900000001.000100",
      text: "The photos are fine",
    };
    const unseen: Delivery = { ...delivered, payload: { ...delivered.payload, event, event_id: "Ev-unseen" } };
    expect((await stage.slack.redeliver(unseen, { attempt: 1, reason: "http_timeout" })).ok).toBe(true);
    await stage.settled();
    expect(await notes()).toBeGreaterThan(once);
  });

  it("act on today's case when they are reordered: what comes too late is told so and changes nothing", async () => {
    const [row] = await rows("SELECT id::text AS id FROM instance ORDER BY case_id DESC LIMIT 1");
    const message = messageWith(stage.slack, "Take it", row.id);
    if (message === undefined) throw new Error("nobody is asked to take it");
    const early = clickOf(stage.slack, stage.as("tina").id, message, "Take it");
    const late = clickOf(stage.slack, stage.as("tom").id, message, "Take it");
    expect((await stage.slack.redeliver(late)).ok).toBe(true);
    await stage.restart();
    expect((await stage.slack.redeliver(early)).ok).toBe(true);
    expect((await stage.slack.redeliver(late)).ok).toBe(true);
    await stage.settled();
    const taken = await rows("SELECT actor_id AS who FROM audit_event WHERE instance = $1::uuid AND action = 'step.taken'", row.id);
    expect(taken).toEqual([{ who: stage.as("tom").id }]);
  });
});
