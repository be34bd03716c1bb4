import { describe, expect, it } from "vitest";
import { actions, button, section } from "../support/blocks.ts";
import { ANNA, BEN, caller, givenSlack, OPS, standingClock } from "../support/given.ts";

describe("chat.postMessage", () => {
  it("says why it does not post: no such channel, not in it, archived, nothing to say, too much to say", async () => {
    const slack = await givenSlack();
    slack.addChannel({ id: "COUT", name: "out", bot: false });
    slack.addChannel({ id: "CHID", name: "hidden", isPrivate: true, bot: false });
    slack.addChannel({ id: "COLD", name: "old", archived: true });
    const post = (args: Record<string, unknown>) => caller(slack)("chat.postMessage", args);
    expect(await post({ channel: "CNONE", text: "x" })).toMatchObject({ error: "channel_not_found" });
    expect(await post({ channel: "CHID", text: "x" })).toMatchObject({ error: "channel_not_found" });
    expect(await post({ channel: "COUT", text: "x" })).toMatchObject({ error: "not_in_channel" });
    expect(await post({ channel: "COLD", text: "x" })).toMatchObject({ error: "is_archived" });
    expect(await post({ channel: OPS })).toMatchObject({ error: "no_text" });
    expect(await post({ channel: OPS, text: "x".repeat(40_001) })).toMatchObject({ error: "msg_too_long" });
    expect(await post({ channel: OPS, text: "x", thread_ts: "1.1" })).toMatchObject({ error: "thread_not_found" });
  });

  it("gives each message a time of its own that only rises, even when the clock goes back", async () => {
    const clock = standingClock();
    const slack = await givenSlack({ clock });
    const post = async (): Promise<string> => String((await caller(slack)("chat.postMessage", { channel: OPS, text: "x" })).ts);
    const first = await post();
    expect(first).toBe(`${clock.now() / 1000}.000000`);
    const second = await post();
    clock.pass(-60_000);
    const third = await post();
    expect([first, second, third]).toEqual([...new Set([first, second, third])].sort());
  });

  it("writes to a person by their id, in the direct message that only the two see", async () => {
    const slack = await givenSlack();
    const { channel } = await caller(slack)("chat.postMessage", { channel: ANNA, text: "psst" });
    expect(String(channel)).toMatch(/^D/);
    expect(slack.asUser(ANNA).dm).toBe(channel);
    expect(slack.asUser(ANNA).sees(String(channel))).toMatchObject([{ text: "psst" }]);
    expect(() => slack.asUser(BEN).sees(String(channel))).toThrow("UBEN is not in");
    expect(await caller(slack)("chat.postMessage", { channel: slack.app.botUserId, text: "me" })).toMatchObject({ error: "cannot_dm_bot" });
  });

  it("does not write to a person who left, by their id or in the old direct message", async () => {
    const slack = await givenSlack();
    const { channel } = await caller(slack)("chat.postMessage", { channel: ANNA, text: "psst" });
    slack.changeUser(ANNA, { deleted: true });
    expect(await caller(slack)("chat.postMessage", { channel, text: "still there?" })).toMatchObject({ error: "is_archived" });
    expect(await caller(slack)("chat.postMessage", { channel: ANNA, text: "still there?" })).toMatchObject({ error: "is_archived" });
  });

  it("refuses blocks by Slack's rules, naming the place", async () => {
    const slack = await givenSlack();
    const answer = await caller(slack)("chat.postMessage", { channel: OPS, text: "x", blocks: [section("y".repeat(3001))] });
    expect(answer).toMatchObject({
      error: "invalid_blocks",
      response_metadata: { messages: ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"] },
    });
    expect(await caller(slack)("chat.postMessage", { channel: OPS, blocks: "[" })).toMatchObject({ error: "invalid_blocks_format" });
    expect(slack.messages(OPS)).toEqual([]);
  });

  it("takes metadata only in its form and returns it only to who asks", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    expect(await call("chat.postMessage", { channel: OPS, text: "x", metadata: { event_type: "k" } })).toMatchObject({
      error: "invalid_metadata_format",
    });
    const metadata = { event_type: "k", event_payload: { k: "1" } };
    const { ts } = await call("chat.postMessage", { channel: OPS, text: "x", metadata });
    const plain = await call("conversations.history", { channel: OPS });
    const whole = await call("conversations.replies", { channel: OPS, ts, include_all_metadata: true });
    expect((plain.messages as unknown[])[0]).not.toHaveProperty("metadata");
    expect(whole.messages).toMatchObject([{ metadata }]);
  });

  it("names every block and element that the app left unnamed", async () => {
    const slack = await givenSlack();
    await caller(slack)("chat.postMessage", {
      channel: OPS,
      blocks: [{ type: "divider" }, actions({ type: "button", text: { type: "plain_text", text: "Go" } })],
    });
    const [message] = slack.messages(OPS);
    expect(message!.blocks).toMatchObject([{ block_id: expect.any(String) }, { elements: [{ action_id: expect.any(String) }] }]);
  });

  it("checks the blocks of an attachment, too", async () => {
    const slack = await givenSlack();
    const post = (blocks: Record<string, unknown>[]) =>
      caller(slack)("chat.postMessage", { channel: OPS, attachments: [{ color: "#f00", blocks }] });
    expect(await post([{ type: "shout" }])).toMatchObject({ error: "invalid_blocks" });
    expect(await post([section("late")])).toMatchObject({ ok: true });
  });

  it("refuses the blocks that the workspace does not take yet", async () => {
    const slack = await givenSlack({ refusedBlocks: ["plan", "task_card"] });
    const answer = await caller(slack)("chat.postMessage", {
      channel: OPS,
      text: "x",
      blocks: [{ type: "plan", title: "Acme", tasks: [] }],
    });
    expect(answer).toMatchObject({ error: "invalid_blocks", errors: ["unsupported type: plan [json-pointer:/blocks/0/type]"] });
  });
});

