import { describe, expect, it } from "vitest";
import { caller, givenSlack, OPS, standingClock } from "./support/given.ts";

const post = (text: string, signal?: AbortSignal) => async (slack: { url: string; botToken: string }) =>
  fetch(`${slack.url}chat.postMessage`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${slack.botToken}` },
    body: JSON.stringify({ channel: OPS, text }),
    ...(signal ? { signal } : {}),
  });

describe("faults on request", () => {
  it("does what was asked and drops the answer", async () => {
    const slack = await givenSlack();
    slack.faults.dropAnswer("chat.postMessage");
    await expect(post("lost")(slack)).rejects.toThrow();
    expect((await post("heard")(slack)).status).toBe(200);
    expect(slack.messages(OPS).map(({ text }) => text)).toEqual(["lost", "heard"]);
    expect(slack.log).toMatchObject([{ fault: "dropAnswer", response: { ok: true } }, { response: { ok: true } }]);
  });

  it("refuses before anything was done", async () => {
    const slack = await givenSlack();
    slack.faults.refuse("*", 2);
    await expect(post("one")(slack)).rejects.toThrow();
    await expect(post("two")(slack)).rejects.toThrow();
    expect(slack.messages(OPS)).toEqual([]);
  });

  it("answers 5xx or a proxy's page, having done it or not", async () => {
    const slack = await givenSlack();
    slack.faults.serverError("chat.postMessage");
    slack.faults.html("chat.postMessage", 1, { accepted: true });
    expect((await post("no")(slack)).status).toBe(503);
    const page = await post("yes")(slack);
    expect([page.status, page.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect(slack.messages(OPS).map(({ text }) => text)).toEqual(["yes"]);
  });

  it("answers 429 with the time to wait", async () => {
    const slack = await givenSlack();
    slack.faults.rateLimit("chat.postMessage", 7);
    const answer = await post("x")(slack);
    expect([answer.status, answer.headers.get("retry-after"), await answer.json()]).toEqual([
      429,
      "7",
      { ok: false, error: "ratelimited" },
    ]);
    expect(slack.messages(OPS)).toEqual([]);
  });

  it("answers any ok: false", async () => {
    const slack = await givenSlack();
    slack.faults.error("chat.postMessage", "internal_error");
    expect(await caller(slack)("chat.postMessage", { channel: OPS, text: "x" })).toEqual({ ok: false, error: "internal_error" });
  });

  it("is silent, or late, having done it", async () => {
    const slack = await givenSlack();
    slack.faults.silence("chat.postMessage", 1, { accepted: true });
    const patience = new AbortController();
    const silent = post("silent", patience.signal)(slack);
    await slack.waitFor(() => slack.messages(OPS).length === 1);
    patience.abort();
    await expect(silent).rejects.toThrow();
    slack.faults.latency("chat.postMessage", 30);
    const from = performance.now();
    expect((await post("late")(slack)).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThanOrEqual(25);
    expect(slack.messages(OPS).map(({ text }) => text)).toEqual(["silent", "late"]);
  });

  it("strikes the method that it names, as often as it says, and remembers that it did", async () => {
    const slack = await givenSlack();
    slack.faults.error("chat.update", "fatal_error", 5);
    slack.faults.error("chat.postMessage", "fatal_error");
    await post("x")(slack);
    await post("y")(slack);
    expect(slack.faults.seen).toMatchObject([{ name: "error", method: "chat.postMessage" }]);
    slack.faults.clear();
    expect(await caller(slack)("chat.update", { channel: OPS, ts: "1.1", text: "x" })).toMatchObject({ error: "message_not_found" });
  });
});

describe("rate limits, when they are enforced", () => {
  it("lets one message a second into a channel", async () => {
    const machineClock = standingClock();
    const slack = await givenSlack({ machineClock, enforceRateLimits: { perChannelPerSecond: 1, perMinute: 100 } });
    slack.addChannel({ id: "COTHER", name: "other" });
    expect((await post("1")(slack)).status).toBe(200);
    const refused = await post("2")(slack);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await caller(slack)("chat.postMessage", { channel: "COTHER", text: "elsewhere" })).toMatchObject({ ok: true });
    machineClock.pass(1000);
    expect((await post("3")(slack)).status).toBe(200);
    expect(slack.log[1]).toMatchObject({ fault: "rateLimits" });
  });

  it("lets so many a minute into the workspace, and says how long to wait", async () => {
    const machineClock = standingClock();
    const slack = await givenSlack({ machineClock, enforceRateLimits: { perChannelPerSecond: 10, perMinute: 2 } });
    await post("1")(slack);
    machineClock.pass(20_000);
    await post("2")(slack);
    const refused = await post("3")(slack);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "40"]);
    machineClock.pass(40_000);
    expect((await post("4")(slack)).status).toBe(200);
  });
});
