import { describe, expect, it } from "vitest";
import type { Definition } from "../../src/engine/definition.ts";
import type { InstanceId } from "../../src/engine/ids.ts";
import { alternative, approval, definition, duration, field, stepKey, task, whos } from "../support/builders.ts";
import { INSTANCE } from "../support/given.ts";
import { CASES, type GivenApp, givenSlackApp, type Name } from "./support/given-slack-app.ts";

const WATCH = "Watch, or stop watching";
const MORE = "Steps and more acts";

const givenCase = async (whole?: Definition) => {
  const given = await givenSlackApp(whole === undefined ? {} : { definition: whole });
  await given.start();
  const { channel, ts } = given.core.messages[0]!;
  return { given, card: { channel: channel!, ts: ts! } };
};

const instanceOf = (given: GivenApp, id: InstanceId = INSTANCE) => given.core.instances.get(id);

const isRefused = async (given: GivenApp, name: Name): Promise<void> => {
  await given.slack.waitFor(() => given.told(name));
  expect(given.as(name).modal()).toBeUndefined();
  expect(given.core.rows.at(-1)).toMatchObject({ verdict: "DENY" });
};

/** The words and labels of the page that is open. */
const pageOf = (given: GivenApp, name: Name): string => JSON.stringify(given.as(name).modal()?.blocks);

describe("the case card's menu", () => {
  it("lets its process owner set the priority, which stays", async () => {
    const { given, card } = await givenCase();
    await given.as("maria").clicks("Priority", { in: card });
    await given.as("maria").submits({ Priority: "High" });
    expect(instanceOf(given)).toMatchObject({ priority: "high", priorityFixed: true });
  });

  it("refuses the priority to anybody else before any form", async () => {
    const { given, card } = await givenCase();
    await given.as("ben").clicks("Priority", { in: card });
    await isRefused(given, "ben");
  });

  it("lets whoever may see the case watch it, and stop, by one click", async () => {
    const { given, card } = await givenCase();
    await given.as("ben").clicks(WATCH, { in: card });
    expect(instanceOf(given)?.watchers).toEqual(["ben"]);
    await given.slack.waitFor(() => given.told("ben").includes("You watch"));
    await given.as("ben").clicks(WATCH, { in: card });
    expect(instanceOf(given)?.watchers).toEqual([]);
  });

  it("does not let somebody watch who may not see the case", async () => {
    const { given, card } = await givenCase(definition([task("sso")], { access: { start: undefined, see: undefined, audit: [] } }));
    await given.as("ben").clicks(WATCH, { in: card });
    await isRefused(given, "ben");
    expect(instanceOf(given)?.watchers).toEqual([]);
  });

  it("lets its process owner say who watches", async () => {
    const { given, card } = await givenCase();
    await given.as("ben").clicks(WATCH, { in: card });
    await given.as("maria").clicks("Watchers", { in: card });
    await given.as("maria").submits({ watchers: ["UCORA", "ULEA"] });
    expect(instanceOf(given)?.watchers).toEqual(["cora", "lea"]);
    await given.as("lea").clicks("Watchers", { in: card });
    await isRefused(given, "lea");
  });

  it("takes a note from whoever is in the channel", async () => {
    const { given, card } = await givenCase();
    await given.as("ben").clicks("Add a note", { in: card });
    await given.as("ben").submits({ Note: "The customer called" });
    expect(given.core.rows.at(-1)).toMatchObject({ action: "note.added", verdict: "ALLOW" });
  });

  it("leads to a page with every step, and with pause and cancel", async () => {
    const { given, card } = await givenCase();
    await given.as("maria").clicks(MORE, { in: card });
    expect(pageOf(given, "maria")).toMatch(/Pause the case.*Cancel the case.*Give information.*sso.*report/);
    await given.as("maria").clicks("Pause the case", { in: "modal" });
    await given.as("maria").submits({ reason: "Waiting for spring" });
    expect(instanceOf(given)?.status).toBe("paused");
  });
});

describe("what a case waits for", () => {
  const asking = definition([task("sso", { ready: ["tenant"] })], {
    inputs: [field("tenant", { required: false, from: whos("ben") }), field("region", { required: false })],
  });

  it("is given by whoever it was asked from, and by nobody who was not", async () => {
    const { given } = await givenCase(asking);
    const why = { rule: "steps.sso.ready" };
    const at = await given.post({ kind: "unready", step: stepKey("sso"), missing: ["tenant"], why });
    await given.as("anna").clicks("Provide it", { in: at });
    await isRefused(given, "anna");
    await given.as("ben").clicks("Provide it", { in: at });
    await given.as("ben").submits({ tenant: "T-42" });
    expect(instanceOf(given)?.inputs).toMatchObject({ tenant: "T-42" });
    expect(given.step("sso").status).toBe("active");
  });

  it("may be given or corrected at any time by the process owner, and what is left alone does not change", async () => {
    const { given, card } = await givenCase(asking);
    await given.as("maria").clicks(MORE, { in: card });
    await given.as("maria").clicks("Give information", { in: "modal" });
    await given.as("maria").submits({ region: "north" });
    expect(given.core.commands.at(-1)).toMatchObject({ type: "ProvideInput", inputs: { region: "north" } });
    expect(instanceOf(given)?.inputs).toMatchObject({ region: "north" });
  });
});

