import { describe, expect, it } from "vitest";
import { buttonsOf, claim, email, lastOf, onboarding, posts, show, words } from "./story.ts";

describe("a notice", () => {
  it("reminds with the reason, one act, and what follows otherwise", () => {
    const story = onboarding().until("2026-03-03 08:30");
    const shown = show(story, lastOf(story, "reminder"));
    expect(words(shown)).toMatch(/If (nothing is heard|it is not done) by <!date[^>]*>, I tell \w+\./);
    expect(words(shown)).toMatch(/\*Why now\?\* .*Rule: .*reminders.*customer-onboarding\.yaml:\d+.*version [0-9a-f]{8}/);
    expect(buttonsOf(shown.blocks)).toEqual(["Done", "Blocked", "Later"]);
  });

  it("is not sent any more once its step is done, and says so where it was sent", () => {
    const story = onboarding().until("2026-03-03 08:30");
    const message = lastOf(story, "reminder", "sara");
    story.when(email("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "May" } });
    const shown = show(story, message);
    expect(shown).toMatchObject({ moot: true, final: true });
    expect(words(shown)).toContain("done by you");
  });

  it("warns in private before anybody else is told", () => {
    const story = claim().when(email("tom"), { type: "TakeStep", step: "triage-classify" }).until("2026-03-02 17:00");
    const message = lastOf(story, "warning", "tom");
    expect(message?.audience.to).toBe("person");
    expect(words(show(story, message))).toContain("Only you see this.");
  });

  it("tells a customer nothing: a draft is shown to those who may approve it, then copied and marked as sent", () => {
    const story = onboarding().when(email("sara"), { type: "BlockStep", step: "handover", reason: "Which goals?", on: "customer" });
    story.until("2026-03-02 12:00");
    const escalation = lastOf(story, "escalation");
    expect(escalation).toBeDefined();
    const { episode } = escalation!.content as { episode: number };
    story.when(email("maria"), { type: "PickAlternative", step: "handover", episode, alternative: "wait-for-customer" });
    const draft = lastOf(story, "draft");
    expect(words(show(story, draft))).toContain("To go on with Acme we need one decision from you: Which goals?");
    expect(words(show(story, draft))).toContain("A message to rita@acme.example");
    expect(buttonsOf(show(story, draft).blocks)).toEqual(["Approve", "Reject"]);
    story.when(email("carla"), { type: "ApproveMessage", draft: (draft!.content as { draft: string }).draft });
    expect(buttonsOf(show(story, draft).blocks)).toEqual(["Sent"]);
    story.when(email("carla"), { type: "MarkMessageSent", draft: (draft!.content as { draft: string }).draft });
    expect(show(story, draft)).toMatchObject({ final: true });
  });
});

describe("an escalation", () => {
  /** Luca reports a block: the team's lead is asked, the customer success manager informed. */
  const blocked = () =>
    onboarding()
      .when(email("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "May" } })
      .when(email("maria"), { type: "ReassignStep", step: "contract-review", to: email("luca") })
      .when(email("luca"), { type: "BlockStep", step: "contract-review", reason: "No signature", on: "customer" })
      .until("2026-03-02 11:00");

  it("gives those asked the detail and three alternatives, each with its predicted effect", () => {
    const story = blocked();
    const asked = posts(story).findLast(({ content }) => content.kind === "escalation" && content.detail);
    const shown = show(story, asked);
    expect(words(shown)).toContain("is blocked since");
    expect(buttonsOf(shown.blocks)).toEqual(["Choose", "Choose", "Choose"]);
    expect(words(shown)).toMatch(/\*1\. Ask the customer to decide\*\n.*The due date moves to <!date.*The target of/);
    expect(words(shown)).toContain("A message is drafted for approval.");
  });

  it("gives those informed a summary with the same alternatives and no button, and pings nobody", () => {
    const story = blocked();
    const informed = posts(story).find(({ content }) => content.kind === "escalation" && !content.detail);
    const shown = show(story, informed);
    expect(buttonsOf(shown.blocks)).toEqual([]);
    expect(words(shown)).toMatch(/\*Blocked on the customer\*: No signature\. [\s\S]*\*1\. [\s\S]*\*2\. [\s\S]*\*3\. /);
    expect(shown.mentions).toEqual([]);
    expect(words(shown)).not.toContain("*Last heard:*");
  });

  it("says everywhere who chose what and when", () => {
    const story = blocked();
    const prompts = posts(story).filter(({ content }) => content.kind === "escalation");
    const { episode } = prompts[0]!.content as { episode: number };
    story.when(email("maria"), { type: "PickAlternative", step: "contract-review", episode, alternative: "use-defaults" });
    for (const prompt of prompts) {
      const shown = show(story, prompt);
      expect(shown.final).toBe(true);
      expect(words(shown)).toMatch(/\*Use the default configuration\* was chosen by (Maria|you), <!date/);
    }
  });

  it("says so where fewer than three alternatives are possible", () => {
    const story = blocked();
    const prompt = lastOf(story, "escalation")!;
    const content = { ...prompt.content, offer: ["reassign"] } as typeof prompt.content;
    expect(words(show(story, { ...prompt, content }))).toContain("Only one alternative is possible here.");
  });

  it("asks for an approval where the alternative needs one, and says how that ended", () => {
    const story = blocked().until("2026-03-04 10:00");
    const { episode } = lastOf(story, "escalation")!.content as { episode: number };
    story.when(email("lea"), { type: "PickAlternative", step: "contract-review", episode, alternative: "skip-with-approval" });
    const proposal = lastOf(story, "proposal");
    const shown = show(story, proposal);
    expect(buttonsOf(shown.blocks)).toEqual(["Approve", "Refuse"]);
    expect(words(shown)).toMatch(/Lea proposes for \*Review the contract\*: \*Skip this step\*/);
    expect(words(show(story, lastOf(story, "escalation")))).toContain("It waits for the approval of");
    story.when(email("maria"), { type: "SettleProposal", step: "contract-review", episode, approve: false, reason: "No" });
    expect(words(show(story, proposal))).toContain("was refused by you");
    expect(buttonsOf(show(story, lastOf(story, "escalation")).blocks)).toHaveLength(3);
  });

  it("tells a lead what nobody has taken, and that it is late when it is", () => {
    const story = claim().until("2026-03-03 09:00");
    expect(words(show(story, lastOf(story, "unclaimed")))).toMatch(/\*Team triage:\* .*\. It was due <!date/);
  });

  it("names the case once where it is about the whole case", () => {
    const story = onboarding();
    const shown = words(
      show(
        story,
        posts(story).find(({ content }) => content.kind === "told" && content.what === "started"),
      ),
    );
    expect(shown.match(/Onboard Acme/g)).toHaveLength(1);
  });

  it("pings nobody who has just caused it: a lead who blocks a step is asked by name", () => {
    const story = onboarding();
    story.when(email("maria"), {
      type: "BlockStep",
      step: "handover",
      reason: "No goals yet",
      on: "customer",
      urgency: "urgent",
      note: "For Sara",
    });
    story.tick();
    const prompt = posts(story).find(({ content }) => content.kind === "escalation" && content.detail)!;
    const asked = { ...prompt, audience: { to: "thread" }, content: { ...prompt.content, to: [email("maria")] } } as typeof prompt;
    expect(show(story, asked).mentions).toEqual([]);
    expect(words(show(story, asked))).toMatch(/^Maria: /);
  });

  it("tells by which rule a process owner is asked how a no goes on", () => {
    const story = onboarding();
    const told = { type: "post", audience: { to: "person", person: email("maria") } } as const;
    const content = { kind: "told", what: "rejected-ask", step: "contract-review", by: email("lea") } as const;
    expect(words(show(story, { ...told, key: "k", content } as never))).toMatch(
      /Why now\?.* Rule: steps\.contract-review\.on_reject.*version/,
    );
  });
});
