import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openOnEither } from "../support/databases.ts";
import { openStage, type Stage, WEBHOOK_SECRET } from "../support/stage.ts";
import { claimEvent, clickOf, MORNING, messageWith, seeded, sendEvent } from "./support/claims.ts";

// RELIABILITY.md, R10: forged and replayed signatures. 401 before anything is parsed; a replay acts once.

const SEED = Number(process.env.CHAOS_SEED ?? 20_261_120);
const FORGERIES = 250;

const seconds = (): number => Math.floor(Date.now() / 1_000);
const signed = (secret: string, at: number | string, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex")}`;

describe("What only pretends to be Slack or a known system", () => {
  const open = openOnEither();
  const random = seeded(SEED);
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ open, mode: "http", at: MORNING });
  });
  afterAll(async () => await stage.stop());

  const post = async (path: string, body: string, headers: Record<string, string>): Promise<number> => {
    const response = await fetch(`http://127.0.0.1:${stage.app().port}${path}`, { method: "POST", headers, body });
    await response.arrayBuffer();
    return response.status;
  };

  /** Everything that is stored, counted. */
  const stored = async (): Promise<unknown> =>
    (
      await stage.database.pool.query(
        "SELECT (SELECT count(*) FROM audit_event) AS rows, (SELECT count(*) FROM command) AS commands, (SELECT count(*) FROM pgboss.job) AS jobs",
      )
    ).rows;

  const flipped = (text: string): string => {
    const at = 3 + Math.floor(random() * (text.length - 3));
    return `${text.slice(0, at)}${text[at] === "0" ? "1" : "0"}${text.slice(at + 1)}`;
  };

  it("is refused with 401 before its body is read as anything, and leaves no row", async () => {
    const secret = stage.slack.signingSecret;
    const before = await stored();
    // Were it parsed first, the broken ones would be answered otherwise.
    const bodies = ['{"type":', "payload=%7Bbroken", '{"type":"event_callback","event":{"type":"message"}}', "\u0000", ""];
    const forgeries: readonly ((body: string) => Record<string, string>)[] = [
      (body) => ({ "x-slack-request-timestamp": `${seconds()}`, "x-slack-signature": flipped(signed(secret, seconds(), body)) }),
      (body) => ({ "x-slack-request-timestamp": `${seconds()}`, "x-slack-signature": signed("another secret", seconds(), body) }),
      (body) => ({ "x-slack-request-timestamp": `${seconds() - 400}`, "x-slack-signature": signed(secret, seconds() - 400, body) }),
      (body) => ({ "x-slack-request-timestamp": `${seconds() + 400}`, "x-slack-signature": signed(secret, seconds() + 400, body) }),
      (body) => ({ "x-slack-request-timestamp": "now", "x-slack-signature": signed(secret, "now", body) }),
      (body) => ({ "x-slack-request-timestamp": `${seconds()}`, "x-slack-signature": signed(secret, seconds(), `${body}x`) }),
      () => ({ "x-slack-request-timestamp": `${seconds()}` }),
      (body) => ({ "x-slack-signature": signed(secret, seconds(), body) }),
      () => ({ "x-slack-request-timestamp": `${seconds()}`, "x-slack-signature": "v0=" }),
    ];
    const types = ["application/json", "application/x-www-form-urlencoded"];
    const statuses = new Map<number, number>();
    for (let n = 0; n < FORGERIES; n++) {
      const body = bodies[n % bodies.length] ?? "";
      const forged = forgeries[n % forgeries.length]?.(body) ?? {};
      const status = await post("/slack/events", body, { "content-type": types[n % 2] ?? "", ...forged });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses], `seed ${SEED}`).toEqual([[401, FORGERIES]]);
    expect(await stored()).toEqual(before);
  });

  it("is refused at /events in the same way", async () => {
    const webhook = new Webhook(WEBHOOK_SECRET);
    const other = new Webhook("whsec_YW5vdGhlciBzZWNyZXQgb2YgbWluZQ==");
    const before = await stored();
    const headersOf = (id: string, at: Date, signature: string): Record<string, string> => ({
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": `${Math.floor(at.getTime() / 1_000)}`,
      "webhook-signature": signature,
    });
    const away = (ms: number): Date => new Date(Date.now() + ms);
    const forgeries: readonly ((id: string, body: string) => Record<string, string>)[] = [
      (id, body) => headersOf(id, away(0), other.sign(id, away(0), body)),
      (id, body) => headersOf(id, away(0), webhook.sign("another id", away(0), body)),
      (id, body) => headersOf(id, away(0), webhook.sign(id, away(0), `${body} `)),
      (id, body) => headersOf(id, away(-400_000), webhook.sign(id, away(-400_000), body)),
      (id, body) => headersOf(id, away(400_000), webhook.sign(id, away(400_000), body)),
      (id) => headersOf(id, away(0), "v1,"),
      () => ({ "content-type": "application/json" }),
    ];
    const answers = new Set<number>();
    for (let n = 0; n < FORGERIES; n++) {
      const body = n % 3 === 0 ? '{"type":' : JSON.stringify(claimEvent(`forged-${n}`));
      answers.add(await post("/events", body, forgeries[n % forgeries.length]?.(`evt-${n}`, body) ?? {}));
    }
    expect([...answers]).toEqual([401]);
    expect(await stored()).toEqual(before);
  });

  it("can replay what it overheard, and nothing happens again", async () => {
    const { slack } = stage;
    const port = stage.app().port ?? 0;
    const answers = await Promise.all([1, 2, 3, 4].map(() => sendEvent(port, "overheard", claimEvent("overheard"))));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    await stage.settled();
    const { rows } = await stage.database.pool.query("SELECT id::text AS id FROM instance");
    expect(rows).toHaveLength(1);
    const message = messageWith(slack, "Take it", rows[0].id);
    if (message === undefined) throw new Error("nobody is asked to take it");
    const { payload } = clickOf(slack, stage.as("tina").id, message, "Take it");
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const at = seconds();
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": `${at}`,
      "x-slack-signature": signed(slack.signingSecret, at, body),
    };
    const statuses = [
      ...(await Promise.all([1, 2, 3, 4, 5].map(() => post("/slack/events", body, headers)))),
      await post("/slack/events", body, headers),
    ];
    expect(new Set(statuses)).toEqual(new Set([200]));
    await stage.settled();
    const taken = await stage.database.pool.query("SELECT action FROM audit_event WHERE action IN ('step.taken', 'act.refused')");
    expect(taken.rows).toEqual([{ action: "step.taken" }]);
  });
});