describe("an approval", () => {
  const asking = definition([approval("budget", { approvers: "ben", not: ["anna"] })]);
  const toDetails = async (given: GivenApp, name: Name, card: { channel: string; ts: string }): Promise<void> => {
    await given.as(name).clicks(MORE, { in: card });
    await given.as(name).clicks("Details", { in: "modal" });
  };

  it("is asked of others by the process owner, and of nobody whom the workflow excludes", async () => {
    const { given, card } = await givenCase(asking);
    await toDetails(given, "maria", card);
    await given.as("maria").clicks("Change approvers", { in: "modal" });
    const refused = await given.as("maria").submits({ approvers: ["UANNA"] });
    expect(refused.errors).toMatchObject({ approvers: expect.stringContaining("Anna") });
    await given.as("maria").submits({ approvers: ["ULEA"], "Why?": "Ben is away" });
    expect(given.step("budget")).toMatchObject({ request: { approvers: ["lea"] } });
  });

  it("is not moved to others by anybody else", async () => {
    const { given, card } = await givenCase(asking);
    await toDetails(given, "ben", card);
    await given.as("ben").clicks("Change approvers", { in: "modal" });
    expect(given.as("ben").modal()?.callback_id).not.toBe("form.approvers");
    expect(given.core.rows.at(-1)).toMatchObject({ verdict: "DENY" });
  });
});

const ASKED = { kind: "told", what: "rejected-ask", step: stepKey("budget"), by: undefined } as const;

describe("a step that ended with a no which nothing answers", () => {
  const rejected = async () => {
    const whole = definition([approval("budget", { approvers: "ben", onReject: { do: "ask" } }), task("order", { needs: ["budget"] })]);
    const { given, card } = await givenCase(whole);
    await given.as("ben").clicks("Reject", { in: await given.post({ kind: "step", step: stepKey("budget"), pass: 1 }) });
    await given.as("ben").submits({ reason: "Too much" });
    const at = await given.post(ASKED);
    return { given, card, at };
  };

  it("is shown as waiting for the process owner, on the card and in its status", async () => {
    const { given } = await rejected();
    const { ts } = await given.post({ kind: "case" }, { to: "case" });
    const shown = given
      .as("anna")
      .sees(CASES)
      .find((each) => each.ts === ts);
    expect(JSON.stringify(shown?.blocks)).toMatch(/rejected.*waits for Maria to decide/);
    await given.as("anna").runs("/workflow status C-1", { channel: CASES });
    expect(given.told("anna")).toMatch(/waits for Maria to decide.*Next to act:\* Maria/);
  });

  it("asks the process owner with the buttons that settle it", async () => {
    const { given, at } = await rejected();
    await given.as("anna").clicks("Go on without it", { in: at });
    await isRefused(given, "anna");
    await given.as("maria").clicks("Go on without it", { in: at });
    await given.as("maria").submits({ reason: "Paid from another budget" });
    expect(given.step("order").status).toBe("active");
    const { ts } = await given.post(ASKED);
    const later = given
      .as("maria")
      .sees(CASES, { thread: given.core.messages[0]!.ts! })
      .find((each) => each.ts === ts);
    expect(JSON.stringify(later?.blocks)).not.toMatch(/button|Please/);
    expect(JSON.stringify(later?.blocks)).toContain("This is settled.");
  });

  it("can be opened again from there", async () => {
    const { given, at } = await rejected();
    await given.as("maria").clicks("Reopen a step", { in: at });
    const { blocks } = given.as("maria").modal()!;
    const steps = blocks.flatMap((block) => ("accessory" in block ? [(block.accessory as { value: string }).value] : []));
    await given.as("maria").clicks("Details", { in: "modal", value: steps[0]! });
    await given.as("maria").clicks("Reopen", { in: "modal" });
    await given.as("maria").submits({ reason: "There is a better offer" });
    expect(given.step("budget")).toMatchObject({ status: "active", pass: 2 });
  });
});

