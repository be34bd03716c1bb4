import { describe, expect, it } from "vitest";
import { playToEnd } from "../../support/auto-play.ts";
import { absence, DAY, personId } from "../../support/builders.ts";
import { mail, play, problemsOf, ROME_MONDAY, shippedDirectory } from "../../support/play.ts";

const customer = {
  customer_id: "ACME-7",
  customer: "Acme",
  tier: "standard",
  contract: "https://example.com/contract",
  contact: { text: "t-1", hash: "h-1" },
  csm: mail("chen"),
};
const started = (inputs = {}) => play("customer-onboarding").start(mail("sara"), { inputs: { ...customer, ...inputs } });
const handedOver = (inputs = {}) =>
  started(inputs).when(mail("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "grow" } });
/** Everything before single sign-on is done; it is with the one of IT whose turn it is. */
const connecting = () => {
  const story = handedOver();
  story.when(story.work("contract-review").owner!, { type: "CompleteStep", step: "contract-review" });
  return story.when(story.work("tenant").owner!, { type: "CompleteStep", step: "tenant" });
};
const blocked = () => {
  const story = connecting();
  return story
    .when(story.work("sso").owner!, { type: "BlockStep", step: "sso", reason: "Which identity provider?", on: "customer" })
    .tick();
};

describe("an onboarding", () => {
  it("asks for no data processing agreement below the enterprise tier", () => {
    expect(handedOver().status()).toMatchObject({ dpa: "skipped", "contract-review": "active" });
    expect(handedOver({ tier: "enterprise" }).status()).toMatchObject({ dpa: "active", "contract-review": "active" });
  });

  it("spreads the work of a team: the two of legal get one step each", () => {
    const story = handedOver({ tier: "enterprise" });
    expect(new Set([story.work("dpa").owner, story.work("contract-review").owner])).toEqual(new Set([mail("lea"), mail("luca")]));
  });

  it("tells whoever is next that their turn is near, and the owner before the due date", () => {
    const story = handedOver().until("2026-03-06 17:00");
    expect(story.happened("upcoming.queued").map(({ step }) => step)).toEqual(expect.arrayContaining(["billing-setup", "tenant"]));
    expect(story.happened("reminder.queued").map(({ step, id }) => `${step} ${id}`)).toContain("contract-review before[0]");
  });

  it("warns a silent owner in private, then asks the lead, then the process owner, each once", () => {
    const story = connecting();
    const owner = story.work("sso").owner;
    story.until(ROME_MONDAY + 14 * DAY);
    const ofSso = <T extends { readonly step: string }>(bodies: readonly T[]) => bodies.filter((body) => body.step === "sso");
    expect(ofSso(story.happened("warning.queued"))).toMatchObject([{ level: 1, to: [owner] }]);
    expect(ofSso(story.happened("escalation.queued"))).toMatchObject([
      { level: 2, to: [mail("ines")], offer: ["reassign", "extend", "wait-for-customer"] },
      { level: 3, to: [mail("maria")], offer: ["reassign", "extend", "skip-with-approval"] },
    ]);
    expect(problemsOf(story)).toEqual([]);
  });

  it("is quiet about an owner who says something, and never counts a thank you", () => {
    const talking = connecting().clock("2026-03-03 16:00");
    const owner = talking.work("sso").owner!;
    talking.when(owner, { type: "Hear", step: "sso", text: "The certificate came, I test it tomorrow" }).until("2026-03-04 12:00");
    expect(talking.happened("warning.queued").filter(({ step }) => step === "sso")).toEqual([]);
    const polite = connecting()
      .clock("2026-03-03 16:00")
      .when(owner, { type: "Hear", step: "sso", text: "thanks!" })
      .until("2026-03-04 12:00");
    expect(polite.happened("warning.queued").filter(({ step }) => step === "sso")).toHaveLength(1);
  });

  it("asks the lead about a block at once, informs the customer's manager, and offers three ways out", () => {
    expect(blocked().happened("escalation.queued")).toMatchObject([
      { trigger: "blocked", to: [mail("ines")], inform: [mail("chen")], offer: ["wait-for-customer", "use-defaults", "reassign"] },
    ]);
  });

  it("writes to the customer only what somebody else has approved", () => {
    const story = blocked().when(mail("ines"), { type: "PickAlternative", step: "sso", episode: 1, alternative: "wait-for-customer" });
    const [draft] = Object.values(story.instance.drafts);
    expect(draft).toMatchObject({ status: "pending", author: mail("ines") });
    expect(draft?.approvers).not.toContain(mail("ines"));
    expect(story.when(mail("ines"), { type: "ApproveMessage", draft: draft!.id }).rejection?.code).toBe("not-entitled");
    expect(story.when(draft!.approvers[0]!, { type: "MarkMessageSent", draft: draft!.id }).rejection?.code).toBe("wrong-state");
    story
      .when(draft!.approvers[0]!, { type: "ApproveMessage", draft: draft!.id })
      .when(draft!.approvers[0]!, { type: "MarkMessageSent", draft: draft!.id });
    expect(story.instance.drafts[draft!.id]).toMatchObject({ status: "sent", approvedBy: draft!.approvers[0] });
    expect(problemsOf(story)).toEqual([]);
  });

  it("lets the first valid click win, and tells the second who chose what", () => {
    const story = blocked().when(mail("ines"), { type: "PickAlternative", step: "sso", episode: 1, alternative: "use-defaults" });
    expect(story.step("sso").status).toBe("active");
    const late = story.when(mail("maria"), {
      type: "PickAlternative",
      step: "sso",
      episode: 1,
      alternative: "reassign",
      args: { to: personId(mail("ivo")) },
    });
    expect(late.rejection).toMatchObject({ code: "stale" });
    expect(late.rejection?.message).toContain('chose "Use the default configuration"');
  });

  it("asks the delegate of whoever is away, and keeps both names", () => {
    const story = started();
    const away = shippedDirectory();
    const lea = away.people.get(personId(mail("lea")))!;
    const people = new Map(away.people).set(lea.id, { ...lea, absences: [absence(ROME_MONDAY, ROME_MONDAY + 30 * DAY)] });
    story.directory = { ...away, people };
    story.when(mail("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "grow" } });
    expect(story.work("contract-review").owner).toBe(mail("luca"));
  });

  it("keeps its kickoff waiting for the goals, and is completed when everybody has done their part", () => {
    const story = playToEnd(
      blocked().when(mail("ines"), { type: "PickAlternative", step: "sso", episode: 1, alternative: "use-defaults" }),
    );
    expect(story.instance).toMatchObject({ status: "completed", outcome: "completed" });
    // Its watcher held the kickoff, and is not told what they just did.
    expect(story.posted("told").filter((message) => message.content.what === "completed")).toEqual([]);
    expect(story.wakeAt).toBeUndefined();
    expect(problemsOf(story)).toEqual([]);
  });
});
