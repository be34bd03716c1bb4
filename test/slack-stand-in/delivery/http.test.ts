import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ANNA, BEN, caller, givenSlack, OPS } from "../support/given.ts";
import { givenApp, json, ok } from "../support/given-app.ts";

const AT_ONCE = [0, 0, 0] as const;

describe("delivery over HTTP", () => {
  it("signs each request over its raw body, at the time of machines", async () => {
    const slack = await givenSlack({ signingSecret: "shh", clock: { now: () => 0 } });
    const app = await givenApp(slack);
    await slack.asUser(ANNA).types("hello", { channel: OPS });
    await slack.asUser(ANNA).runs("/workflow a b", { channel: OPS });
    for (const { headers, raw } of app.heard) {
      const timestamp = headers["x-slack-request-timestamp"];
      expect(headers["x-slack-signature"]).toBe(`v0=${createHmac("sha256", "shh").update(`v0:${timestamp}:${raw}`).digest("hex")}`);
      expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
    }
    expect(app.heard.map(({ headers }) => headers["content-type"])).toEqual(["application/json", "application/x-www-form-urlencoded"]);
  });

  it("wraps an event as Slack does", async () => {
    const slack = await givenSlack();
    const app = await givenApp(slack);
    const { message } = await slack.asUser(ANNA).types("hello", { channel: OPS });
    expect(app.heard).toMatchObject([
      {
        payload: {
          type: "event_callback",
          team_id: slack.team.id,
          api_app_id: slack.app.id,
          event_id: expect.stringMatching(/^Ev/),
          authorizations: [{ user_id: slack.app.botUserId, is_bot: true }],
          event: {
            type: "message",
            channel: OPS,
            channel_type: "channel",
            user: ANNA,
            text: "hello",
            ts: message!.ts,
            event_ts: message!.ts,
          },
        },
      },
    ]);
  });

  it("tries an event three more times until it is acknowledged, saying which try it is and why", async () => {
    const slack = await givenSlack({ redeliverAfterMs: AT_ONCE });
    const app = await givenApp(slack, (response, _heard, count) => void response.writeHead(count < 3 ? 500 : 200).end());
    const { response } = await slack.asUser(ANNA).types("hello", { channel: OPS });
    expect(response).toMatchObject({ ok: false, status: 500, error: "http_error" });
    await slack.settled();
    expect(app.heard.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]])).toEqual([
      [undefined, undefined],
      ["1", "http_error"],
      ["2", "http_error"],
    ]);
    expect(new Set(app.heard.map(({ payload }) => payload.event_id)).size).toBe(1);
  });

  it("gives up after the fourth try", async () => {
    const slack = await givenSlack({ redeliverAfterMs: AT_ONCE });
    const app = await givenApp(slack, (response) => void response.writeHead(500).end());
    await slack.asUser(ANNA).types("hello", { channel: OPS });
    await slack.settled();
    expect(app.heard).toHaveLength(4);
  });

  it("tries no more when the app asks for that", async () => {
    const slack = await givenSlack({ redeliverAfterMs: AT_ONCE });
    const app = await givenApp(slack, (response) => void response.writeHead(500, { "x-slack-no-retry": "1" }).end());
    await slack.asUser(ANNA).types("hello", { channel: OPS });
    await slack.settled();
    expect(app.heard).toHaveLength(1);
  });

  it("waits three seconds, then calls it a timeout: an event is tried again, a command is not", async () => {
    const slack = await givenSlack({ redeliverAfterMs: AT_ONCE, ackTimeoutMs: 20 });
    const app = await givenApp(slack, () => {});
    const anna = slack.asUser(ANNA);
    expect((await anna.runs("/workflow", { channel: OPS })).response).toMatchObject({ ok: false, error: "operation_timeout" });
    expect(anna.sees(OPS)).toMatchObject([
      { user: "USLACKBOT", text: '/workflow failed with the error "operation_timeout"', isEphemeral: true },
    ]);
    expect(app.heard).toHaveLength(1);
    await anna.types("hello", { channel: OPS });
    await slack.settled();
    expect(app.heard).toHaveLength(5);
    expect(app.heard.at(-1)!.headers["x-slack-retry-reason"]).toBe("http_timeout");
  });

  it("lets replicas take turns", async () => {
    const slack = await givenSlack();
    const [one, two] = [await givenApp(slack), await givenApp(slack)];
    slack.deliverTo(one, two);
    for (const name of ["a", "b", "c", "d"]) await slack.asUser(ANNA).shortcut(name);
    expect([one.heard.length, two.heard.length]).toEqual([2, 2]);
  });

  it("reports an app that is not there, and reaches it when it is back", async () => {
    const slack = await givenSlack({ redeliverAfterMs: [50, 50, 50] });
    slack.deliverTo({ url: "http://127.0.0.1:9/slack/events" });
    const { response } = await slack.asUser(ANNA).types("hello", { channel: OPS });
    expect(response).toMatchObject({ ok: false, error: "connection_failed" });
    const app = await givenApp(slack);
    await slack.settled();
    expect(app.heard).toMatchObject([{ headers: { "x-slack-retry-num": "1", "x-slack-retry-reason": "connection_failed" } }]);
  });

  it("delivers an event once more when asked, as when the acknowledgement was lost", async () => {
    const slack = await givenSlack();
    const app = await givenApp(slack);
    await slack.asUser(ANNA).types("hello", { channel: OPS });
    const id = String(app.heard[0]!.payload.event_id);
    await slack.redeliver(id);
    expect(app.heard.map(({ payload, headers }) => [payload.event_id, headers["x-slack-retry-num"]])).toEqual([
      [id, undefined],
      [id, "1"],
    ]);
    await slack.asUser(ANNA).shortcut("start");
    await slack.redeliver(slack.deliveries.at(-1)!);
    expect(app.heard[3]!.payload).toEqual(app.heard[2]!.payload);
    await expect(slack.redeliver("Ev0")).rejects.toThrow("no event Ev0");
  });

  it("says what happens where the bot is, also what the bot itself says, and nothing of elsewhere", async () => {
    const slack = await givenSlack();
    slack.addChannel({ id: "COUT", name: "out", members: [ANNA], bot: false });
    const app = await givenApp(slack);
    await slack.asUser(ANNA).types("private", { channel: "COUT" });
    await caller(slack)("chat.postMessage", { channel: OPS, text: "mine" });
    await slack.settled();
    expect(app.heard.map(({ payload }) => payload.event)).toMatchObject([{ type: "message", bot_id: slack.app.botId, text: "mine" }]);
  });

  it("says only what the app subscribed to", async () => {
    const slack = await givenSlack({ app: { events: ["app_mention", "message.im"] } });
    const app = await givenApp(slack);
    const anna = slack.asUser(ANNA);
    await anna.types(`<@${slack.app.botUserId}> help`, { channel: OPS });
    await anna.types("direct");
    await slack.fireEvent({ type: "team_join", user: BEN });
    expect(app.heard.map(({ payload }) => (payload.event as { type: string }).type)).toEqual(["app_mention", "message"]);
  });

  it("carries an event of any kind", async () => {
    const slack = await givenSlack();
    const app = await givenApp(slack, ok);
    expect(await slack.fireEvent({ type: "tokens_revoked", tokens: { bot: ["U1"] } })).toMatchObject({ ok: true, status: 200 });
    expect(app.heard[0]!.payload.event).toMatchObject({ type: "tokens_revoked", tokens: { bot: ["U1"] } });
  });

  it("gives the answer in the acknowledgement back, as JSON or as text", async () => {
    const slack = await givenSlack();
    const app = await givenApp(slack, json({ response_type: "in_channel", text: "for all" }));
    const { response } = await slack.asUser(ANNA).runs("/workflow", { channel: OPS });
    expect(response.body).toEqual({ response_type: "in_channel", text: "for all" });
    expect(slack.asUser(BEN).sees(OPS)).toMatchObject([{ text: "for all" }]);
    app.answers((answer) => void answer.end("words"));
    expect((await slack.asUser(ANNA).runs("/workflow", { channel: OPS })).response.body).toBe("words");
  });
});
