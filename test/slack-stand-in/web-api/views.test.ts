import { describe, expect, it } from "vitest";
import { actions, button, input, modal, plain, section } from "../support/blocks.ts";
import { ANNA, BEN, caller, givenSlack, OPS, standingClock } from "../support/given.ts";
import { givenApp } from "../support/given-app.ts";

const text = { type: "plain_text_input" };

const given = async () => {
  const machineClock = standingClock();
  const slack = await givenSlack({ machineClock });
  const app = await givenApp(slack);
  const trigger = async (): Promise<string> => {
    await slack.asUser(ANNA).shortcut("start");
    return String(app.heard.at(-1)!.payload.trigger_id);
  };
  return { slack, app, call: caller(slack), trigger, machineClock };
};

describe("opening a modal", () => {
  it("takes a trigger once", async () => {
    const { call, trigger, slack } = await given();
    const trigger_id = await trigger();
    expect(await call("views.open", { trigger_id, view: modal([section("hi")]) })).toMatchObject({
      ok: true,
      view: { callback_id: "form" },
    });
    expect(await call("views.open", { trigger_id, view: modal([section("hi")]) })).toMatchObject({ error: "exchanged_trigger_id" });
    expect(slack.asUser(ANNA).modal()).toMatchObject({ title: plain("Form") });
    expect(slack.asUser(BEN).modal()).toBeUndefined();
  });

  it("takes a trigger for three seconds", async () => {
    const { call, trigger, machineClock } = await given();
    const [early, late] = [await trigger(), await trigger()];
    machineClock.pass(3000);
    expect(await call("views.open", { trigger_id: early, view: modal([section("hi")]) })).toMatchObject({ ok: true });
    machineClock.pass(1);
    expect(await call("views.open", { trigger_id: late, view: modal([section("hi")]) })).toMatchObject({ error: "expired_trigger_id" });
    expect(await call("views.open", { trigger_id: "1.2.x", view: modal([section("hi")]) })).toMatchObject({ error: "invalid_trigger_id" });
  });

  it("checks the view by Slack's rules, and says where", async () => {
    const { call, trigger } = await given();
    const trigger_id = await trigger();
    expect(await call("views.open", { trigger_id, view: modal([section("hi")], { title: plain("x".repeat(25)) }) })).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"] },
    });
    expect(await call("views.open", { trigger_id, view: modal([section("hi")], { private_metadata: "x".repeat(3001) }) })).toMatchObject({
      error: "invalid_arguments",
    });
    expect(await call("views.open", { trigger_id, view: { type: "home", blocks: [] } })).toMatchObject({ error: "invalid_arguments" });
    expect(await call("views.open", { trigger_id })).toMatchObject({ error: "invalid_arguments" });
    const noSubmit = modal([input("b", "Name", text)]);
    delete noSubmit.submit;
    expect(await call("views.open", { trigger_id, view: noSubmit })).toMatchObject({ error: "invalid_arguments" });
  });

  it("keeps an external id for one view", async () => {
    const { call, trigger } = await given();
    const view = modal([section("hi")], { external_id: "case-1" });
    await call("views.open", { trigger_id: await trigger(), view });
    expect(await call("views.open", { trigger_id: await trigger(), view })).toMatchObject({ error: "duplicate_external_id" });
    expect(await call("views.update", { external_id: "case-1", view: modal([section("new")], { external_id: "case-1" }) })).toMatchObject({
      ok: true,
    });
  });
});

describe("changing a modal", () => {
  it("updates by id, keeps what was typed, and refuses an old hash", async () => {
    const { call, trigger, slack } = await given();
    const opened = await call("views.open", {
      trigger_id: await trigger(),
      view: modal([input("name", "Name", text), input("more", "More", text)]),
    });
    const { id, hash } = opened.view as { id: string; hash: string };
    await slack.asUser(ANNA).selects("value", "Acme", { in: "modal", blockId: "name" });
    const view = modal([section("now"), input("name", "Name", text)]);
    expect(await call("views.update", { view_id: id, hash, view })).toMatchObject({ ok: true, view: { id } });
    expect(slack.asUser(ANNA).modal()!.state.values).toEqual({ name: { value: { type: "plain_text_input", value: "Acme" } } });
    expect(await call("views.update", { view_id: id, hash, view })).toMatchObject({ error: "hash_conflict" });
    expect(await call("views.update", { view_id: "VNONE", view })).toMatchObject({ error: "not_found" });
  });

  it("stacks three views and no more, from a trigger in the modal", async () => {
    const { call, trigger, slack, app } = await given();
    const view = modal([actions(button("deeper", "Deeper"))]);
    expect(await call("views.push", { trigger_id: await trigger(), view })).toMatchObject({ error: "not_found" });
    await call("views.open", { trigger_id: await trigger(), view });
    const push = async () => {
      await slack.asUser(ANNA).clicks("Deeper");
      return call("views.push", { trigger_id: app.heard.at(-1)!.payload.trigger_id, view });
    };
    const second = await push();
    expect(second).toMatchObject({ ok: true, view: { previous_view_id: slack.asUser(ANNA).views()[0]!.id } });
    expect(await push()).toMatchObject({ ok: true });
    expect(await push()).toMatchObject({ error: "push_limit_reached" });
    expect(slack.asUser(ANNA).views()).toHaveLength(3);
  });
});

describe("App Home", () => {
  it("is published for each person, and refuses an old hash", async () => {
    const { call, slack } = await given();
    const first = await call("views.publish", { user_id: ANNA, view: { type: "home", blocks: [section("needs you")] } });
    const { id, hash } = first.view as { id: string; hash: string };
    await call("views.publish", { user_id: ANNA, hash, view: { type: "home", blocks: [section("nothing")] } });
    expect(slack.asUser(ANNA).home()).toMatchObject({ id, blocks: [{ text: { text: "nothing" } }] });
    expect(slack.asUser(BEN).home()).toBeUndefined();
    expect(await call("views.publish", { user_id: ANNA, hash, view: { type: "home", blocks: [] } })).toMatchObject({
      error: "hash_conflict",
    });
    expect(await call("views.publish", { user_id: "UNONE", view: { type: "home", blocks: [] } })).toMatchObject({
      error: "user_not_found",
    });
  });

  it("takes a hundred blocks, and a message fifty", async () => {
    const { call } = await given();
    const blocks = (count: number) => Array.from({ length: count }, () => ({ type: "divider" }));
    expect(await call("views.publish", { user_id: ANNA, view: { type: "home", blocks: blocks(100) } })).toMatchObject({ ok: true });
    expect(await call("views.publish", { user_id: ANNA, view: { type: "home", blocks: blocks(101) } })).toMatchObject({
      error: "invalid_arguments",
    });
    expect(await call("chat.postMessage", { channel: OPS, blocks: blocks(50) })).toMatchObject({ ok: true });
    expect(await call("chat.postMessage", { channel: OPS, blocks: blocks(51) })).toMatchObject({ error: "invalid_blocks" });
  });
});
