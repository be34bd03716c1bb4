import { App } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { createControlledStandIn } from "../../src/slack-stand-in/control/controlled-stand-in.ts";
import type { Json } from "../../src/slack-stand-in/json.ts";
import type { SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { closing } from "./support/given.ts";

interface Answered {
  readonly status: number;
  readonly body: Json & { readonly error?: string; readonly messages?: readonly Json[] };
}

interface Door {
  readonly slack: SlackStandIn;
  get(path: string): Promise<Answered>;
  post(path: string, body?: Json): Promise<Answered>;
  raw(path: string, init: RequestInit): Promise<Answered>;
}

const givenDoor = async (): Promise<Door> => {
  const slack = await createControlledStandIn();
  closing(() => slack.stop());
  slack.addUser({ id: "UANNA", realName: "Anna Berg" });
  slack.addUser({ id: "UBEN", realName: "Ben Ode" });
  slack.addChannel({ id: "COPS", name: "ops", members: ["UANNA", "UBEN"] });
  const raw: Door["raw"] = async (path, init) => {
    const response = await fetch(new URL(`/stand-in/${path}`, slack.url), init);
    return { status: response.status, body: (await response.json()) as Answered["body"] };
  };
  const headers = { "content-type": "application/json" };
  return {
    slack,
    raw,
    get: (path) => raw(path, {}),
    post: (path, body = {}) => raw(path, { method: "POST", headers, body: JSON.stringify(body) }),
  };
};

const givenBolt = async (slack: SlackStandIn): Promise<InstanceType<typeof App>> => {
  const app = new App({ token: slack.botToken, appToken: slack.appToken, socketMode: true, clientOptions: { slackApiUrl: slack.url } });
  const text = (words: string) => ({ type: "plain_text" as const, text: words });
  app.command("/ask", async ({ ack }) => {
    const elements = [{ type: "button" as const, action_id: "open", text: text("Explain") }];
    await ack({ text: "asked", blocks: [{ type: "actions", elements }] });
  });
  app.action("open", async ({ ack, body, client }) => {
    await ack();
    const element = { type: "plain_text_input" as const, action_id: "text" };
    const blocks = [{ type: "input" as const, block_id: "why", label: text("Why"), element }];
    const view = { type: "modal" as const, callback_id: "form", title: text("Reason"), submit: text("Send"), blocks };
    if ("trigger_id" in body) await client.views.open({ trigger_id: body.trigger_id as string, view });
  });
  app.view("form", async ({ ack, view, client }) => {
    const said = view.state.values.why?.text?.value ?? "";
    if (said.length < 5) return ack({ response_action: "errors", errors: { why: "Say more" } });
    await ack();
    await client.chat.postMessage({ channel: "COPS", text: said });
  });
  await app.start();
  closing(() => app.stop());
  return app;
};

const texts = ({ body }: Answered): readonly unknown[] => (body.messages ?? []).map(({ text }) => text);

describe("the stand-in's door for other processes", () => {
  it("plays a person from a slash command to a form that is refused, then taken", async () => {
    const { slack, get, post } = await givenDoor();
    await givenBolt(slack);
    expect((await post("people/UANNA/runs", { command: "/ask", channel: "ops" })).body).toMatchObject({ response: { ok: true } });
    expect(texts(await get("people/UANNA/sees?channel=ops"))).toEqual(["asked"]);
    expect(texts(await get("people/UBEN/sees?channel=ops"))).toEqual([]);

    await post("people/UANNA/clicks", { name: "Explain", in: "ops" });
    await slack.waitFor(() => slack.asUser("UANNA").modal());
    expect((await get("people/UANNA/views")).body).toMatchObject({ modals: [{ callback_id: "form" }], home: null });
    expect((await post("people/UANNA/submits", { values: { Why: "no" } })).body).toMatchObject({ errors: { why: "Say more" } });
    await post("people/UANNA/submits", { values: { Why: "because of SSO" } });
    expect((await get("settled")).body).toEqual({ ok: true });
    await slack.waitFor(() => slack.messages("ops").some(({ text }) => text === "because of SSO"));
    expect(texts(await get("people/UBEN/sees?channel=ops"))).toEqual(["because of SSO"]);
  });

  it("adds a person and a channel with everybody in it", async () => {
    const { get, post } = await givenDoor();
    expect(await post("people", { id: "UCHIARA", realName: "Chiara Rossi", tz: "Europe/Rome" })).toMatchObject({ status: 200 });
    expect((await post("channels", { name: "#legal" })).body).toMatchObject({
      name: "legal",
      members: ["UANNA", "UBEN", "UCHIARA", "U00000BOT"],
    });
    await post("people/UCHIARA/types", { text: "hello", channel: "legal" });
    expect(texts(await get("people/UBEN/sees?channel=legal"))).toEqual(["hello"]);
  });

  it("lets an answer go wrong, and keeps what went between the two", async () => {
    const { slack, get, post, raw } = await givenDoor();
    expect(await post("faults", { fault: "error", method: "chat.postMessage", error: "channel_not_found" })).toMatchObject({ status: 200 });
    const call = () => fetch(`${slack.url}auth.test`, { method: "POST", headers: { authorization: `Bearer ${slack.botToken}` } });
    await post("faults", { fault: "serverError", method: "auth.test", times: 2 });
    expect((await call()).status).toBe(503);
    await raw("faults", { method: "DELETE" });
    expect((await call()).status).toBe(200);
    expect((await get("faults")).body).toMatchObject({ seen: [{ name: "serverError", method: "auth.test" }] });
    const { body } = await get("log?requests=1");
    expect(body).toMatchObject({ requests: [{ method: "auth.test", response: { ok: true } }], deliveries: [] });
  });

  it("describes itself, with what an app needs to connect", async () => {
    const { slack, get } = await givenDoor();
    const { body } = await get("");
    expect(body).toMatchObject({ connect: { slackApiUrl: slack.url, botToken: slack.botToken }, sockets: 0 });
    expect(JSON.stringify(body.acts)).toContain("POST /stand-in/people/:id/clicks");
  });

  it.each([
    ["people/UZED/types", { text: "hi" }, 404, 'there is nobody called "UZED"; there is UANNA (anna.berg), UBEN (ben.ode)'],
    ["people/UANNA/sings", {}, 404, 'nobody can "sings"; people can clicks, selects'],
    ["people/UANNA/constructor", {}, 404, 'nobody can "constructor"'],
    ["people/UANNA/types", {}, 400, '"text" is missing; expected text'],
    ["people/UANNA/types", { text: "hi", channel: "nowhere" }, 400, "there is no channel nowhere"],
    ["people/UANNA/clicks", { name: "Done" }, 400, 'UANNA sees no "Done"'],
    ["people/UANNA/clicks", { name: "Done", in: 7 }, 400, '"in" is 7; expected a channel'],
    ["people/UANNA/closes", {}, 400, "UANNA has no modal open"],
    ["people", { realName: "Zed", tz: "Europe/Atlantis" }, 400, '"tz" is "Europe/Atlantis"; expected an IANA name'],
    ["channels", { name: "x", members: ["UZED"] }, 400, '"members" has "UZED", whom nobody knows'],
    ["faults", { fault: "flood", method: "*" }, 400, 'there is no fault "flood"; there is dropAnswer'],
    ["faults", { fault: "refuse", method: "*", times: -1 }, 400, '"times" is -1; expected a whole number from 0'],
    ["deliver-to", { url: "my app" }, 400, '"url" is "my app"; expected such as http://'],
    ["nothing", {}, 404, "there is no POST /stand-in/nothing"],
  ])("says what is wrong with %s %j", async (path, body, status, words) => {
    const { post } = await givenDoor();
    const answered = await post(path, body);
    expect(answered.status).toBe(status);
    expect(answered.body.error).toContain(words);
  });

  it("takes no body that is not JSON, nor a form that a web page could send", async () => {
    const { raw } = await givenDoor();
    const json = { "content-type": "application/json" };
    expect(await raw("people/UANNA/types", { method: "POST", headers: json, body: "[1" })).toMatchObject({ status: 400 });
    const plain = await raw("people/UANNA/types", { method: "POST", body: '{"text":"hi","channel":"ops"}' });
    expect(plain).toMatchObject({ status: 400, body: { error: expect.stringContaining("content-type: application/json") as string } });
  });
});
