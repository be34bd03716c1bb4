import { describe, expect, it } from "vitest";
import { absence, definition, personId, stepKey, task } from "../support/builders.ts";
import { CASES, type GivenApp, givenSlackApp, people } from "./support/given-slack-app.ts";

const one = definition([task("sso")]);

const underCard = async (given: GivenApp) => {
  await given.start();
  return await given.post({ kind: "step", step: stepKey("sso"), pass: 1 }, { to: "person", person: personId("anna") });
};

const acts = (given: GivenApp): readonly string[] => given.core.commands.map(({ type }) => type);

describe("a reply under a step's card in a direct message", () => {
  it("is heard, and what it clearly says is offered back as one click", async () => {
    const given = await givenSlackApp({ definition: one });
    const card = await underCard(given);
    await given.as("anna").types("Done, thanks", { channel: card.channel, threadTs: card.ts });
    expect(given.core.commands.at(-1)).toMatchObject({ type: "Hear", text: "Done, thanks", actor: { id: "anna" } });
    expect(given.step("sso").status).toBe("active");
    await given.slack.waitFor(() => given.told("anna").includes("Mark"));
    await given.as("anna").clicks("Yes");
    expect(given.step("sso")).toMatchObject({ status: "done", by: "anna" });
  });

  it("changes nothing when its author says no", async () => {
    const given = await givenSlackApp({ definition: one });
    const card = await underCard(given);
    await given.as("anna").types("done", { channel: card.channel, threadTs: card.ts });
    await given.slack.waitFor(() => given.told("anna").includes("Mark"));
    await given.as("anna").clicks("No");
    await given.slack.waitFor(() => !given.told("anna").includes("Mark"));
    expect(given.step("sso").status).toBe("active");
  });

  it.each(["not done", "done?", "> done", "is it done?", "almost done"])("is never taken for done: %s", async (text) => {
    const given = await givenSlackApp({ definition: one });
    const card = await underCard(given);
    await given.as("anna").types(text, { channel: card.channel, threadTs: card.ts });
    await given.slack.settled();
    expect(given.told("anna")).not.toContain("Mark");
    expect(given.step("sso").status).toBe("active");
  });

  it("blocks with its own words as the reason, once confirmed", async () => {
    const given = await givenSlackApp({ definition: one });
    const card = await underCard(given);
    await given.as("anna").types("blocked by the vendor, no licence key yet", { channel: card.channel, threadTs: card.ts });
    await given.slack.waitFor(() => given.told("anna").includes("blocked?"));
    await given.as("anna").clicks("Yes");
    expect(given.step("sso")).toMatchObject({ status: "blocked", block: { reason: "the vendor, no licence key yet", on: "vendor" } });
  });

  it("promises a time in its author's zone", async () => {
    const given = await givenSlackApp({ definition: definition([task("sso", { silence: "4 working hours", due: "5 working days" })]) });
    const card = await underCard(given);
    await given.as("anna").types("on it until Thursday 15:00", { channel: card.channel, threadTs: card.ts });
    await given.slack.waitFor(() => given.told("anna").includes("Note that"));
    await given.as("anna").clicks("Yes");
    expect(given.core.commands.at(-1)).toMatchObject({ type: "CommitTo", until: Date.UTC(2026, 2, 5, 14) });
  });

  it("that asks something is answered with where the case stands", async () => {
    const given = await givenSlackApp({ definition: one });
    const card = await underCard(given);
    await given.as("anna").types("who needs this?", { channel: card.channel, threadTs: card.ts });
    await given.slack.waitFor(() => given.told("anna").includes("Case C-1"));
    expect(given.told("anna")).toContain("Maria");
  });

  it("is not acknowledged while it cannot be kept", async () => {
    const given = await givenSlackApp({ definition: one });
    const card = await underCard(given);
    given.core.failing = true;
    const { response } = await given.as("anna").types("done", { channel: card.channel, threadTs: card.ts });
    expect(response.ok).toBe(false);
  });
});

