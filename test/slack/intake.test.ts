import { describe, expect, it } from "vitest";
import { definition, field, task } from "../support/builders.ts";
import { CASES, type GivenApp, givenSlackApp } from "./support/given-slack-app.ts";

const workflow = definition([task("sso")], {
  title: "Laptop request",
  inputs: [field("reason", { label: "Reason", required: false })],
  intake: { channels: ["#cases"], tier: undefined },
});
const ASKED = "we need a laptop for the new colleague";

const offers = (given: GivenApp): number => given.slack.ephemerals().length;

describe("a message where requests are written, without a model", () => {
  it("gets the forms, once and in private, with what was written filled in", async () => {
    const given = await givenSlackApp({ definition: workflow });
    await given.as("anna").types(ASKED, { channel: CASES });
    await given.answered();
    expect(given.told("anna")).toContain("Is this a request for *Laptop request*?");
    await given.as("anna").clicks("Laptop request", { in: CASES });
    expect(JSON.stringify(given.as("anna").modal())).toContain(ASKED);
    expect(given.core.instances.size).toBe(0);
  });

  it("that mentions the app is heard of twice, and answered once", async () => {
    const given = await givenSlackApp({ definition: workflow });
    await given.as("anna").types(`<@${given.slack.app.botUserId}> ${ASKED}`, { channel: CASES });
    await given.answered();
    expect(offers(given)).toBe(1);
    expect(given.told("anna")).toContain("Is this a request");
  });

  it("is no request in a thread, when it is edited, or where none are written", async () => {
    const given = await givenSlackApp({ definition: { ...workflow, intake: undefined } });
    await given.as("anna").types(ASKED, { channel: CASES });
    await given.answered();
    expect(offers(given)).toBe(0);
    const { ts } = given.slack.messages(CASES)[0]!;
    const open = await givenSlackApp({ definition: workflow });
    await open.as("anna").types(ASKED, { channel: CASES });
    const root = open.slack.messages(CASES)[0]!;
    await open.as("ben").types("me too", { channel: CASES, threadTs: root.ts });
    await open.as("anna").edits({ channel: CASES, ts: root.ts }, `${ASKED}, please`);
    await open.answered();
    expect([ts === undefined, offers(open)]).toEqual([false, 1]);
  });
});

describe("the shortcut that starts something from a message", () => {
  it("offers the choice at once, and the form that a model found in the words in its place", async () => {
    const nothing = async () => undefined;
    const route = async () =>
      ({ is: "request", definition: workflow, inputs: { case_id: "LR-9" }, urgency: undefined, confidence: 1 }) as const;
    const understanding = { later: nothing, read: nothing, answer: nothing, readMissing: async () => ({}), route };
    const given = await givenSlackApp({ definition: workflow, understanding });
    await given.as("anna").types("LR-9: a laptop", { channel: CASES });
    const { ts } = given.slack.messages(CASES)[0]!;
    await given.as("anna").messageShortcut("start_from_message", { channel: CASES, ts });
    await given.answered();
    const form = JSON.stringify(given.as("anna").modal());
    expect(form).toContain('"initial_value":"LR-9"');
    expect(form).toContain('"initial_value":"LR-9: a laptop"');
    expect(given.core.instances.size).toBe(0);
  });
});
