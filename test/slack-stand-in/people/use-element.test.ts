import { describe, expect, it } from "vitest";
import type { Json } from "../../../src/slack-stand-in/json.ts";
import { actions, button, input, modal, mrkdwn, plain, section } from "../support/blocks.ts";
import { ANNA, BEN, OPS } from "../support/given.ts";
import { givenPeople as given } from "../support/given-people.ts";

describe("a click", () => {
  it("carries the message, the channel, the person, a trigger and the button as it stands there", async () => {
    const { anna, say, last, slack } = await given();
    const ts = await say([{ ...actions(button("done", "Done", { value: "step-7", style: "primary" })), block_id: "acts" }]);
    await anna.clicks("Done", { in: { channel: OPS, ts } });
    expect(last()).toMatchObject({
      type: "block_actions",
      user: { id: ANNA, username: "anna.berg", team_id: slack.team.id },
      api_app_id: slack.app.id,
      container: { type: "message", message_ts: ts, channel_id: OPS, is_ephemeral: false },
      channel: { id: OPS, name: "ops" },
      message: { ts, text: "card", bot_id: slack.app.botId },
      trigger_id: expect.any(String),
      response_url: expect.stringContaining("http://127.0.0.1"),
      actions: [
        { type: "button", action_id: "done", block_id: "acts", value: "step-7", text: plain("Done"), action_ts: expect.any(String) },
      ],
    });
  });

  it("finds accessories, menus, feedback, cards and inputs in messages", async () => {
    const { anna, say, last } = await given();
    const option = (text: string, value: string): Json => ({ text: plain(text), value });
    await say([
      section("one", {
        accessory: { type: "overflow", action_id: "more", options: [option("Details", "details"), option("Not mine", "return")] },
      }),
      {
        type: "context_actions",
        elements: [
          {
            type: "feedback_buttons",
            action_id: "fb",
            positive_button: { text: plain("Good"), value: "+" },
            negative_button: { text: plain("Bad"), value: "-" },
          },
          { type: "icon_button", action_id: "bin", icon: "trash", text: plain("Remove"), visible_to_user_ids: [ANNA] },
        ],
      },
      { type: "card", title: mrkdwn("Card"), actions: [button("in_card", "Take it")] },
    ]);
    await anna.clicks("Not mine");
    expect(last().actions).toMatchObject([{ action_id: "more", type: "overflow", selected_option: { value: "return" } }]);
    await anna.clicks("Bad");
    expect(last().actions).toMatchObject([{ action_id: "fb", type: "feedback_buttons", value: "-" }]);
    await anna.clicks("Take it");
    expect(last().actions).toMatchObject([{ action_id: "in_card" }]);
    await anna.clicks("bin");
    expect(last().actions).toMatchObject([{ action_id: "bin", type: "icon_button" }]);
  });

  it("asks which, when several could be meant, and takes a value or a block for an answer", async () => {
    const { anna, say, last } = await given();
    await say([
      { ...actions(button("pick", "Pick", { value: "1" }), button("other", "Other")), block_id: "first" },
      { ...actions(button("pick", "Pick", { value: "2" })), block_id: "second" },
    ]);
    await expect(anna.clicks("Pick", { in: OPS })).rejects.toThrow("say blockId or value");
    await anna.clicks("Pick", { in: OPS, value: "2" });
    expect(last().actions).toMatchObject([{ block_id: "second" }]);
    await anna.clicks("Pick", { in: OPS, blockId: "first" });
    expect(last().actions).toMatchObject([{ block_id: "first" }]);
  });

  it("cannot be made on what is not there, or not there any more", async () => {
    const { anna, say, call, slack } = await given();
    const ts = await say([actions(button("done", "Done"))]);
    await expect(anna.clicks("Undo", { in: { channel: OPS, ts } })).rejects.toThrow('there is done "Done"');
    await call("chat.update", { channel: OPS, ts, text: "done", blocks: [] });
    await expect(anna.clicks("Done")).rejects.toThrow("UANNA sees no");
    slack.addUser({ id: "UCARL", realName: "Carl" });
    await expect(slack.asUser("UCARL").clicks("Done", { in: OPS })).rejects.toThrow("UCARL is not in ops");
  });

  it("takes the newest message of the channel that has the button", async () => {
    const { anna, say, last } = await given();
    await say([actions(button("done", "Done", { value: "old" }))]);
    const newest = await say([actions(button("done", "Done", { value: "new" }))]);
    await say([actions(button("other", "Other"))]);
    await anna.clicks("Done", { in: OPS });
    expect(last()).toMatchObject({ container: { message_ts: newest }, actions: [{ value: "new" }] });
  });

  it("works on an ephemeral, whose text Slack does not send back", async () => {
    const { anna, ben, call, last } = await given();
    await call("chat.postEphemeral", { channel: OPS, user: ANNA, text: "sure?", blocks: [actions(button("yes", "Yes"))] });
    await expect(ben.clicks("Yes")).rejects.toThrow();
    await anna.clicks("Yes");
    expect(last()).toMatchObject({ container: { is_ephemeral: true } });
    expect(last()).not.toHaveProperty("message");
  });

  it("works in a thread and in App Home", async () => {
    const { anna, say, call, last } = await given();
    const root = await say([section("root")]);
    await say([actions(button("go", "Go"))], { thread_ts: root });
    await anna.clicks("Go", { in: OPS });
    expect(last()).toMatchObject({ container: { thread_ts: root } });
    await call("views.publish", { user_id: ANNA, view: { type: "home", blocks: [actions(button("mine", "Mine"))] } });
    await anna.clicks("Mine", { in: "home" });
    expect(last()).toMatchObject({ container: { type: "view" }, view: { type: "home" } });
  });
});