describe("changing and deleting", () => {
  it("edits the app's own message, marks it edited, and keeps what was not given", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const metadata = { event_type: "k", event_payload: {} };
    const { ts } = await call("chat.postMessage", { channel: OPS, text: "one", blocks: [actions(button("go", "Go"))], metadata });
    expect(await call("chat.update", { channel: OPS, ts, text: "two" })).toMatchObject({ ok: true, text: "two" });
    expect(slack.messages(OPS)).toMatchObject([
      { text: "two", blocks: [{ type: "actions" }], metadata, edited: { user: slack.app.botUserId } },
    ]);
    await call("chat.update", { channel: OPS, ts, text: "three", blocks: [], metadata: {} });
    expect(slack.messages(OPS)[0]).toMatchObject({ blocks: [] });
    expect(slack.messages(OPS)[0]).not.toHaveProperty("metadata");
  });

  it("leaves what others wrote alone", async () => {
    const slack = await givenSlack();
    const { message } = await slack.asUser(ANNA).types("mine", { channel: OPS });
    const call = caller(slack);
    expect(await call("chat.update", { channel: OPS, ts: message!.ts, text: "yours" })).toMatchObject({ error: "cant_update_message" });
    expect(await call("chat.delete", { channel: OPS, ts: message!.ts })).toMatchObject({ error: "cant_delete_message" });
    expect(await call("chat.update", { channel: OPS, ts: "1.1", text: "x" })).toMatchObject({ error: "message_not_found" });
    expect(await call("chat.update", { channel: OPS, ts: message!.ts })).toMatchObject({ error: "cant_update_message" });
  });

  it("says no_text for an empty edit and msg_too_long for a long one", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const { ts } = await call("chat.postMessage", { channel: OPS, text: "one" });
    expect(await call("chat.update", { channel: OPS, ts })).toMatchObject({ error: "no_text" });
    expect(await call("chat.update", { channel: OPS, ts, text: "x".repeat(4001) })).toMatchObject({ error: "msg_too_long" });
  });

  it("deletes a message, and leaves a stone where a thread hangs on it", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const alone = await call("chat.postMessage", { channel: OPS, text: "alone" });
    const root = await call("chat.postMessage", { channel: OPS, text: "root" });
    await call("chat.postMessage", { channel: OPS, text: "reply", thread_ts: root.ts });
    await call("chat.delete", { channel: OPS, ts: alone.ts });
    await call("chat.delete", { channel: OPS, ts: root.ts });
    expect(slack.messages(OPS)).toMatchObject([{ subtype: "tombstone" }, { text: "reply" }]);
  });
});

