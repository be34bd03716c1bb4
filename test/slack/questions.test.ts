import { describe, expect, it } from "vitest";
import { definition, stepKey, task } from "../support/builders.ts";
import { CASES, type GivenApp, givenSlackApp, type Name } from "./support/given-slack-app.ts";

const whole = definition([task("sso", { due: "1 working day" }), task("report")], {
  messages: { "customer-update": { id: "customer-update", to: [{ who: "address", address: "rita@acme.example" }], approve: [], text: "" } },
});

const given = async (): Promise<GivenApp> => {
  const app = await givenSlackApp({ definition: whole });
  await app.start();
  return app;
};

/** Anna says that she waits for the customer, under her card. */
const block = async (app: GivenApp): Promise<void> => {
  const card = await app.post({ kind: "step", step: stepKey("sso"), pass: 1 }, { to: "person", person: "anna" as never });
  await app.as("anna").types("blocked, the client has not sent the certificate", { channel: card.channel, threadTs: card.ts });
  await app.slack.waitFor(() => app.told("anna").includes("blocked?"));
  await app.as("anna").clicks("Yes");
};

const mentions = async (app: GivenApp, name: Name, words: string, thread?: string): Promise<void> => {
  const place = thread === undefined ? { channel: CASES } : { channel: CASES, threadTs: thread };
  await app.as(name).types(`<@${app.slack.app.botUserId}> ${words}`, place);
};

const acts = (app: GivenApp): readonly string[] => app.core.commands.map(({ type }) => type);

describe("a question", () => {
  it("of what is stuck is answered with the step, on whom it waits and since when", async () => {
    const app = await given();
    await block(app);
    await mentions(app, "ben", "what is stuck?");
    await app.slack.waitFor(() => app.told("ben").includes("Stuck in 1 case"));
    expect(app.told("ben")).toContain("is blocked on the customer since");
    expect(app.told("ben")).toContain("the client has not sent the certificate");
  });

  it("of why a case is late names the row it comes from, and what that does to its end", async () => {
    const app = await given();
    await block(app);
    await mentions(app, "ben", "why is C-1 late?");
    await app.slack.waitFor(() => app.told("ben").includes("What decides its end"));
    expect(app.told("ben")).toMatch(/is blocked on the customer.*\(F\d+, row \d+\)/);
    expect(app.told("ben")).toContain("It is expected to finish");
  });

  it.each(["was ist der nächste Schritt?", "qual è il prossimo passo?", "quelle est la suite ?", "¿qué sigue?", "what's next?"])(
    "is understood in five languages, and in a case's thread is about that case: %s",
    async (words) => {
      const app = await given();
      await mentions(app, "ben", words, app.core.messages[0]!.ts!);
      await app.slack.waitFor(() => app.told("ben").includes("What is next in"));
      expect(app.told("ben")).toContain("is with Anna");
    },
  );

  it("in a case's thread is answered without a mention, privately, and counts for nothing", async () => {
    const app = await given();
    await app.as("ben").types("who has it?", { channel: CASES, threadTs: app.core.messages[0]!.ts! });
    await app.slack.waitFor(() => app.told("ben").includes("Who has what"));
    expect(acts(app)).not.toContain("Hear");
    expect(app.told("cora")).toBe("");
  });

  it("tells what happened since its asker last acted", async () => {
    const app = await given();
    await block(app);
    await mentions(app, "anna", "catch me up on C-1");
    await app.slack.waitFor(() => app.told("anna").includes("What happened in"));
    expect(app.told("anna")).not.toContain("was blocked by");
    await mentions(app, "ben", "catch me up on C-1");
    await app.slack.waitFor(() => app.told("ben").includes("What happened in"));
    expect(app.told("ben")).toContain("was blocked by Anna");
  });

  it("about a case that its asker may not see is told only that there is none", async () => {
    const app = await given();
    await app.as("xavier").types("why is C-1 late?");
    await app.slack.waitFor(() => app.told("xavier").includes("There is no case called"));
    expect(app.told("xavier")).not.toContain("sso");
  });

  it("about a name that is nearly a case's gets the one that was meant", async () => {
    const app = await given();
    await mentions(app, "ben", "why is C-2 late?");
    await app.slack.waitFor(() => app.told("ben").includes("There is no case called"));
    expect(app.told("ben")).toContain("Did you mean *C-1*");
  });

  it("names a case by words of its title, and asks which when several have them", async () => {
    const app = await given();
    await mentions(app, "ben", "who is on case C 1?");
    await app.slack.waitFor(() => app.told("ben").includes("Who has what"));
    const one = [...app.core.instances.values()][0]!;
    app.core.instances.set("other" as never, { ...one, id: "other" as never, caseId: "C-7", caseKey: "c-7", inputs: { case_id: "C-7" } });
    await mentions(app, "ben", "why is case late?");
    await app.slack.waitFor(() => app.told("ben").includes("Which case is meant?"));
    expect(app.told("ben")).toContain("C-7");
  });
});