describe("a message that is added to a case", () => {
  const asking = definition([
    task("sso", {
      evidence: [field("proof", { type: "url", label: "Proof" }), field("tenant", { label: "Tenant" }), field("seats", { type: "number" })],
    }),
  ]);
  const adds = async (words: string) => {
    const { given } = await givenCase(asking);
    const { message } = await given.as("ben").types(words, { channel: CASES });
    await given.as("anna").messageShortcut("add_to_case", { ts: message!.ts, channel: CASES });
    await given.as("anna").submits({ case: "C-1", "Add it as": "Evidence of a step" });
    return given;
  };

  it("is evidence by its link, where a link is asked for", async () => {
    const given = await adds("Single sign-on works");
    expect(pageOf(given, "anna")).toMatch(/Proof.*Tenant/);
    expect(pageOf(given, "anna")).not.toContain("seats");
    await given.as("anna").submits({ Evidence: "Proof (sso)" });
    expect(instanceOf(given)?.evidence.proof?.value).toMatch(/^https:\/\/stand-in\.slack\.com\/archives\/CCASES\/p\d+$/);
  });

  it("is evidence by its words, where words are asked for", async () => {
    const given = await adds("T-42");
    await given.as("anna").submits({ Evidence: "Tenant (sso)", note: "T-42" });
    expect(instanceOf(given)?.evidence.tenant?.value).toBe("T-42");
  });

  it("is refused as evidence to those who do not own the step, on the form", async () => {
    const { given } = await givenCase(asking);
    const { message } = await given.as("ben").types("Works", { channel: CASES });
    await given.as("cora").messageShortcut("add_to_case", { ts: message!.ts, channel: CASES });
    await given.as("cora").submits({ case: "C-1", "Add it as": "Evidence of a step" });
    const { errors } = await given.as("cora").submits({ Evidence: "Proof (sso)" });
    expect(Object.values(errors ?? {}).join()).toContain("Anna");
    expect(instanceOf(given)?.evidence).toEqual({});
  });
});

describe("a message to somebody outside", () => {
  const writing = definition([task("sso")], {
    messages: {
      "ask-customer": {
        id: "ask-customer",
        to: [{ who: "address", address: "rita@acme.example" }],
        approve: whos("ben"),
        text: "Please answer",
      },
    },
  });

  it("is drafted by a participant, and read whole before it is approved", async () => {
    const { given } = await givenCase(writing);
    await given.as("anna").clicks("Details", { in: await given.post({ kind: "step", step: stepKey("sso"), pass: 1 }) });
    await given.as("anna").clicks("Draft a message", { in: "modal" });
    await given.as("anna").submits({ "Which message?": "Ask customer" });
    const draft = Object.values(instanceOf(given)?.drafts ?? {})[0];
    expect(draft).toMatchObject({ status: "pending", author: "anna", approvers: ["ben"] });

    await given.as("ben").runs("/workflow mine", { channel: CASES });
    expect(given.told("ben")).toContain("needs approval before it goes out");
    await given.as("ben").clicks("Read and answer", { in: CASES });
    expect(pageOf(given, "ben")).toContain("Please answer");
    await given.as("ben").clicks("Approve", { in: "modal" });
    expect(Object.values(instanceOf(given)?.drafts ?? {})[0]).toMatchObject({ status: "approved", approvedBy: "ben" });

    await given.as("ben").runs("/workflow mine", { channel: CASES });
    expect(given.told("ben")).toContain("is approved: send it, and say so");
    await given.as("anna").runs("/workflow mine", { channel: CASES });
    expect(given.told("anna")).not.toContain("is approved");
  });
});

describe("whoever a ladder asks", () => {
  it("finds in their list what they are asked, sees each effect, and chooses there", async () => {
    const whole = definition([task("sso", { escalation: { blocked: [{ to: "lea", offer: ["later"] }] }, due: "2 working days" })], {
      alternatives: alternative("later", { do: "extend", by: duration("1 working day") }),
    });
    const { given } = await givenCase(whole);
    await given.as("anna").clicks("Blocked", { in: await given.post({ kind: "step", step: stepKey("sso"), pass: 1 }) });
    await given.as("anna").submits({ reason: "No answer", on: "vendor" });
    given.core.now += 1;
    await given.tick();
    await given.as("lea").runs("/workflow mine", { channel: CASES });
    expect(given.told("lea")).toMatch(/is blocked\. You are asked how it goes on/);
    await given.as("lea").clicks("See the alternatives", { in: CASES });
    expect(pageOf(given, "lea")).toMatch(/How does it go on.*later/);
    await given.as("lea").clicks("Choose", { in: "modal" });
    expect(instanceOf(given)?.picks).toMatchObject({ "sso:1": { alternative: "later", by: "lea" } });
  });
});
