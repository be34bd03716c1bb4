import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import type { SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { ANNA, closing, givenSlack, OPS } from "./support/given.ts";

type BoltApp = InstanceType<typeof App>;

const quiet = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

type Mode = "http" | "socket";

const givenBolt = async (slack: SlackStandIn, mode: Mode, listen: (app: BoltApp) => void): Promise<BoltApp> => {
  const way = mode === "socket" ? { appToken: slack.appToken, socketMode: true } : { signingSecret: slack.signingSecret };
  const app = new App({ token: slack.botToken, ...way, clientOptions: { slackApiUrl: slack.url }, logger: quiet });
  listen(app);
  const server = (await app.start(0)) as { address?(): { port: number } };
  closing(() => app.stop());
  if (mode === "http") slack.deliverTo({ url: `http://127.0.0.1:${server.address?.().port}/slack/events` });
  return app;
};

describe.each(["http", "socket"] as const)("a Bolt app over %s", (mode) => {
  it("answers a slash command in its acknowledgement, to the author alone", async () => {
    const slack = await givenSlack();
    await givenBolt(slack, mode, (app) => app.command("/workflow", async ({ ack, command }) => ack(`you said ${command.text}`)));
    const { response } = await slack.asUser(ANNA).runs("/workflow start onboarding", { channel: OPS });
    expect(response).toMatchObject({ ok: true, via: mode });
    expect(slack.asUser(ANNA).sees(OPS)).toMatchObject([{ text: "you said start onboarding", isEphemeral: true }]);
    expect(slack.asUser("UBEN").sees(OPS)).toEqual([]);
  });

  it("hears a mention once as a mention and once as a message, and answers in the thread", async () => {
    const slack = await givenSlack();
    const heard: string[] = [];
    await givenBolt(slack, mode, (app) => {
      app.event("app_mention", async ({ event, say }) => {
        heard.push("app_mention");
        await say({ text: "here", thread_ts: event.ts });
      });
      app.message(async () => void heard.push("message"));
    });
    const anna = slack.asUser(ANNA);
    const { message } = await anna.types(`<@${slack.app.botUserId}> status`, { channel: OPS });
    await slack.waitFor(() => anna.sees(OPS, { thread: message!.ts }).find(({ text }) => text === "here"));
    await slack.settled();
    expect(heard.sort()).toEqual(["app_mention", "message"]);
    expect(anna.sees(OPS)).toMatchObject([{ ts: message!.ts, reply_count: 1 }]);
  });

  it("opens a modal from a button, refuses a value under its field, then takes the form", async () => {
    const slack = await givenSlack();
    const app = await givenBolt(slack, mode, (each) => {
      each.action("ask", async ({ ack, body, client }) => {
        await ack();
        const view = {
          type: "modal" as const,
          callback_id: "form",
          title: { type: "plain_text" as const, text: "Reason" },
          submit: { type: "plain_text" as const, text: "Send" },
          blocks: [
            {
              type: "input" as const,
              block_id: "why",
              label: { type: "plain_text" as const, text: "Why" },
              element: { type: "plain_text_input" as const, action_id: "text" },
            },
          ],
        };
        if ("trigger_id" in body) await client.views.open({ trigger_id: body.trigger_id as string, view });
      });
      each.view("form", async ({ ack, view, client }) => {
        const said = view.state.values.why?.text?.value ?? "";
        if (said.length < 5) return ack({ response_action: "errors", errors: { why: "Say more" } });
        await ack();
        await client.chat.postMessage({ channel: OPS, text: said });
      });
    });
    await app.client.chat.postMessage({
      channel: OPS,
      text: "asking",
      blocks: [{ type: "actions", elements: [{ type: "button", action_id: "ask", text: { type: "plain_text", text: "Explain" } }] }],
    });
    const anna = slack.asUser(ANNA);
    await anna.clicks("Explain", { in: OPS });
    await slack.waitFor(() => anna.modal());
    expect((await anna.submits({ Why: "no" })).errors).toEqual({ why: "Say more" });
    const accepted = await anna.submits({ Why: "because of SSO" });
    expect(accepted.view).toBeUndefined();
    await slack.waitFor(() => anna.sees(OPS).find(({ text }) => text === "because of SSO"));
    expect(anna.views()).toEqual([]);
  });

  it("serves shortcuts, a message shortcut, App Home, an external select and a custom step", async () => {
    const slack = await givenSlack();
    const heard: string[] = [];
    await givenBolt(slack, mode, (app) => {
      app.shortcut("start", async ({ ack }) => {
        heard.push("shortcut");
        await ack();
      });
      app.shortcut({ callback_id: "from_message", type: "message_action" }, async ({ ack, shortcut }) => {
        heard.push(shortcut.message.text ?? "");
        await ack();
      });
      app.event("app_home_opened", async ({ event, client }) => {
        const blocks = [
          {
            type: "actions" as const,
            block_id: "pick",
            elements: [{ type: "external_select" as const, action_id: "who", placeholder: { type: "plain_text" as const, text: "Who" } }],
          },
        ];
        await client.views.publish({ user_id: event.user, view: { type: "home", blocks } });
      });
      app.options("who", async ({ ack, payload }) => ack({ options: [{ text: { type: "plain_text", text: payload.value }, value: "1" }] }));
      app.function("complete_step", async ({ complete, inputs }) => void (await complete({ outputs: { step: inputs.step } })));
    });
    const anna = slack.asUser(ANNA);
    await anna.shortcut("start");
    const { message } = await anna.types("Acme signed", { channel: OPS });
    await anna.messageShortcut("from_message", message!);
    await anna.opensHome();
    await slack.waitFor(() => anna.home());
    const searched = await anna.searches("who", "Be", { in: "home" });
    const { execution } = await slack.runFunction("complete_step", { step: "sso" });
    await slack.waitFor(() => execution.status === "completed");
    expect(heard).toEqual(["shortcut", "Acme signed"]);
    expect(searched.response.body).toEqual({ options: [{ text: { type: "plain_text", text: "Be" }, value: "1" }] });
    expect(execution.outputs).toEqual({ step: "sso" });
  });

  it("updates through respond, and is not bothered by its own messages", async () => {
    const slack = await givenSlack();
    const heard: string[] = [];
    const app = await givenBolt(slack, mode, (each) => {
      each.message(async ({ message }) => void heard.push(message.ts));
      each.action("done", async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: true, text: "Done by Anna" });
      });
    });
    await app.client.chat.postMessage({
      channel: OPS,
      text: "step",
      blocks: [{ type: "actions", elements: [{ type: "button", action_id: "done", text: { type: "plain_text", text: "Done" } }] }],
    });
    const anna = slack.asUser(ANNA);
    await anna.clicks("done");
    const changed = await slack.waitFor(() => anna.sees(OPS).find(({ text }) => text === "Done by Anna"));
    await slack.settled();
    expect(changed.blocks).toEqual([]);
    expect(heard).toEqual([]);
  });
});

describe("a Bolt app whose socket goes", () => {
  it.each(["refresh_requested", "abrupt"] as const)("comes back after %s, and then gets the event that it missed", async (reason) => {
    const slack = await givenSlack({ redeliverAfterMs: [100, 400, 800] });
    const clientOptions = { slackApiUrl: slack.url };
    const receiver = new SocketModeReceiver({
      appToken: slack.appToken,
      clientPingTimeout: 10,
      logger: quiet,
      installerOptions: { clientOptions },
    });
    const app = new App({ token: slack.botToken, receiver, clientOptions, logger: quiet });
    app.event("app_mention", async ({ event, say }) => void (await say({ text: "back", thread_ts: event.ts })));
    await app.start();
    closing(() => app.stop());
    slack.disconnectSockets(reason);
    await slack.waitFor(() => slack.sockets() === 0);
    const anna = slack.asUser(ANNA);
    const { response } = await anna.types(`<@${slack.app.botUserId}> there?`, { channel: OPS });
    expect(response.ok).toBe(false);
    await slack.waitFor(() => anna.sees(OPS).find(({ reply_count }) => reply_count === 1));
    expect(slack.log.filter(({ method }) => method === "apps.connections.open").length).toBeGreaterThanOrEqual(2);
  });
});
