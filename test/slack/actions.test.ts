import { describe, expect, it } from "vitest";
import { approval, decision, definition, field, option, stepKey, task } from "../support/builders.ts";
import { CASES, givenSlackApp } from "./support/given-slack-app.ts";

const card = (step: string, pass = 1) => ({ kind: "step", step: stepKey(step), pass }) as const;

describe.each(["http", "socket"] as const)("a click on a step's card, over %s", (mode) => {
  it("completes the step for its owner, in their name", async () => {
    const given = await givenSlackApp({ mode });
    await given.start();
    const at = await given.post(card("sso"));
    const { response } = await given.as("anna").clicks("Done", { in: at });
    expect(response).toMatchObject({ ok: true });
    expect(given.step("sso")).toMatchObject({ status: "done", by: "anna" });
    expect(given.core.commands.at(-1)).toMatchObject({
      type: "CompleteStep",
      actor: { kind: "person", id: "anna" },
      via: "slack",
      workspace: "T1",
    });
  });

  it("is not acknowledged while nothing can be committed", async () => {
    const given = await givenSlackApp({ mode });
    await given.start();
    const at = await given.post(card("sso"));
    given.core.failing = true;
    const clicked = given.as("anna").clicks("Done", { in: at });
    expect((await clicked).response.ok).toBe(false);
    expect(given.step("sso")).toMatchObject({ status: "active" });
  });
});

describe("a click", () => {
  it("acts once, however often Slack delivers it", async () => {
    const given = await givenSlackApp();
    await given.start();
    await given.as("anna").clicks("On it", { in: await given.post(card("sso")) });
    const ids = given.core.commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.at(-1)).toContain("UANNA");
  });

  it("of somebody who may not is refused in private, saying who can, and leaves a row", async () => {
    const given = await givenSlackApp();
    await given.start();
    await given.as("ben").clicks("Done", { in: await given.post(card("sso")) });
    await given.slack.waitFor(() => given.told("ben"));
    expect(given.told("ben")).toContain("Anna");
    expect(given.step("sso").status).toBe("active");
    expect(given.core.rows.at(-1)).toMatchObject({ verdict: "DENY" });
    expect(
      given
        .as("anna")
        .sees(CASES)
        .filter(({ isEphemeral }) => isEphemeral),
    ).toEqual([]);
  });

  it("that would open a form is refused before the form, if its asker could not send it", async () => {
    const given = await givenSlackApp();
    await given.start();
    await given.as("ben").clicks("Blocked", { in: await given.post(card("sso")) });
    await given.slack.waitFor(() => given.told("ben"));
    expect(given.as("ben").modal()).toBeUndefined();
    expect(given.core.rows.at(-1)).toMatchObject({ verdict: "DENY" });
  });

  it("on a card that is out of date is answered with today's truth, and the card is mended", async () => {
    const given = await givenSlackApp();
    await given.start();
    const at = await given.post(card("sso"));
    await given.as("anna").clicks("Done", { in: at });
    await given.as("anna").clicks("On it", { in: at });
    await given.slack.waitFor(() => given.told("anna"));
    expect(given.told("anna")).toContain("done");
    expect(given.refreshed).toEqual([...given.core.instances.keys()]);
  });

  it("on a button that is none of ours is refused, and recorded", async () => {
    const given = await givenSlackApp();
    await given.start();
    const forged = { type: "button", action_id: "done", value: '{"i":"all"}', text: { type: "plain_text", text: "Forged" } };
    const headers = { "content-type": "application/json", authorization: `Bearer ${given.slack.botToken}` };
    const body = JSON.stringify({ channel: CASES, text: "x", blocks: [{ type: "actions", elements: [forged] }] });
    await fetch(`${given.slack.url}chat.postMessage`, { method: "POST", headers, body });
    const { response } = await given.as("anna").clicks("Forged", { in: CASES });
    expect(response.ok).toBe(true);
    expect(given.core.commands.at(-1)).toMatchObject({ type: "RecordRefusal", act: "done" });
  });

  it("on a link is acknowledged, and nothing else", async () => {
    const given = await givenSlackApp();
    const link = { type: "button", action_id: "open-link", url: "https://example.com", text: { type: "plain_text", text: "Open" } };
    const headers = { "content-type": "application/json", authorization: `Bearer ${given.slack.botToken}` };
    const body = JSON.stringify({ channel: CASES, text: "x", blocks: [{ type: "actions", elements: [link] }] });
    await fetch(`${given.slack.url}chat.postMessage`, { method: "POST", headers, body });
    expect((await given.as("anna").clicks("Open", { in: CASES })).response.ok).toBe(true);
    expect(given.core.commands).toEqual([]);
  });

  it("of the lead on done asks in a note why they act for the owner", async () => {
    const given = await givenSlackApp({ definition: definition([task("sso", { owner: "team:crew" })]) });
    await given.start();
    const at = await given.post(card("sso"));
    await given.as("lea").clicks("Done", { in: at });
    await given.as("lea").submits({ note: "Anna is on a plane" });
    expect(given.step("sso")).toMatchObject({ status: "done", by: "lea" });
  });
});

