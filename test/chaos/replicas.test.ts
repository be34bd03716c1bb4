import { afterAll, beforeAll, expect, it } from "vitest";
import { type Coxswain, startCoxswain } from "../../src/start-coxswain.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import { whisperedTo } from "../scenario/support/telling.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { brokenInvariants } from "../support/invariants.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { openStage, SHIPPED, type Stage, WEBHOOK_SECRET } from "../support/stage.ts";
import { workflowFolder } from "../support/workflow-folder.ts";
import { claimEvent, clickOf, MORNING, messageWith, sendEvent } from "./support/claims.ts";

// RELIABILITY.md, R4: replicas race on one click, and on different people's clicks on one step.

const ROUNDS = 10;
const REPLICAS = 3;

describeOnEachDatabase("Replicas that race", (open, kind) => {
  let stage: Stage;
  const others: Coxswain[] = [];

  const replica = async (databaseUrl: string): Promise<Coxswain> => {
    const { slack } = stage;
    return await startCoxswain({
      config: {
        slack: { botToken: slack.botToken, apiUrl: slack.url, delivery: { mode: "http", signingSecret: slack.signingSecret, port: 0 } },
        port: 0,
        databaseUrl,
        dataDir: "unused",
        workflowsDir: SHIPPED,
        sweepCron: "*/5 * * * * *",
        agentTextDays: 30,
        webhookSecret: WEBHOOK_SECRET,
        logLevel: "silent",
      },
      logger: createRecordingLogger(),
      clock: { now: stage.now },
      timers: false,
      open: () => openDatabase({ databaseUrl, dataDir: "unused", max: 4 }),
      folder: workflowFolder(SHIPPED, stage.now),
      delivery: { threadWaitMs: 20, lookAgainMs: 20 },
      pacing: { perChannelMs: 0, perMinute: 1_000_000 },
    });
  };

  beforeAll(async () => {
    stage = await openStage({ open, mode: "http", at: MORNING });
    const { databaseUrl } = stage.database;
    // PGlite belongs to one process: there the same clicks race within it.
    while (databaseUrl !== undefined && others.length < REPLICAS - 1) others.push(await replica(databaseUrl));
    const [first, ...rest] = [stage.app(), ...others].map(({ port }) => ({ url: `http://127.0.0.1:${port}/slack/events` }));
    stage.slack.deliverTo(first, ...rest);
  });
  afterAll(async () => {
    await Promise.all(others.map((other) => other.stop()));
    await stage.stop();
  });

  const settled = async (): Promise<void> => {
    do for (const app of [stage.app(), ...others]) await app.drain();
    while ((await stage.app().waiting()) > 0);
    await stage.slack.settled();
  };

  const count = async (instance: string, action: string): Promise<number> => {
    const sql = "SELECT 1 FROM audit_event WHERE instance = $1::uuid AND action = $2";
    return (await stage.database.pool.query(sql, [instance, action])).rowCount ?? 0;
  };

  it("make one case of one event, whoever of them hears it, and one owner of two people's clicks", { timeout: 120_000 }, async () => {
    const ports = [stage.app(), ...others].map(({ port }) => port ?? 0);
    const events: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [id, claim] = [`evt-${round}`, `race-${round}`];
      const answers = await Promise.all([...ports, ...ports].map((port) => sendEvent(port, id, claimEvent(claim))));
      events.push(id);
      expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size, JSON.stringify(answers)).toBe(1);
      expect(answers[0]?.status).toBe(200);
      await settled();
      const { rows } = await stage.database.pool.query("SELECT id::text AS id FROM instance WHERE case_id = $1", [claim]);
      expect(rows).toHaveLength(1);
      const instance = rows[0].id;
      const message = messageWith(stage.slack, "Take it", instance);
      if (message === undefined) throw new Error("nobody is asked to take it");
      const [tina, tom] = ["tina", "tom"].map((handle) => clickOf(stage.slack, stage.as(handle).id, message, "Take it"));
      if (tina === undefined || tom === undefined) throw new Error("no clicks");
      const whispers = whisperedTo(stage, "tina").length + whisperedTo(stage, "tom").length;
      // The same click by way of every replica at once, and somebody else's between them.
      const acknowledged = await Promise.all([tina, tom, tina, tom, tina, tom].map((click) => stage.slack.redeliver(click)));
      expect(acknowledged.every(({ ok }) => ok)).toBe(true);
      await settled();
      expect(await count(instance, "step.taken")).toBe(1);
      expect(await count(instance, "act.refused")).toBe(1);
      expect(whisperedTo(stage, "tina").length + whisperedTo(stage, "tom").length).toBeGreaterThan(whispers);
    }
    const { pool } = stage.database;
    const posted = ["claims", ...["tina", "tom", "claims-head"].map((handle) => stage.as(handle).dm)]
      .flatMap((channel) => stage.slack.messages(channel))
      .filter(({ bot_id }) => bot_id === stage.slack.app.botId);
    const broken = await brokenInvariants({
      query: async <Row>(text: string, ...values: readonly unknown[]) => (await pool.query(text, [...values])).rows as Row[],
      verify: async () => await verifyChain(stage.database, stage.app().core.workspace),
      slack: stage.slack,
      posted,
      events,
    });
    expect(broken).toEqual([]);
    expect(others).toHaveLength(kind === "pglite" ? 0 : REPLICAS - 1);
  });
});
