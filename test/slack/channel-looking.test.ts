import { describe, expect, it } from "vitest";
import type { MessageRecord } from "../../src/application/ports/messages.ts";
import { stepKey } from "../support/builders.ts";
import { INSTANCE } from "../support/given.ts";
import { record } from "../support/memory-messages.ts";
import { CASE_CARD, CASES, type Given, givenChannel, NOTHING_ELSE, quietClient, toAnna } from "./support/given-channel.ts";

const POST = "chat.postMessage";
const attempted = (message: MessageRecord, at = Date.now()): MessageRecord => ({ ...message, attemptStartedAt: at });

/** The post is taken, and its answer is lost. */
const lost = async (message: MessageRecord, setup: Given = {}, also: readonly MessageRecord[] = []) => {
  const given = await givenChannel(setup);
  given.slack.faults.dropAnswer(POST);
  const others = also.map((each) => ({ message: each, file: given.file }));
  await given.channel.post(message, given.file, { ...NOTHING_ELSE, also: others });
  return given;
};

const reminder = (key: string): MessageRecord =>
  toAnna(key, { content: { kind: "reminder", step: stepKey("one"), pass: 1, id: "at-due", why: { rule: "steps.one.reminders" } } });

describe("looking for a post whose answer was lost", () => {
  it("finds the case card in its channel", async () => {
    const { slack, channel, file } = await lost(CASE_CARD);
    const found = await channel.look(attempted(CASE_CARD), file, undefined);
    expect(found).toEqual({ found: true, channel: CASES, threadTs: undefined, ts: slack.messages(CASES)[0]?.ts });
  });

  it("finds a message in the thread, however many replies came since", async () => {
    const { slack, channel, file, client } = await givenChannel();
    const root = await channel.post(CASE_CARD, file, NOTHING_ELSE);
    if (root.outcome !== "sent") throw new Error(root.reason);
    const thread = { channel: CASES, ts: root.ts };
    for (let n = 0; n < 210; n++) await client.chat.postMessage({ channel: CASES, thread_ts: root.ts, text: `reply ${n}` });
    const card = record(`${INSTANCE}:step:one`, { content: { kind: "step", step: stepKey("one"), pass: 1 } });
    slack.faults.dropAnswer(POST);
    await channel.post(card, file, { ...NOTHING_ELSE, thread });
    expect(await channel.look(attempted(card), file, thread)).toMatchObject({ found: true, threadTs: root.ts });
  });

  it("finds each of a bundle's reminders in the one message", async () => {
    const { slack, channel, file } = await lost(reminder("r1"), {}, [reminder("r2")]);
    const [sent] = slack.messages(slack.asUser("UANNA").dm);
    for (const key of ["r1", "r2"]) expect(await channel.look(attempted(reminder(key)), file, undefined)).toMatchObject({ ts: sent?.ts });
    expect(await channel.look(attempted(reminder("r3")), file, undefined)).toEqual({ found: false });
  });

  it("reads from a minute before the attempt, since clocks differ, and no further", async () => {
    const { channel, file } = await lost(CASE_CARD);
    expect(await channel.look(attempted(CASE_CARD, Date.now() + 50_000), file, undefined)).toMatchObject({ found: true });
    expect(await channel.look(attempted(CASE_CARD, Date.now() + 70_000), file, undefined)).toEqual({ found: false });
  });

  it("does not take somebody else's message for ours, though it bears our mark", async () => {
    const { slack, channel, file } = await lost(CASE_CARD, { appId: "ANOTHER" });
    expect(slack.messages(CASES)).toHaveLength(1);
    expect(await channel.look(attempted(CASE_CARD), file, undefined)).toEqual({ found: false });
  });

  it("does not take our message for this one without its mark, or with one made by another secret", async () => {
    const { slack, file, client } = await lost(CASE_CARD);
    await client.chat.postMessage({
      channel: CASES,
      text: "by hand",
      metadata: { event_type: "coxswain_message", event_payload: { k: "0" } },
    });
    const { channel } = await givenChannel({ slack, markerSecret: "another" });
    expect(await channel.look(attempted(CASE_CARD), file, undefined)).toEqual({ found: false });
  });

  it("cannot look without the scope for it", async () => {
    const { channel, file, slack } = await givenChannel({ standIn: { app: { scopes: ["chat:write", "channels:read", "im:write"] } } });
    expect(await channel.look(attempted(CASE_CARD), file, undefined)).toEqual({ found: "cannot-look" });
    expect(slack.log.at(-1)).toMatchObject({ method: "conversations.history", response: { error: "missing_scope" } });
  });

  it("cannot look where Slack lets it read once a minute", async () => {
    const { channel, file, slack } = await givenChannel();
    slack.faults.rateLimit("conversations.history", 60);
    expect(await channel.look(attempted(CASE_CARD), file, undefined)).toEqual({ found: "cannot-look" });
  });

  it("looks later when Slack is out of reach or asks for a moment", async () => {
    const { channel, file, slack } = await givenChannel();
    slack.faults.rateLimit("conversations.history", 1);
    expect(await channel.look(attempted(CASE_CARD), file, undefined)).toMatchObject({ found: "later", retryAfterMs: 1 });
    slack.faults.serverError("*");
    expect(await channel.look(attempted({ ...CASE_CARD, key: "b" }), file, undefined)).toMatchObject({ found: "later" });
  });
});

describe("the SDK's own retries", () => {
  it("would post twice when an answer is lost, which is why ours are off", async () => {
    const { slack, client } = await givenChannel();
    const stock = quietClient(slack, { retryConfig: { retries: 1, minTimeout: 0, maxTimeout: 1 } });
    slack.faults.dropAnswer(POST);
    await stock.chat.postMessage({ channel: CASES, text: "stock" });
    slack.faults.dropAnswer(POST);
    await expect(client.chat.postMessage({ channel: CASES, text: "ours" })).rejects.toThrow();
    expect(slack.messages(CASES).map(({ text }) => text)).toEqual(["stock", "stock", "ours"]);
  });
});