describe("a form", () => {
  const withEvidence = definition([
    task("sso", { evidence: [field("link", { type: "url", label: "Link" }), field("seats", { type: "number", label: "Seats" })] }),
  ]);

  it("asks for the evidence of done", async () => {
    const given = await givenSlackApp({ definition: withEvidence });
    await given.start();
    await given.as("anna").clicks("Done", { in: await given.post(card("sso")) });
    expect(given.step("sso").status).toBe("active");
    const accepted = await given.as("anna").submits({ Link: "https://example.com/sso", Seats: "12" });
    expect(accepted.view).toBeUndefined();
    expect(given.step("sso").status).toBe("done");
    expect([...given.core.instances.values()][0]?.evidence).toMatchObject({
      link: { value: "https://example.com/sso" },
      seats: { value: 12 },
    });
  });

  it("blocks a step with reason, on whom, and until when", async () => {
    const given = await givenSlackApp();
    await given.start();
    await given.as("anna").clicks("Blocked", { in: await given.post(card("sso")) });
    await given.as("anna").submits({ reason: "No answer", on: "customer", "on-whom": "Acme", urgency: "urgent" });
    expect(given.step("sso")).toMatchObject({
      status: "blocked",
      block: { reason: "No answer", on: "customer", onWhom: "Acme", urgency: "urgent" },
    });
  });

  it("refuses an impossible time under the field, and takes the corrected form", async () => {
    const given = await givenSlackApp();
    await given.start();
    await given.as("anna").clicks("Blocked", { in: await given.post(card("sso")) });
    const past = Math.floor((given.core.now - 3_600_000) / 1000);
    const wrong = await given.as("anna").submits({ reason: "No answer", on: "vendor", until: past });
    expect(wrong.errors).toMatchObject({ until: expect.any(String) });
    const right = await given.as("anna").submits({ until: past + 90_000 });
    expect(right.errors).toBeUndefined();
    expect(given.step("sso")).toMatchObject({ status: "blocked" });
  });

  it("hands a step to somebody whom nobody here knew, and knows them from then on", async () => {
    const given = await givenSlackApp();
    given.slack.addUser({ id: "UNEW", realName: "Nora New", email: "nora@example.com", tz: "Asia/Tokyo" });
    await given.start();
    await given.as("anna").clicks("Hand off", { in: await given.post(card("sso")) });
    await given.as("anna").submits({ person: "UNEW", note: "Please take over" });
    expect(given.step("sso")).toMatchObject({ owner: "UNEW" });
    expect(given.core.saved).toMatchObject([{ id: "UNEW", name: "Nora New", zone: "Asia/Tokyo" }]);
  });

  it("decides with the reason that an option needs", async () => {
    const given = await givenSlackApp({
      definition: definition([decision("triage", { options: [option("low"), option("fail", { reason: true })] })]),
    });
    await given.start();
    await given.as("anna").clicks("fail", { in: await given.post(card("triage")) });
    await given.as("anna").submits({ reason: "Not covered" });
    expect(given.step("triage")).toMatchObject({ status: "done", outcome: "fail" });
  });

  it("is not asked for an option that needs none", async () => {
    const given = await givenSlackApp({
      definition: definition([decision("triage", { options: [option("low"), option("fail", { reason: true })] })]),
    });
    await given.start();
    await given.as("anna").clicks("low", { in: await given.post(card("triage")) });
    expect(given.step("triage")).toMatchObject({ status: "done", outcome: "low" });
  });

  it("rejects a request with its reason, on the proposal that was shown", async () => {
    const given = await givenSlackApp({ definition: definition([approval("budget", { approvers: "ben", onReject: { do: "cancel" } })]) });
    await given.start();
    const at = await given.post(card("budget"));
    await given.as("ben").clicks("Reject", { in: at });
    await given.as("ben").submits({ reason: "Too much" });
    expect(given.core.commands.at(-1)).toMatchObject({ type: "CastVote", vote: "reject", reason: "Too much", revision: 1 });
    expect([...given.core.instances.values()][0]?.status).toBe("cancelled");
  });

  it("confirms the time that a snooze was understood as", async () => {
    const given = await givenSlackApp({
      definition: definition([task("sso", { due: "2 working days", reminders: { before: ["4 hours"] } })]),
    });
    await given.start();
    await given.as("anna").clicks("Later", { in: await given.post(card("sso")) });
    await given.as("anna").submits({ preset: "1-hour" });
    await given.slack.waitFor(() => given.told("anna"));
    expect(given.told("anna")).toContain("I remind you of");
  });

  it("that cannot be opened any more says so", async () => {
    const given = await givenSlackApp();
    await given.start();
    given.slack.faults.error("views.open", "expired_trigger_id");
    const { response } = await given.as("anna").clicks("Blocked", { in: await given.post(card("sso")) });
    expect(response.ok).toBe(true);
    await given.slack.waitFor(() => given.told("anna"));
    expect(given.told("anna")).toContain("too long");
  });
});

describe("a page", () => {
  it("of details opens for whoever may see the case, and not for others", async () => {
    const given = await givenSlackApp({
      definition: definition([task("sso")], { access: { start: undefined, see: undefined, audit: [] } }),
    });
    await given.start();
    const at = await given.post(card("sso"));
    await given.as("anna").clicks("Details", { in: at });
    expect(given.as("anna").modal()?.callback_id).toBe("page.details");
    await given.as("ben").clicks("Details", { in: at });
    await given.slack.waitFor(() => given.told("ben"));
    expect(given.as("ben").modal()).toBeUndefined();
  });

  it("tells why a notice was sent", async () => {
    const given = await givenSlackApp();
    await given.start();
    await given.as("anna").clicks("Why now?", { in: await given.post(card("sso")) });
    expect(given.as("anna").modal()?.callback_id).toBe("page.why");
  });
});
