import { describe, expect, it } from "vitest";
import type { MessageRecord } from "../../src/application/ports/messages.ts";
import { EVENT_TYPE } from "../../src/slack/marker.ts";
import { definition, directory, person, stepKey, task } from "../support/builders.ts";
import { INSTANCE } from "../support/given.ts";
import { record } from "../support/memory-messages.ts";
import { aCase, CASE_CARD, CASES, givenChannel, NOTHING_ELSE, toAnna, withInstance } from "./support/given-channel.ts";

const reminder = (key: string, step = "one", pass = 1): MessageRecord =>
  toAnna(key, { content: { kind: "reminder", step: stepKey(step), pass, id: "at-due", why: { rule: "steps.one.reminders" } } });

const bodyOf = (message: { readonly blocks?: unknown } | undefined): string => JSON.stringify(message?.blocks);

describe("posting to Slack", () => {
  it("puts the case card at the root of the workflow's channel, found by its name", async () => {
    const { slack, channel, file } = await givenChannel();
    const outcome = await channel.post(CASE_CARD, file, NOTHING_ELSE);
    const [card] = slack.messages(CASES);
    expect(outcome).toMatchObject({ outcome: "sent", channel: CASES, threadTs: undefined, ts: card?.ts, final: false });
    expect(card?.text).toContain("Case C-1");
  });

  it("puts everything else of a case in its thread", async () => {
    const { slack, channel, file } = await givenChannel();
    const root = await channel.post(CASE_CARD, file, NOTHING_ELSE);
    if (root.outcome !== "sent") throw new Error(root.reason);
    const card = record(`${INSTANCE}:step:one`, { content: { kind: "step", step: stepKey("one"), pass: 1 } });
    await channel.post(card, file, { ...NOTHING_ELSE, thread: { channel: CASES, ts: root.ts } });
    expect(slack.messages(CASES)[1]).toMatchObject({ thread_ts: root.ts });
  });

  it("asks once for the id of a channel, of a direct message, and never again", async () => {
    const { slack, channel, file } = await givenChannel();
    await channel.post(CASE_CARD, file, NOTHING_ELSE);
    await channel.post({ ...CASE_CARD, key: "another" }, file, NOTHING_ELSE);
    await channel.post(reminder("r1"), file, NOTHING_ELSE);
    await channel.post(reminder("r2"), file, NOTHING_ELSE);
    const asked = slack.log.filter(({ method }) => method !== "chat.postMessage").map(({ method }) => method);
    expect(asked).toEqual(["conversations.list", "conversations.open"]);
  });

  it("finds a channel on a later page of the list", async () => {
    const { slack, channel, file } = await givenChannel({ definition: definition([task("one")], { channel: "#last" }) });
    for (let n = 0; n < 1_050; n++) slack.addChannel({ name: `room-${n}` });
    slack.addChannel({ id: "CLAST", name: "last" });
    expect(await channel.post(CASE_CARD, file, NOTHING_ELSE)).toMatchObject({ outcome: "sent", channel: "CLAST" });
  });

  it("finds the Slack account of somebody of whom only the email is known", async () => {
    const people = directory({ people: [person("anna", { email: "anna@acme.example" })] });
    const { slack, channel } = await givenChannel({ people });
    const file = aCase(undefined, people);
    expect(await channel.post(reminder("r1"), file, NOTHING_ELSE)).toMatchObject({ outcome: "sent" });
    expect(slack.messages(slack.asUser("UANNA").dm)).toHaveLength(1);
  });

  it("gives up, in plain words, on somebody Slack does not know", async () => {
    const people = directory({ people: [person("anna", { email: "nobody@acme.example" })] });
    const { channel } = await givenChannel({ people });
    const outcome = await channel.post(reminder("r1"), aCase(undefined, people), NOTHING_ELSE);
    expect(outcome).toEqual({ outcome: "terminal", reason: "Slack does not know the person.", lasting: true });
  });

  it("marks each post so that nobody else can forge it, and one mark is good for one channel", async () => {
    const { slack, channel, file } = await givenChannel();
    slack.addChannel({ id: "COTHER", name: "other" });
    await channel.post(CASE_CARD, file, NOTHING_ELSE);
    await channel.post(CASE_CARD, { ...file, definition: { ...file.definition, channel: "#other" } }, NOTHING_ELSE);
    const marks = [...slack.messages(CASES), ...slack.messages("COTHER")].map(({ metadata }) => metadata);
    expect(marks).toMatchObject([{ event_type: EVENT_TYPE }, { event_type: EVENT_TYPE }]);
    expect(JSON.stringify(marks[0])).not.toEqual(JSON.stringify(marks[1]));
    expect(JSON.stringify(marks)).not.toContain(CASE_CARD.key);
  });

  it("says nothing of a step that is done by the time it is posted", async () => {
    const { slack, channel, file } = await givenChannel();
    const ended = withInstance(file, { status: "cancelled", endedAt: file.now, outcome: "cancelled" });
    expect(await channel.post(reminder("r1"), ended, NOTHING_ELSE)).toMatchObject({ outcome: "moot" });
    expect(slack.log).toEqual([]);
  });

  it("says nothing of a case that is gone", async () => {
    const { channel } = await givenChannel();
    expect(await channel.post(CASE_CARD, undefined, NOTHING_ELSE)).toMatchObject({ outcome: "moot" });
  });

  it("bundles reminders to one person in one message", async () => {
    const whole = definition([task("one"), task("two")]);
    const { slack, channel } = await givenChannel({ definition: whole });
    const file = aCase(whole);
    const also = [{ message: reminder("r2", "two"), file }];
    expect(await channel.post(reminder("r1"), file, { ...NOTHING_ELSE, also })).toMatchObject({ outcome: "sent" });
    const [sent, ...others] = slack.messages(slack.asUser("UANNA").dm);
    expect(others).toEqual([]);
    expect(bodyOf(sent)).toMatch(/one.*two/);
  });

  it("says that a post may be a repeat where nobody could look, and keeps saying it when it is edited", async () => {
    const { slack, channel, file } = await givenChannel();
    const outcome = await channel.post(CASE_CARD, file, { ...NOTHING_ELSE, repeat: true });
    if (outcome.outcome !== "sent") throw new Error(outcome.reason);
    expect(bodyOf(slack.messages(CASES)[0])).toContain("may have been posted before");
    const posted = { ...CASE_CARD, ...outcome, state: "live" as const };
    expect(await channel.update(posted, file, [])).toMatchObject({ outcome: "same" });
    await channel.update(posted, withInstance(file, { status: "paused", pausedAt: file.now }), []);
    expect(bodyOf(slack.messages(CASES)[0])).toContain("may have been posted before");
  });

  it("tries Slack's plan block once, and stays plain where the workspace does not take it", async () => {
    const { slack, channel, file } = await givenChannel({ standIn: { refusedBlocks: ["plan", "task_card"] } });
    expect(await channel.post(CASE_CARD, file, NOTHING_ELSE)).toMatchObject({ outcome: "sent" });
    expect(await channel.post({ ...CASE_CARD, key: "another" }, file, NOTHING_ELSE)).toMatchObject({ outcome: "sent" });
    const posts = slack.log.filter(({ method }) => method === "chat.postMessage");
    expect(posts.map(({ response }) => response.ok)).toEqual([false, true, true]);
    expect(bodyOf(slack.messages(CASES)[0])).not.toContain("task_card");
  });

  it("uses the plan block where the workspace takes it", async () => {
    const { slack, channel, file } = await givenChannel();
    await channel.post(CASE_CARD, file, NOTHING_ELSE);
    expect(bodyOf(slack.messages(CASES)[0])).toContain('"plan"');
  });

  it("tells one person what concerns no case", async () => {
    const { slack, channel } = await givenChannel();
    const trouble = toAnna("trouble:1", {
      instance: undefined,
      content: { kind: "trouble", what: "The files could not be read.", instance: undefined },
    });
    expect(await channel.post(trouble, undefined, NOTHING_ELSE)).toMatchObject({ outcome: "sent", final: true });
    expect(slack.messages(slack.asUser("UANNA").dm)[0]?.text).toContain("could not be read");
  });
});

describe("a person's home", () => {
  it("is published from what is true now, and left alone where Slack does not know the person", async () => {
    const { slack, channel } = await givenChannel();
    expect(await channel.publishHome(stepPerson("anna"))).toMatchObject({ outcome: "edited" });
    expect(await channel.publishHome(stepPerson("maria"))).toMatchObject({ outcome: "terminal" });
    expect(slack.log.map(({ method }) => method)).toEqual(["views.publish"]);
  });
});

const stepPerson = (name: string) => person(name).id;
