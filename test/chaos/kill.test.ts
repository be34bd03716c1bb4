import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openProcessStage, type ProcessStage } from "../support/child/process-stage.ts";
import { describeOnEachDatabase, type TestDatabase } from "../support/databases.ts";
import { brokenInvariants } from "../support/invariants.ts";
import { claimEvent, clickOf, MORNING, messageWith, seeded } from "./support/claims.ts";

// RELIABILITY.md, R1: kill -9 at labelled points of a transition, and at random times under load. Nothing in the product knows of it.

const SEED = Number(process.env.CHAOS_SEED ?? 20_261_120);

describeOnEachDatabase("A process that is killed", (open, kind) => {
  let stage: ProcessStage;
  let server: TestDatabase | undefined;
  const events: string[] = [];

  beforeAll(async () => {
    server = kind === "pglite" ? undefined : await open();
    stage = await openProcessStage({ mode: "http", at: MORNING, databaseUrl: server?.databaseUrl });
  });
  afterAll(async () => await stage.stop());

  const tells = async (claim: string): Promise<string> => {
    const answer = await stage.sends(`evt-${claim}`, claimEvent(claim));
    if (answer.status !== 200) throw new Error(`the event was answered ${answer.status}`);
    events.push(`evt-${claim}`);
    const [row] = await stage.query<{ readonly id: string }>("SELECT id::text AS id FROM instance WHERE case_id = $1", claim);
    return row?.id ?? "";
  };

  const click = (handle: string, label: string, instance: string) => {
    const message = messageWith(stage.slack, label, instance);
    if (message === undefined) throw new Error(`nobody sees "${label}"`);
    return clickOf(stage.slack, stage.as(handle).id, message, label);
  };

  const comesBack = async (): Promise<void> => {
    stage.slack.faults.clear();
    await stage.begin();
    // As when the leases of the dead process (30 s) and its workers' signs of life (10 s) have run out.
    await stage.query("UPDATE instance SET leased_until = now() WHERE leased_until IS NOT NULL");
    await stage.query("UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '10 seconds' WHERE state = 'active'");
    await stage.settled();
  };

  const holds = async (): Promise<void> => {
    const { query, verify, slack } = stage;
    expect(await brokenInvariants({ query, verify, slack, posted: stage.posted(), events })).toEqual([]);
  };

  const rowsOf = async (instance: string, action: string): Promise<number> =>
    (await stage.query("SELECT 1 FROM audit_event WHERE instance = $1::uuid AND action = $2", instance, action)).length;

  it.runIf(kind === "pglite")(
    "after the commit, before Slack has the acknowledgement, has done it once, however often Slack tries again",
    async () => {
      const instance = await tells("lost-ack");
      await stage.settled();
      const take = click("tina", "Take it", instance);
      // Between Slack and the process: when the answer comes back, everything is committed.
      const between = createServer(async (request, response) => {
        const body = await new Response(request as unknown as ReadableStream).text();
        const headers = Object.entries(request.headers).filter(([name]) => /^(x-slack|content-type)/.test(name)) as [string, string][];
        await fetch(`http://127.0.0.1:${stage.port()}/slack/events`, { method: "POST", headers, body });
        await stage.kill();
        response.destroy();
      });
      await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
      const address = between.address();
      stage.slack.deliverTo({ url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/slack/events` });
      expect((await stage.slack.redeliver(take)).ok).toBe(false);
      between.close();
      await comesBack();
      expect((await stage.slack.redeliver(take)).ok).toBe(true);
      expect((await stage.slack.redeliver(take)).ok).toBe(true);
      await stage.settled();
      expect(await rowsOf(instance, "step.taken")).toBe(1);
      await holds();
    },
  );

  for (const [accepted, point] of [
    [false, "after an attempt to post was recorded, before Slack had it"],
    [true, "after Slack had a post, before its answer was recorded"],
  ] as const) {
    it.runIf(kind === "pglite")(`${point}, posts it once`, async () => {
      const before = stage.slack.faults.seen.length;
      stage.slack.faults.silence("chat.postMessage", 1, { accepted });
      await tells(`post-${accepted}`);
      await stage.slack.waitFor(() => stage.slack.faults.seen.length > before);
      await stage.kill();
      await comesBack();
      expect(stage.slack.faults.seen.length).toBeGreaterThan(before);
      await holds();
    });
  }

  it.runIf(kind === "postgresql")("in the middle of a sweep, leaves each case to be swept once", async () => {
    const instances = [await tells("sweep-1"), await tells("sweep-2"), await tells("sweep-3")];
    await stage.settled();
    const due = (await stage.nextWake()) ?? 0;
    // The sweep has its leases, and waits for the trace to let it write.
    const holder = await server?.pool.connect();
    await holder?.query("BEGIN; LOCK TABLE audit_event IN SHARE ROW EXCLUSIVE MODE");
    const sweeping = stage.sweepAt(due + 1).catch(() => "killed");
    const isWaiting = async (): Promise<boolean> => {
      const sql =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '/*commit*/%'";
      return (await server?.pool.query(sql))?.rowCount !== 0;
    };
    while (!(await isWaiting())) await new Promise(setImmediate);
    await stage.kill();
    expect(await sweeping).toBe("killed");
    await holder?.query("ROLLBACK");
    holder?.release();
    await comesBack();
    await stage.until(due + 60_000);
    for (const instance of instances) expect(await rowsOf(instance, "instance.started")).toBe(1);
    const swept = await stage.query("SELECT DISTINCT stream_id FROM audit_event WHERE via = 'sweep'");
    expect(swept).toHaveLength(instances.length);
    const twice = "SELECT stream_id, action, step, data FROM audit_event WHERE via = 'sweep' GROUP BY 1, 2, 3, 4 HAVING count(*) > 1";
    expect(await stage.query(twice)).toEqual([]);
    await holds();
  });

  /** People and systems at work, killed when the process makes its so-many-th call; then everybody tries again. */
  const round = async (n: number, random: () => number): Promise<void> => {
    const ready = await Promise.all([1, 2, 3].map((each) => tells(`ready-${n}-${each}`)));
    await stage.settled();
    const clicks = ready.map((instance) => click("tina", "Take it", instance));
    const loads = [1, 2, 3].map((each) => `load-${n}-${each}`);
    const until = stage.slack.log.length + 1 + Math.floor(random() * 12);
    const load = [...loads.map((claim) => tells(claim).catch(() => "lost")), ...clicks.map((each) => stage.slack.redeliver(each))];
    await stage.slack.waitFor(() => stage.slack.log.length >= until);
    await stage.kill();
    await Promise.all(load);
    await comesBack();
    for (const claim of loads) await tells(claim);
    for (const each of clicks) expect((await stage.slack.redeliver(each)).ok).toBe(true);
    await stage.settled();
    for (const instance of ready) expect(await rowsOf(instance, "step.taken"), `seed ${SEED}`).toBe(1);
    expect(await stage.query("SELECT 1 FROM instance WHERE case_id LIKE $1", `load-${n}-%`), `seed ${SEED}`).toHaveLength(3);
  };

  it("at random times under load, loses nothing that it acknowledged", async () => {
    await round(1, seeded(SEED));
    await holds();
  });
});

describe("The checker of invariants", () => {
  it("finds what is broken: a lost click, a doubled post, a row that was never written", async () => {
    const mark = { event_type: "x", event_payload: { k: "same" } };
    const post = { type: "message", ts: "1", text: "", channel: "C1", metadata: mark } as const;
    const acknowledgement = { ok: true, via: "http", tookMs: 0 } as const;
    const payload = { type: "block_actions", user: { id: "U1" }, actions: [{ action_id: "take", action_ts: "7.1" }] };
    const broken = await brokenInvariants({
      query: async () => [],
      verify: async () => ({ rows: 0, chains: 0, fault: { stream: "s", seq: 3, problem: "it was changed" } }),
      slack: { log: [], deliveries: [{ kind: "interactive", payload, attempt: 0, at: 0, acknowledgement }] } as never,
      posted: [{ ...post }, { ...post, ts: "2" }],
      events: ["evt-1"],
    });
    expect(broken.map((each) => each.slice(0, 2))).toEqual(["I2", "I1", "I1", "I4"]);
  });
});
