import { describe, expect, it } from "vitest";
import { ANNA, type Answer, BEN, caller, givenSlack, OPS } from "../support/given.ts";

const texts = (answer: Answer): unknown[] => (answer.messages as { text: string }[]).map(({ text }) => text);

const cursorOf = (answer: Answer): string => (answer.response_metadata as { next_cursor: string }).next_cursor;

describe("reading conversations", () => {
  it("gives the history newest first, without the replies, page by page", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const root = await call("chat.postMessage", { channel: OPS, text: "one" });
    await call("chat.postMessage", { channel: OPS, text: "reply", thread_ts: root.ts });
    await call("chat.postMessage", { channel: OPS, text: "two" });
    await call("chat.postMessage", { channel: OPS, text: "three" });
    const first = await call("conversations.history", { channel: OPS, limit: 2 });
    expect([texts(first), first.has_more]).toEqual([["three", "two"], true]);
    const second = await call("conversations.history", { channel: OPS, limit: 2, cursor: cursorOf(first) });
    expect([texts(second), second.has_more, cursorOf(second)]).toEqual([["one"], false, ""]);
    expect(second.messages).toMatchObject([{ reply_count: 1, thread_ts: root.ts }]);
    expect(await call("conversations.history", { channel: OPS, cursor: "nonsense" })).toMatchObject({ error: "invalid_cursor" });
  });

  it("bounds the history by oldest and latest, the bounds included only when asked", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const [one, , three] = [
      await call("chat.postMessage", { channel: OPS, text: "one" }),
      await call("chat.postMessage", { channel: OPS, text: "two" }),
      await call("chat.postMessage", { channel: OPS, text: "three" }),
    ];
    const bounds = { channel: OPS, oldest: one.ts, latest: three.ts };
    expect(texts(await call("conversations.history", bounds))).toEqual(["two"]);
    expect(texts(await call("conversations.history", { ...bounds, inclusive: true }))).toEqual(["three", "two", "one"]);
  });

  it("gives a thread oldest first under its root, asked by the root or by a reply", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const root = await call("chat.postMessage", { channel: OPS, text: "root" });
    const first = await call("chat.postMessage", { channel: OPS, text: "a", thread_ts: root.ts });
    await call("chat.postMessage", { channel: OPS, text: "b", thread_ts: first.ts });
    const whole = await call("conversations.replies", { channel: OPS, ts: root.ts });
    expect(texts(whole)).toEqual(["root", "a", "b"]);
    expect(whole.messages).toMatchObject([{ reply_count: 2 }, {}, { thread_ts: root.ts }]);
    expect(texts(await call("conversations.replies", { channel: OPS, ts: first.ts }))).toEqual(["root", "a", "b"]);
    const page = await call("conversations.replies", { channel: OPS, ts: root.ts, limit: 2 });
    expect(texts(await call("conversations.replies", { channel: OPS, ts: root.ts, limit: 2, cursor: cursorOf(page) }))).toEqual(["b"]);
    expect(texts(await call("conversations.replies", { channel: OPS, ts: root.ts, oldest: first.ts }))).toEqual(["root", "b"]);
    expect(await call("conversations.replies", { channel: OPS, ts: "1.1" })).toMatchObject({ error: "thread_not_found" });
  });

  it("shows a broadcast reply in the channel, too", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const root = await call("chat.postMessage", { channel: OPS, text: "root" });
    await call("chat.postMessage", { channel: OPS, text: "loud", thread_ts: root.ts, reply_broadcast: true });
    expect(texts(await call("conversations.history", { channel: OPS }))).toEqual(["loud", "root"]);
  });

  it("reads nothing where the bot is not", async () => {
    const slack = await givenSlack();
    slack.addChannel({ id: "COUT", name: "out", bot: false });
    expect(await caller(slack)("conversations.history", { channel: "COUT" })).toMatchObject({ error: "not_in_channel" });
  });
});

describe("managing conversations", () => {
  it("opens one direct message with a person, and not with bots, strangers or those who left", async () => {
    const slack = await givenSlack();
    slack.addUser({ id: "UGONE", realName: "Gone", deleted: true });
    const call = caller(slack);
    const first = await call("conversations.open", { users: ANNA });
    const again = await call("conversations.open", { users: ANNA, return_im: true });
    expect(again).toMatchObject({ already_open: true, channel: { id: (first.channel as { id: string }).id, is_im: true, user: ANNA } });
    expect(await call("conversations.open", {})).toMatchObject({ error: "users_list_not_supplied" });
    expect(await call("conversations.open", { users: slack.app.botUserId })).toMatchObject({ error: "cannot_dm_bot" });
    expect(await call("conversations.open", { users: "UNONE" })).toMatchObject({ error: "user_not_found" });
    expect(await call("conversations.open", { users: "UGONE" })).toMatchObject({ error: "user_disabled" });
    const group = await call("conversations.open", { users: [ANNA, BEN] });
    expect(await call("conversations.info", { channel: (group.channel as { id: string }).id })).toMatchObject({
      channel: { is_mpim: true },
    });
  });

  it("lists the channels of the kinds asked for, and never a private one from outside", async () => {
    const slack = await givenSlack();
    slack.addChannel({ id: "CHID", name: "hidden", isPrivate: true, bot: false });
    slack.addChannel({ id: "CPRI", name: "private", isPrivate: true });
    slack.addChannel({ id: "COLD", name: "old", archived: true });
    const ids = async (args: Record<string, unknown>): Promise<unknown> =>
      ((await caller(slack)("conversations.list", args)).channels as { id: string }[]).map(({ id }) => id);
    expect(await ids({ types: "public_channel,private_channel" })).toEqual([OPS, "CPRI", "COLD"]);
    expect(await ids({ exclude_archived: true })).toEqual([OPS]);
    expect(await caller(slack)("conversations.info", { channel: "CHID" })).toMatchObject({ error: "channel_not_found" });
  });

  it("creates, joins, invites and archives by Slack's rules", async () => {
    const slack = await givenSlack();
    slack.addChannel({ id: "COUT", name: "out", bot: false });
    const call = caller(slack);
    expect(await call("conversations.create", { name: "Not A Name" })).toMatchObject({ error: "invalid_name_specials" });
    expect(await call("conversations.create", { name: "ops" })).toMatchObject({ error: "name_taken" });
    const created = await call("conversations.create", { name: "acme" });
    const { id } = created.channel as { id: string };
    expect(await call("conversations.invite", { channel: id, users: ANNA })).toMatchObject({ ok: true });
    expect(await call("conversations.invite", { channel: id, users: ANNA })).toMatchObject({ error: "already_in_channel" });
    expect(await call("conversations.members", { channel: id })).toMatchObject({ members: [slack.app.botUserId, ANNA] });
    expect(await call("conversations.join", { channel: "COUT" })).toMatchObject({ channel: { is_member: true } });
    expect(await call("conversations.archive", { channel: id })).toMatchObject({ ok: true });
    expect(await call("conversations.archive", { channel: id })).toMatchObject({ error: "already_archived" });
    expect(await call("conversations.invite", { channel: id, users: BEN })).toMatchObject({ error: "is_archived" });
  });
});