describe("a reply in a case's thread", () => {
  const replyIn = async (given: GivenApp, name: "anna" | "ben", text: string) => {
    const card = given.core.messages.find(({ content }) => content.kind === "case");
    return await given.as(name).types(text, { channel: CASES, threadTs: card!.ts! });
  };

  it("is for its author's only active step", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    await replyIn(given, "anna", "I have set up the tenant");
    expect(given.core.commands.at(-1)).toMatchObject({ type: "Hear", step: "sso" });
  });

  it("asks which of several is meant before anybody counts as heard", async () => {
    const given = await givenSlackApp();
    await given.start();
    await replyIn(given, "anna", "done");
    await given.slack.waitFor(() => given.told("anna").includes("Which step"));
    expect(acts(given)).not.toContain("Hear");
    await given.as("anna").clicks("report");
    await given.slack.waitFor(() => given.told("anna").includes("Mark"));
    expect(given.core.commands.at(-1)).toMatchObject({ type: "Hear", step: "report", text: "done" });
  });

  it("of somebody without a step there is nobody's answer", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    await replyIn(given, "ben", "done");
    await given.slack.settled();
    expect(acts(given)).not.toContain("Hear");
    expect(given.told("ben")).toBe("");
  });

  it("of a bot never counts", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    const card = given.core.messages[0]!;
    await given.slack.fireEvent({
      type: "message",
      channel: CASES,
      channel_type: "channel",
      user: "UANNA",
      bot_id: "B1",
      text: "done",
      ts: "9.9",
      thread_ts: card.ts,
    });
    await given.slack.settled();
    expect(acts(given)).not.toContain("Hear");
  });

  it("that is edited later is not heard again", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    const { message } = await replyIn(given, "anna", "I have set up the tenant");
    await given.as("anna").edits({ ts: message!.ts, channel: CASES }, "done");
    await given.slack.settled();
    expect(acts(given).filter((type) => type === "Hear")).toHaveLength(1);
  });
});

describe("a mention", () => {
  it("in a thread gets the status of its case, and counts for nothing", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    const card = given.core.messages[0]!;
    await given.as("anna").types(`<@${given.slack.app.botUserId}> status`, { channel: CASES, threadTs: card.ts! });
    await given.slack.waitFor(() => given.told("anna").includes("Case C-1"));
    expect(acts(given)).not.toContain("Hear");
  });

  it("with an answer is heard once, as one", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    const card = given.core.messages[0]!;
    await given.as("anna").types(`<@${given.slack.app.botUserId}> done`, { channel: CASES, threadTs: card.ts! });
    await given.slack.waitFor(() => given.told("anna").includes("Mark"));
    expect(acts(given).filter((type) => type === "Hear")).toHaveLength(1);
  });

  it("with anything else gets the help", async () => {
    const given = await givenSlackApp();
    await given.as("ben").types(`<@${given.slack.app.botUserId}> make me a coffee`, { channel: CASES });
    await given.slack.waitFor(() => given.told("ben").includes("What you can ask"));
    expect(acts(given)).toEqual([]);
  });
});

describe("a direct message outside any thread", () => {
  it("that says something clear asks which step it is about", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    await given.as("anna").types("done");
    await given.slack.waitFor(() => given.told("anna").includes("Which step"));
    await given.as("anna").clicks("sso");
    await given.slack.waitFor(() => given.told("anna").includes("Mark"));
  });

  it("asks as the command does", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    await given.as("anna").types("mine");
    await given.slack.waitFor(() => given.told("anna").includes("1 step waits for you"));
  });
});

