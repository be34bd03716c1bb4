import { createHmac } from "node:crypto";
import type { App } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import type { Acknowledgement } from "../../src/slack-stand-in/delivery/acknowledgement.ts";
import type { SlackStandIn } from "../../src/slack-stand-in/slack-stand-in.ts";
import { ANNA, givenSlack, OPS } from "../slack-stand-in/support/given.ts";
import { givenReception, type Mode } from "./support/given-reception.ts";

/** What a listener does before it may be acknowledged. */
type Work = () => Promise<void>;

const bindAll = (app: App, work: Work): void => {
  app.event("app_mention", async () => await work());
  app.action(/.*/, async ({ ack }) => {
    await ack();
    await work();
  });
  app.command("/workflow", async ({ ack }) => {
    await ack("taken");
    await work();
  });
  app.view(/.*/, async ({ ack }) => {
    await ack({ response_action: "errors", errors: { why: "Say more" } });
    await work();
  });
  app.shortcut("start_workflow", async ({ ack }) => {
    await ack();
    await work();
  });
  app.function("complete_step", async () => await work());
};

const BUTTON = { type: "button", action_id: "done", text: { type: "plain_text", text: "Done" } };
const MODAL = {
  type: "modal",
  callback_id: "form",
  title: { type: "plain_text", text: "Form" },
  submit: { type: "plain_text", text: "Send" },
  blocks: [
    {
      type: "input",
      block_id: "why",
      optional: true,
      label: { type: "plain_text", text: "Why" },
      element: { type: "plain_text_input", action_id: "value" },
    },
  ],
};

const call = async (slack: SlackStandIn, method: string, body: object): Promise<void> => {
  const headers = { "content-type": "application/json", authorization: `Bearer ${slack.botToken}` };
  await fetch(`${slack.url}${method}`, { method: "POST", headers, body: JSON.stringify(body) });
};

/** A person opens a form through the global shortcut of another moment: its trigger is what `views.open` takes. */
const openForm = async (slack: SlackStandIn): Promise<void> => {
  const used = await slack.asUser(ANNA).shortcut("open_form");
  expect(used.response).toBeDefined();
  const trigger = slack.deliveries.at(-1)?.payload.trigger_id;
  await call(slack, "views.open", { trigger_id: trigger, view: MODAL });
};

type Kind = "event" | "action" | "command" | "view" | "shortcut" | "function";
const KINDS: readonly Kind[] = ["event", "action", "command", "view", "shortcut", "function"];

const SEND: { readonly [K in Kind]: (slack: SlackStandIn) => Promise<Acknowledgement> } = {
  event: async (slack) => await slack.fireEvent({ type: "app_mention", user: ANNA, channel: OPS, ts: "1.1", text: "hi" }),
  action: async (slack) => {
    await call(slack, "chat.postMessage", { channel: OPS, text: "card", blocks: [{ type: "actions", elements: [BUTTON] }] });
    return (await slack.asUser(ANNA).clicks("Done", { in: OPS })).response;
  },
  command: async (slack) => (await slack.asUser(ANNA).runs("/workflow", { channel: OPS })).response,
  view: async (slack) => {
    await openForm(slack);
    return (await slack.asUser(ANNA).submits({})).response;
  },
  shortcut: async (slack) => (await slack.asUser(ANNA).shortcut("start_workflow")).response,
  function: async (slack) => (await slack.runFunction("complete_step")).response,
};

const gate = () => {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

const givenWork = async (mode: Mode, work: Work, ackTimeoutMs = 3000): Promise<SlackStandIn> => {
  const slack = await givenSlack({ ackTimeoutMs, redeliverAfterMs: [60_000, 60_000, 60_000] });
  await givenReception(slack, mode, (app) => {
    bindAll(app, work);
    app.shortcut("open_form", async ({ ack }) => await ack());
  });
  return slack;
};

describe.each(["http", "socket"] as const)("over %s", (mode) => {
  it.each(KINDS)("acknowledges a %s only after the commit", async (kind) => {
    const commit = gate();
    const reached = gate();
    let isAcknowledged = false;
    const slack = await givenWork(mode, async () => {
      reached.open();
      await commit.opened;
      expect(isAcknowledged).toBe(false);
    });
    const sent = SEND[kind](slack).then((acknowledgement) => {
      isAcknowledged = true;
      return acknowledgement;
    });
    await reached.opened;
    // A round trip to Slack and back: an early acknowledgement would have arrived with it.
    await call(slack, "auth.test", {});
    commit.open();
    expect(await sent).toMatchObject({ ok: true, via: mode });
  });

  it.each(KINDS)("does not acknowledge a %s whose commit failed, so that nothing is lost in silence", async (kind) => {
    const slack = await givenWork(
      mode,
      async () => {
        throw new Error("the database is down");
      },
      mode === "socket" ? 300 : 3000,
    );
    expect(await SEND[kind](slack)).toMatchObject({ ok: false });
  });

  it("gives the answer with the acknowledgement, after the commit", async () => {
    const slack = await givenWork(mode, async () => {});
    expect(JSON.stringify((await SEND.command(slack)).body)).toContain("taken");
    expect((await SEND.view(slack)).body).toEqual({ response_action: "errors", errors: { why: "Say more" } });
  });

  it("is sent an event again that was not acknowledged, and takes it then", async () => {
    const tries: string[] = [];
    const slack = await givenSlack({ ackTimeoutMs: 300, redeliverAfterMs: [0, 0, 0] });
    await givenReception(slack, mode, (app) => {
      app.event("app_mention", async ({ body }) => {
        tries.push(body.event_id);
        if (tries.length === 1) throw new Error("the database is down");
      });
    });
    await SEND.event(slack);
    await slack.settled();
    expect(tries).toHaveLength(2);
    expect(new Set(tries).size).toBe(1);
  });
});

describe("a request over HTTP", () => {
  const post = async (url: string, secret: string, skewS: number, tamper = ""): Promise<number> => {
    const body = "command=%2Fworkflow&text=x&team_id=T&user_id=U&channel_id=C&trigger_id=1";
    const timestamp = Math.floor(Date.now() / 1000) + skewS;
    const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(timestamp),
      "x-slack-signature": signature,
    };
    return (await fetch(url, { method: "POST", headers, body: body + tamper })).status;
  };

  const given = async () => {
    const slack = await givenSlack();
    let heard = 0;
    const url = await givenReception(slack, "http", (app) => {
      app.command("/workflow", async ({ ack }) => {
        heard += 1;
        await ack();
      });
    });
    return { slack, url, heard: () => heard };
  };

  it("is taken within five minutes of its time", async () => {
    const { slack, url, heard } = await given();
    expect([await post(url, slack.signingSecret, 0), await post(url, slack.signingSecret, -290), heard()]).toEqual([200, 200, 2]);
  });

  it.each([
    ["older than five minutes", -310, "", undefined],
    ["from the future", 310, "", undefined],
    ["changed on its way", 0, "&x=1", undefined],
    ["signed with another secret", 0, "", "another secret"],
  ])("is refused when it is %s, before anybody hears it", async (_what, skew, tamper, secret) => {
    const { slack, url, heard } = await given();
    expect([await post(url, secret ?? slack.signingSecret, skew, tamper), heard()]).toEqual([401, 0]);
  });

  it("is refused without a time", async () => {
    const { url, heard } = await given();
    expect([(await fetch(url, { method: "POST", body: "x" })).status, heard()]).toEqual([401, 0]);
  });
});