describe("choosing", () => {
  it("sends selects and pickers with what was chosen, options by value or by text", async () => {
    const { anna, say, last } = await given();
    const options = [
      { text: plain("Berlin"), value: "b" },
      { text: plain("Rome"), value: "r" },
    ];
    await say([
      actions(
        { type: "static_select", action_id: "city", options },
        { type: "users_select", action_id: "who" },
        { type: "datepicker", action_id: "day" },
        { type: "multi_static_select", action_id: "cities", options },
        { type: "checkboxes", action_id: "ticks", options },
        { type: "timepicker", action_id: "time" },
      ),
    ]);
    const chosen = async (name: string, value: unknown): Promise<Json> => {
      await anna.selects(name, value);
      return (last().actions as Json[])[0]!;
    };
    expect(await chosen("city", "Rome")).toMatchObject({ selected_option: { value: "r" } });
    expect(await chosen("who", BEN)).toMatchObject({ type: "users_select", selected_user: BEN });
    expect(await chosen("day", "2026-03-01")).toMatchObject({ selected_date: "2026-03-01" });
    expect(await chosen("cities", ["b", "Rome"])).toMatchObject({ selected_options: [{ value: "b" }, { value: "r" }] });
    expect(await chosen("ticks", "b")).toMatchObject({ selected_options: [{ value: "b" }] });
    expect(await chosen("time", "09:30")).toMatchObject({ selected_time: "09:30" });
    await expect(anna.selects("city", "Paris")).rejects.toThrow("there are: b (Berlin), r (Rome)");
  });

  it("is told to the app from a form only when the input dispatches", async () => {
    const { anna, opened, app, last } = await given();
    await opened(
      modal([
        input("quiet", "Quiet", { type: "plain_text_input" }),
        input("loud", "Loud", { type: "plain_text_input" }, { dispatch_action: true }),
      ]),
    );
    const before = app.heard.length;
    await anna.selects("value", "a", { in: "modal", blockId: "quiet" });
    expect(app.heard).toHaveLength(before);
    await anna.selects("value", "b", { in: "modal", blockId: "loud" });
    expect(last()).toMatchObject({
      type: "block_actions",
      view: { state: { values: { quiet: { value: { value: "a" } }, loud: { value: { value: "b" } } } } },
    });
  });

  it("tells the app all that stands in the form by then, whatever is used in it", async () => {
    const { anna, opened, last } = await given();
    await opened(
      modal([
        input("name", "Name", { type: "plain_text_input" }),
        { ...actions(button("more", "More")), block_id: "row" },
        input("who", "Who", { type: "external_select", action_id: "owner", min_query_length: 0 }),
      ]),
    );
    await anna.clicks("More", { in: "modal", values: { name: "Acme" } });
    const filled = { values: { name: { value: { type: "plain_text_input", value: "Acme" } } } };
    expect(last()).toMatchObject({ type: "block_actions", view: { state: filled }, state: filled });
    await anna.searches("owner", "ir", { in: "modal", values: { name: "Acme Ltd" } });
    expect(last()).toMatchObject({ type: "block_suggestion", view: { state: { values: { name: { value: { value: "Acme Ltd" } } } } } });
  });

  it("keeps what was typed in a form that the app updates, where block and action stay the same", async () => {
    const { anna, opened, call } = await given();
    const typed = (actionId: string, more: Json = {}) => input("name", "Name", { type: "plain_text_input", action_id: actionId, ...more });
    await opened(modal([typed("first"), { ...actions(button("more", "More")), block_id: "row" }]));
    await anna.clicks("More", { in: "modal", values: { name: "Acme" } });
    const view_id = anna.modal()?.id;
    await call("views.update", { view_id, view: modal([typed("first", { initial_value: "Else" })]) });
    expect(anna.modal()?.state.values).toEqual({ name: { first: { type: "plain_text_input", value: "Acme" } } });
    await call("views.update", { view_id, view: modal([typed("second", { initial_value: "Else" })]) });
    expect(anna.modal()?.state.values).toEqual({ name: { second: { type: "plain_text_input", value: "Else" } } });
  });

  it("finds a button by its value where the view was drawn anew, and no other", async () => {
    const { anna, call, last } = await given();
    const publish = async (blockId: string) =>
      await call("views.publish", {
        user_id: ANNA,
        view: { type: "home", blocks: [{ ...actions(button("do", "Do", { value: "case-7" })), block_id: blockId }] },
      });
    await publish("new");
    await anna.clicks("do", { in: "home", blockId: "old", value: "case-7" });
    expect(last()).toMatchObject({ actions: [{ block_id: "new", value: "case-7" }] });
    await expect(anna.clicks("do", { in: "home", blockId: "old", value: "case-8" })).rejects.toThrow('there is no "do"');
    await expect(anna.clicks("do", { in: "home", blockId: "old" })).rejects.toThrow('there is no "do"');
  });

  it("begins at the conversation that the person was looking at, where the form says so", async () => {
    const { anna, say, call, last } = await given();
    await say([actions(button("go", "Go"))]);
    const where = (actionId: string, more: Json) =>
      input(actionId, "Where", { type: "conversations_select", action_id: actionId, default_to_current_conversation: true, ...more });
    const view = modal([
      where("here", {}),
      where("there", { initial_conversation: "CELSE" }),
      where("all", { type: "multi_conversations_select" }),
    ]);
    await anna.clicks("Go", { in: OPS });
    await call("views.open", { trigger_id: last().trigger_id, view });
    expect(anna.modal()?.state.values).toMatchObject({
      here: { here: { selected_conversation: OPS } },
      there: { there: { selected_conversation: "CELSE" } },
      all: { all: { selected_conversations: [OPS] } },
    });
    await anna.shortcut("open");
    await call("views.open", { trigger_id: last().trigger_id, view });
    expect(anna.modal()?.state.values).toMatchObject({ here: { here: { selected_conversation: null } } });
  });

  it("is refused to whom a button is not shown", async () => {
    const { anna, ben, say } = await given();
    const icon = { type: "icon_button", action_id: "drop", icon: "trash", text: plain("Drop"), visible_to_user_ids: [ANNA] };
    const ts = await say([{ type: "context_actions", elements: [icon] }]);
    await expect(ben.clicks("drop", { in: { channel: OPS, ts } })).rejects.toThrow(`"drop" is not shown to ${BEN}`);
    expect((await anna.clicks("drop", { in: { channel: OPS, ts } })).response.ok).toBe(true);
  });

  it("is refused with fields in a message, which has none", async () => {
    const { anna, say } = await given();
    await say([actions(button("go", "Go"))]);
    await expect(anna.clicks("Go", { values: { name: "Acme" } })).rejects.toThrow("a message has no fields");
  });
});
