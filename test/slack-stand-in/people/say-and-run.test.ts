import { describe, expect, it } from "vitest";
import { section } from "../support/blocks.ts";
import { ANNA, BEN, OPS } from "../support/given.ts";
import { givenPeople as given } from "../support/given-people.ts";

describe("talking", () => {
  it("is a message.im to the app in a direct message, where a mention is nothing special", async () => {
    const { anna, app, slack } = await given();
    await anna.types(`<@${slack.app.botUserId}> done`);
    expect(app.heard.map(({ payload }) => payload.event)).toMatchObject([
      { type: "message", channel_type: "im", channel: anna.dm, user: ANNA },
    ]);
  });

  it("carries the thread, and who began it", async () => {
    const { anna, app, slack } = await given();
    const { message } = await slack.asUser(BEN).types("root", { channel: OPS });
    await anna.types("reply", { channel: OPS, threadTs: message!.ts });
    expect(app.heard.at(-1)!.payload.event).toMatchObject({ thread_ts: message!.ts, parent_user_id: BEN, text: "reply" });
    expect(anna.sees(OPS)).toHaveLength(1);
    expect(anna.sees(OPS, { thread: message!.ts })).toHaveLength(2);
  });

  it("names people and channels by their ids, as rich text, too", async () => {
    const { anna, app } = await given();
    await anna.types(`<@${BEN}>, see <#${OPS}|ops>.`, { channel: OPS });
    const elements = [
      { type: "user", user_id: BEN },
      { type: "text", text: ", see " },
      { type: "channel", channel_id: OPS },
      { type: "text", text: "." },
    ];
    expect(app.heard.at(-1)!.payload.event).toMatchObject({
      text: `<@${BEN}>, see <#${OPS}|ops>.`,
      blocks: [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }],
    });
  });

  it("can be taken back or put differently", async () => {
    const { anna, ben, app, slack } = await given();
    const { message } = await anna.types("done", { channel: OPS });
    await anna.edits(message!, "not done");
    expect(app.heard.at(-1)!.payload.event).toMatchObject({
      subtype: "message_changed",
      message: { text: "not done", edited: { user: ANNA } },
      previous_message: { text: "done" },
    });
    await expect(ben.erases(message!)).rejects.toThrow("UBEN did not write");
    await anna.erases(message!);
    expect(app.heard.at(-1)!.payload.event).toMatchObject({ subtype: "message_deleted", deleted_ts: message!.ts });
    expect(slack.messages(OPS)).toEqual([]);
  });

  it("is impossible where one is not, where it is archived, and for who has left", async () => {
    const { anna, slack } = await given();
    slack.addChannel({ id: "COUT", name: "out" });
    await expect(anna.types("x", { channel: "COUT" })).rejects.toThrow("is not in out");
    slack.changeChannel(OPS, { isArchived: true });
    await expect(anna.types("x", { channel: OPS })).rejects.toThrow("archived");
    slack.changeUser(BEN, { deleted: true });
    expect(() => slack.asUser(BEN)).toThrow("has left");
  });
});

describe("commands and shortcuts", () => {
  it("sends a command with its words, its place and its person", async () => {
    const { anna, app } = await given();
    await anna.runs("/workflow start onboarding  customer=Acme", { channel: OPS });
    expect(app.heard.at(-1)!.payload).toMatchObject({
      command: "/workflow",
      text: "start onboarding  customer=Acme",
      user_id: ANNA,
      user_name: "anna.berg",
      channel_id: OPS,
      channel_name: "ops",
      trigger_id: expect.any(String),
      response_url: expect.any(String),
    });
  });

  it("has no commands in threads, and none that the app does not have", async () => {
    const { anna } = await given();
    await expect(anna.runs("/workflow", { channel: OPS, threadTs: "1.1" })).rejects.toThrow(
      "/workflow is not supported in threads. Sorry!",
    );
    await expect(anna.runs("/other", { channel: OPS })).rejects.toThrow("/other is not a valid command");
  });

  it("opens App Home with the view that is there", async () => {
    const { anna, app, call } = await given();
    await anna.opensHome();
    expect(app.heard.at(-1)!.payload.event).toMatchObject({ type: "app_home_opened", tab: "home", user: ANNA, channel: anna.dm });
    await call("views.publish", { user_id: ANNA, view: { type: "home", blocks: [section("hi")] } });
    await anna.opensHome();
    expect(app.heard.at(-1)!.payload.event).toMatchObject({ view: { type: "home" } });
    await anna.opensHome("messages");
    expect(app.heard.at(-1)!.payload.event).toMatchObject({ tab: "messages" });
  });

  it("opens the agent pane on a thread of its own, with the channel that is looked at", async () => {
    const { anna, app, slack } = await given();
    const { message } = await anna.opensAssistant({ lookingAt: OPS });
    expect(app.heard.at(-1)!.payload.event).toMatchObject({
      type: "assistant_thread_started",
      assistant_thread: {
        user_id: ANNA,
        channel_id: anna.dm,
        thread_ts: message!.ts,
        context: { channel_id: OPS, team_id: slack.team.id },
      },
    });
    await anna.types("what is stuck?", { threadTs: message!.ts });
    expect(app.heard.at(-1)!.payload.event).toMatchObject({ channel_type: "im", thread_ts: message!.ts });
  });

  it("sends a message shortcut with its message", async () => {
    const { anna, last } = await given();
    const { message } = await anna.types("signed", { channel: OPS });
    await anna.messageShortcut("add_to_case", message!);
    expect(last()).toMatchObject({
      type: "message_action",
      callback_id: "add_to_case",
      message_ts: message!.ts,
      message: { text: "signed" },
      channel: { id: OPS },
    });
  });
});
