import { get } from "node:http";
import { describe, expect, it } from "vitest";
import { ANNA, caller, callWith, givenSlack, OPS } from "../support/given.ts";

describe("who may call the Web API", () => {
  it("refuses a call without a token, with a token of nobody, and with the wrong kind of token", async () => {
    const slack = await givenSlack();
    expect(await callWith(slack, undefined, "auth.test")).toEqual({ ok: false, error: "not_authed" });
    expect(await callWith(slack, "xoxb-other", "auth.test")).toEqual({ ok: false, error: "invalid_auth" });
    expect(await callWith(slack, slack.appToken, "chat.postMessage")).toEqual({ ok: false, error: "not_allowed_token_type" });
    expect(await callWith(slack, slack.botToken, "apps.connections.open")).toEqual({ ok: false, error: "not_allowed_token_type" });
  });

  it("knows its own bot", async () => {
    const slack = await givenSlack();
    const { bot_id, user_id, team_id } = await caller(slack)("auth.test");
    expect({ bot_id, user_id, team_id }).toEqual({ bot_id: slack.app.botId, user_id: slack.app.botUserId, team_id: slack.team.id });
  });

  it("takes a form, JSON and a query, and the token in the form, too", async () => {
    const slack = await givenSlack();
    const blocks = JSON.stringify([{ type: "divider" }]);
    const form = new URLSearchParams({ token: slack.botToken, channel: OPS, text: "by form", blocks });
    expect(await (await fetch(`${slack.url}chat.postMessage`, { method: "POST", body: form })).json()).toMatchObject({ ok: true });
    const query = await fetch(`${slack.url}users.info?user=${ANNA}`, { headers: { authorization: `Bearer ${slack.botToken}` } });
    expect(await query.json()).toMatchObject({ ok: true, user: { id: ANNA } });
    expect(slack.messages(OPS)).toMatchObject([{ text: "by form", blocks: [{ type: "divider" }] }]);
  });

  it("refuses a method that it does not have, and what is not JSON", async () => {
    const slack = await givenSlack();
    expect(await caller(slack)("chat.shout")).toEqual({ ok: false, error: "unknown_method" });
    const headers = { "content-type": "application/json", authorization: `Bearer ${slack.botToken}` };
    expect(await (await fetch(`${slack.url}auth.test`, { method: "POST", headers, body: "{" })).json()).toEqual({
      ok: false,
      error: "invalid_json",
    });
  });

  it("names the scope that is missing when the app's scopes are given", async () => {
    const slack = await givenSlack({ app: { scopes: ["users:read"] } });
    const call = caller(slack);
    expect(await call("users.info", { user: ANNA })).toMatchObject({ ok: true });
    expect(await call("chat.postMessage", { channel: OPS, text: "hi" })).toEqual({
      ok: false,
      error: "missing_scope",
      needed: "chat:write",
      provided: "users:read",
    });
  });

  it("keeps every request in order, with its token, its arguments and what it was told", async () => {
    const slack = await givenSlack();
    await caller(slack)("chat.postMessage", { channel: "CNONE", text: "hi" });
    await caller(slack)("auth.test");
    expect(slack.log.map(({ method, response }) => [method, response.ok])).toEqual([
      ["chat.postMessage", false],
      ["auth.test", true],
    ]);
    expect(slack.log[0]).toMatchObject({
      token: slack.botToken,
      args: { channel: "CNONE", text: "hi" },
      response: { error: "channel_not_found" },
    });
  });

  it("listens on the loopback only, and knows no other path", async () => {
    const slack = await givenSlack();
    expect(new URL(slack.url).hostname).toBe("127.0.0.1");
    const status = await new Promise((resolve) => get(slack.url.replace("/api/", "/elsewhere"), ({ statusCode }) => resolve(statusCode)));
    expect(status).toBe(404);
  });
});