describe("ephemerals and links", () => {
  it("shows an ephemeral to one member and keeps it out of the history", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    expect(await call("chat.postEphemeral", { channel: OPS, user: ANNA, text: "only you" })).toMatchObject({ ok: true });
    expect(slack.asUser(ANNA).sees(OPS)).toMatchObject([{ text: "only you", isEphemeral: true }]);
    expect(slack.asUser(BEN).sees(OPS)).toEqual([]);
    expect(await call("conversations.history", { channel: OPS })).toMatchObject({ messages: [] });
  });

  it("whispers to nobody outside the channel", async () => {
    const slack = await givenSlack();
    slack.addUser({ id: "UCARL", realName: "Carl" });
    const call = caller(slack);
    expect(await call("chat.postEphemeral", { channel: OPS, user: "UCARL", text: "x" })).toMatchObject({ error: "user_not_in_channel" });
    expect(await call("chat.postEphemeral", { channel: OPS, user: "UNONE", text: "x" })).toMatchObject({ error: "user_not_found" });
  });

  it("links to a message and to a reply in its thread", async () => {
    const slack = await givenSlack({ team: { id: "T1", domain: "acme" } });
    const call = caller(slack);
    const root = await call("chat.postMessage", { channel: OPS, text: "root" });
    const reply = await call("chat.postMessage", { channel: OPS, text: "reply", thread_ts: root.ts });
    const digits = String(root.ts).replace(".", "");
    expect((await call("chat.getPermalink", { channel: OPS, message_ts: root.ts })).permalink).toBe(
      `https://acme.slack.com/archives/${OPS}/p${digits}`,
    );
    expect((await call("chat.getPermalink", { channel: OPS, message_ts: reply.ts })).permalink).toContain(`?thread_ts=${root.ts}`);
    expect(await call("chat.getPermalink", { channel: OPS, message_ts: "1.1" })).toMatchObject({ error: "message_not_found" });
  });
});

describe("streams", () => {
  it("grows a message until it is stopped, and no longer", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const { ts: thread_ts } = await call("chat.postMessage", { channel: OPS, text: "root" });
    const { ts } = await call("chat.startStream", { channel: OPS, thread_ts, recipient_user_id: ANNA, markdown_text: "Acme " });
    await call("chat.appendStream", { channel: OPS, ts, chunks: [{ type: "markdown_text", text: "waits" }] });
    await call("chat.appendStream", { channel: OPS, ts, chunks: [{ type: "task_update", id: "1", title: "Look", status: "in_progress" }] });
    await call("chat.appendStream", { channel: OPS, ts, chunks: [{ type: "task_update", id: "1", title: "Look", status: "complete" }] });
    expect(await call("chat.stopStream", { channel: OPS, ts, markdown_text: " for SSO" })).toMatchObject({
      ok: true,
      message: { text: "Acme waits for SSO" },
    });
    expect(slack.messages(OPS)[1]).toMatchObject({ blocks: [{ type: "task_card", status: "complete" }] });
    expect(await call("chat.appendStream", { channel: OPS, ts, markdown_text: "x" })).toMatchObject({
      error: "message_not_in_streaming_state",
    });
  });
});