describe("the update for a customer", () => {
  const drafts = (app: GivenApp) => Object.values([...app.core.instances.values()][0]?.drafts ?? {});

  it("is drafted from what a customer may hear, for the case's own approval", async () => {
    const app = await given();
    await block(app);
    await mentions(app, "anna", "draft the update for C-1");
    await app.slack.waitFor(() => app.told("anna").includes("is drafted"));
    expect(drafts(app)).toMatchObject([{ status: "pending", author: "anna", approvers: ["maria"] }]);
    expect(drafts(app)[0]?.words?.text).toContain("We are waiting for something from you");
    expect(drafts(app)[0]?.words?.text).not.toMatch(/certificate|Anna|sso/);
  });

  it("is not drafted again while nothing has changed that they may hear, and shows what is new when it has", async () => {
    const app = await given();
    await mentions(app, "anna", "draft the update for C-1");
    await app.slack.waitFor(() => drafts(app).length === 1);
    await mentions(app, "anna", "draft the update for C-1");
    await app.slack.waitFor(() => app.told("anna").includes("has changed since the last update"));
    expect(drafts(app)).toHaveLength(1);
    await block(app);
    await mentions(app, "anna", "draft the update for C-1");
    await app.slack.waitFor(() => app.told("anna").includes("Since the last one"));
    expect(app.told("anna")).toContain("+ We are waiting for something from you");
  });

  it("is refused to those who have no part in the case", async () => {
    const app = await given();
    await mentions(app, "cora", "draft the update for C-1");
    await app.slack.waitFor(() => app.told("cora") !== "");
    expect(drafts(app)).toEqual([]);
  });

  it("for the team is a text to copy, and goes to nobody", async () => {
    const app = await given();
    await mentions(app, "ben", "draft the team update for C-1");
    await app.slack.waitFor(() => app.told("ben").includes("to copy"));
    expect(app.told("ben")).toContain("is with Anna");
    expect(drafts(app)).toEqual([]);
  });
});

describe("the agent pane", () => {
  const pane = (app: GivenApp, thread: string) => app.as("anna").sees(app.as("anna").dm, { thread });

  it("answers the same questions, piece by piece", async () => {
    const app = await given();
    const { message } = await app.as("anna").opensAssistant();
    await app.as("anna").types("What is next for C-1?", { threadTs: message!.ts });
    await app.slack.waitFor(() => JSON.stringify(pane(app, message!.ts)).includes("Open its thread"));
    await app.slack.waitFor(() => app.slack.log.some(({ method }) => method === "chat.stopStream"));
    const calls = app.slack.log.filter(({ method }) => method.startsWith("chat."));
    expect(calls.filter(({ method }) => method === "chat.appendStream").length).toBeGreaterThan(1);
    expect(app.slack.log.some(({ method }) => method === "assistant.threads.setStatus")).toBe(true);
  });

  it("says nothing more once it is stopped", async () => {
    const app = await given();
    const { message } = await app.as("anna").opensAssistant();
    app.slack.faults.latency("chat.startStream", 150);
    await app.as("anna").types("What is next for C-1?", { threadTs: message!.ts });
    await app.slack.waitFor(() => app.slack.log.some(({ method }) => method === "chat.startStream"));
    await app.slack.fireEvent({
      type: "agent_session_stopped",
      channel: app.as("anna").dm,
      user: "UANNA",
      thread_ts: message!.ts,
      streaming_message_ts: [],
    });
    await app.answered();
    expect(JSON.stringify(pane(app, message!.ts))).toContain("What is next");
    expect(JSON.stringify(pane(app, message!.ts))).not.toContain("Open its thread");
  });
});