describe("what Slack tells of people and channels", () => {
  it("shows a home when it is opened", async () => {
    const given = await givenSlackApp();
    await given.as("anna").opensHome();
    await given.slack.waitFor(() => given.homes.length > 0);
    expect(given.homes).toEqual(["anna"]);
  });

  const changes = async (given: GivenApp, user: object) =>
    await given.slack.fireEvent({
      type: "user_change",
      user: { id: "UANNA", real_name: "Anna Berg", tz: "Europe/Rome", profile: { email: "anna@example.com", ...user }, ...user },
    });

  it("keeps a new zone and that somebody left", async () => {
    const given = await givenSlackApp();
    await changes(given, { tz: "Asia/Tokyo", deleted: true });
    expect(given.core.saved).toMatchObject([{ id: "anna", zone: "Asia/Tokyo", present: false, slackId: "UANNA" }]);
  });

  it("takes an away status as an absence until its end, without the reason", async () => {
    const given = await givenSlackApp();
    const until = Math.floor(given.core.now / 1000) + 86_400;
    await changes(given, { status_emoji: ":palm_tree:", status_text: "On Capri with Ben", status_expiration: until });
    const declared = given.core.commands.at(-1);
    expect(declared).toMatchObject({ type: "DeclareAbsence", person: "anna", absence: { until: until * 1000, source: "slack" } });
    expect(JSON.stringify(given.core.commands)).not.toContain("Capri");
  });

  it("ends that absence when the status goes, and leaves a declared one alone", async () => {
    const now = Date.UTC(2026, 2, 2, 9);
    const away = { ...absence(now - 1000, now + 86_400_000), source: "slack" as const };
    const given = await givenSlackApp({ people: people({ anna: { absences: [away] } }) });
    const known = { email: "anna@example.com", slackId: "UANNA", name: "Anna", zone: "Europe/Rome", present: true, hours: undefined };
    given.core.saved.push({ id: personId("anna"), ...known, absences: [away] });
    await changes(given, {});
    expect(given.core.commands.at(-1)).toMatchObject({ type: "EndAbsence", person: "anna" });
    const other = await givenSlackApp({ people: people({ anna: { absences: [absence(now - 1000, now + 86_400_000)] } }) });
    await changes(other, {});
    expect(other.core.commands).toEqual([]);
  });

  it("forgets those who have no part in anything", async () => {
    const given = await givenSlackApp();
    await given.slack.fireEvent({ type: "user_change", user: { id: "USTRANGER", real_name: "Sam", profile: {} } });
    expect(given.core.saved).toEqual([]);
  });

  it("tells the process owner that a workflow's channel is gone", async () => {
    const given = await givenSlackApp();
    await given.slack.fireEvent({ type: "channel_archive", channel: CASES, user: "UBEN" });
    expect(given.core.commands.filter(({ type }) => type === "RecordTrouble")).toMatchObject([
      { people: ["maria"], what: expect.stringContaining("archived or deleted") as string },
    ]);
  });

  it("asks anew who is in a channel once somebody came or went", async () => {
    const given = await givenSlackApp();
    expect(JSON.stringify((await given.as("xavier").runs("/workflow start a-workflow case_id=C-9")).response.body)).toContain("Maria");
    given.slack.changeChannel(CASES, { members: ["UXAVIER", given.slack.app.botUserId] });
    await given.slack.fireEvent({ type: "member_joined_channel", channel: CASES, user: "UXAVIER" });
    await given.as("xavier").runs("/workflow start a-workflow case_id=C-9");
    expect(given.core.instances.size).toBe(1);
  });
});

describe("shortcuts", () => {
  it("start a workflow from anywhere", async () => {
    const given = await givenSlackApp();
    await given.as("anna").shortcut("start_workflow");
    await given.as("anna").submits({ workflow: "a-workflow" });
    await given.as("anna").submits({ case_id: "C-7" });
    expect([...given.core.instances.values()]).toMatchObject([{ caseId: "C-7", starter: "anna" }]);
  });

  it("start one from a message, whose words stand in the form", async () => {
    const given = await givenSlackApp({
      definition: definition([task("sso")], {
        inputs: [
          { name: "details", type: "text", label: "Details", required: false, default: undefined, options: [], from: [], personal: false },
        ],
      }),
    });
    const { message } = await given.as("ben").types("Acme needs a second tenant", { channel: CASES });
    await given.as("anna").messageShortcut("start_from_message", { ts: message!.ts, channel: CASES });
    await given.as("anna").submits({ workflow: "a-workflow" });
    await given.as("anna").submits({ case_id: "C-8" });
    expect([...given.core.instances.values()]).toMatchObject([{ inputs: { details: "Acme needs a second tenant" } }]);
  });

  it("add a message to a case, with who wrote it and where", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    const { message } = await given.as("ben").types("The tenant id is 42", { channel: CASES, threadTs: given.core.messages[0]!.ts! });
    await given.as("anna").messageShortcut("add_to_case", { ts: message!.ts, channel: CASES });
    await given.as("anna").submits({});
    const note = given.core.commands.findLast(({ type }) => type === "AddNote");
    expect(note).toMatchObject({ text: expect.stringContaining("The tenant id is 42"), actor: { id: "anna" } });
    expect(note).toMatchObject({ text: expect.stringMatching(/Ben, https:\/\/stand-in\.slack\.com\/archives\/CCASES\/p\d+/) });
  });

  it("say under the field that there is no such case", async () => {
    const given = await givenSlackApp({ definition: one });
    await given.start();
    const { message } = await given.as("ben").types("hello", { channel: CASES });
    await given.as("anna").messageShortcut("add_to_case", { ts: message!.ts, channel: CASES });
    const { errors } = await given.as("anna").submits({ case: "C-2" });
    expect(errors).toEqual({ case: "There is no case of that name. Did you mean C-1?" });
  });
});