describe("people", () => {
  it("gives a person's zone, offset, status and address", async () => {
    const slack = await givenSlack({ clock: { now: () => Date.UTC(2026, 6, 1) } });
    const call = caller(slack);
    expect(await call("users.info", { user: ANNA })).toMatchObject({
      user: {
        real_name: "Anna Berg",
        tz: "Europe/Berlin",
        tz_offset: 7200,
        profile: { email: "anna@acme.example", status_text: "In Rome", status_emoji: ":palm_tree:" },
      },
    });
    expect(await call("users.info", { user: BEN })).toMatchObject({ user: { tz_offset: -14_400 } });
    expect(await call("users.info", { user: "UNONE" })).toMatchObject({ error: "user_not_found" });
    expect(await call("users.profile.get", { user: ANNA })).toMatchObject({ profile: { status_text: "In Rome" } });
  });

  it("finds a person by address in any case, but not one who left", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    expect(await call("users.lookupByEmail", { email: "ANNA@acme.example" })).toMatchObject({ user: { id: ANNA } });
    slack.changeUser(ANNA, { deleted: true });
    expect(await call("users.lookupByEmail", { email: "anna@acme.example" })).toMatchObject({ error: "users_not_found" });
    expect(await call("users.info", { user: ANNA })).toMatchObject({ user: { deleted: true } });
  });

  it("lists everybody page by page", async () => {
    const slack = await givenSlack();
    const first = await caller(slack)("users.list", { limit: 2 });
    const second = await caller(slack)("users.list", { limit: 2, cursor: cursorOf(first) });
    expect([...(first.members as { id: string }[]), ...(second.members as { id: string }[])].map(({ id }) => id)).toEqual([
      slack.app.botUserId,
      ANNA,
      BEN,
    ]);
  });
});

describe("reactions, functions and the agent pane", () => {
  it("puts a reaction on a message once", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const { ts } = await call("chat.postMessage", { channel: OPS, text: "x" });
    const at = { channel: OPS, timestamp: ts, name: "eyes" };
    expect(await call("reactions.add", at)).toMatchObject({ ok: true });
    expect(await call("reactions.add", at)).toMatchObject({ error: "already_reacted" });
    await slack.asUser(ANNA).reacts(":eyes:", { channel: OPS, ts: String(ts) });
    expect(slack.messages(OPS)[0]!.reactions).toEqual([{ name: "eyes", users: [slack.app.botUserId, ANNA], count: 2 }]);
    expect(await call("reactions.remove", at)).toMatchObject({ ok: true });
    expect(await call("reactions.remove", at)).toMatchObject({ error: "no_reaction" });
    expect(await call("reactions.add", { ...at, timestamp: "1.1" })).toMatchObject({ error: "message_not_found" });
  });

  it("ends a custom step once, with its result or with its error", async () => {
    const slack = await givenSlack();
    const call = caller(slack);
    const { execution } = await slack.runFunction("approve");
    const id = { function_execution_id: execution.id };
    expect(await call("functions.completeError", { ...id, error: "no approver" })).toMatchObject({ ok: true });
    expect(execution).toMatchObject({ status: "failed", error: "no approver" });
    expect(await call("functions.completeSuccess", { ...id, outputs: {} })).toMatchObject({ error: "function_execution_already_ended" });
    expect(await call("functions.completeSuccess", { function_execution_id: "Fx0", outputs: {} })).toMatchObject({
      error: "function_execution_not_found",
    });
  });

  it("takes what the agent pane shows", async () => {
    const slack = await givenSlack();
    const { message } = await slack.asUser(ANNA).types("what is stuck?");
    const thread = { channel_id: slack.asUser(ANNA).dm, thread_ts: message!.ts };
    const call = caller(slack);
    expect(await call("assistant.threads.setStatus", { ...thread, status: "is looking" })).toMatchObject({ ok: true });
    expect(await call("assistant.threads.setStatus", thread)).toMatchObject({ error: "invalid_arguments" });
    expect(await call("assistant.threads.setSuggestedPrompts", { ...thread, prompts: [] })).toMatchObject({ error: "invalid_arguments" });
  });
});
