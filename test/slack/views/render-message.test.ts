import { describe, expect, it } from "vitest";
import { renderMessage } from "../../../src/slack/views/render-message.ts";
import { stepKey } from "../../support/builders.ts";
import { buttonsOf, claim, email, expectBlocks, fileOf, lastOf, onboarding, posts, show, words } from "./story.ts";

describe("the case card", () => {
  it("shows each step with owner, due and state, and who acts next", () => {
    const story = onboarding();
    const text = words(show(story, lastOf(story, "case")));
    expect(text).toContain("*Onboard Acme*: running, 0 of 8 steps done");
    expect(text).toContain("◐ *Hand over the sale* · Sara, due <!date^");
    expect(text).toContain("○ *Kickoff* · waiting, planned for Carla");
    expect(text).toMatch(/\*Next:\*\n• Sara: \*Hand over the sale\*/);
    expect(text).toContain("Expected to finish");
  });

  it("is a plan with a task for each step where the workspace takes it", () => {
    const story = onboarding();
    const { blocks } = show(story, lastOf(story, "case"), true);
    const plan = blocks.find((block) => block.type === "plan");
    expect(plan).toMatchObject({ title: "0 of 8 steps done" });
    expect(plan?.type === "plan" ? plan.tasks?.map((task) => task.status) : []).toEqual([
      "in_progress",
      ...Array.from({ length: 7 }, () => "pending"),
    ]);
  });

  it("pings nobody, and has no button once the case has ended", () => {
    const story = onboarding().when(email("maria"), { type: "CancelInstance", reason: "They left." });
    const card = show(story, lastOf(story, "case"));
    expect([card.mentions, buttonsOf(card.blocks)]).toEqual([[], []]);
    expect(words(card)).not.toContain("<@");
  });
});

describe("a step's card", () => {
  const handover = (story = onboarding()) => ({
    story,
    card: posts(story).find(({ key }) => key === "step:handover:1:thread"),
    dm: posts(story).find(({ key }) => key.startsWith("step:handover:1:dm")),
  });

  it("names in the thread what is asked, by when, and what done means, without pinging the starter who owns it", () => {
    const { story, card } = handover();
    const shown = show(story, card);
    expect(words(shown)).toMatch(/^Sara: \*Hand over the sale\* is yours, due <!date/);
    expect(words(shown)).toContain("• Customer's goals (needed)");
    expect(shown.mentions).toEqual([]);
    expect(buttonsOf(shown.blocks)).toEqual(["Done", "On it", "Blocked", "Hand off", "Later"]);
  });

  it("pings another owner once, first in the notification", () => {
    const story = onboarding().when(email("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "May" } });
    const review = show(
      story,
      posts(story).find(({ key }) => key === "step:contract-review:1:thread"),
    );
    expect(review.mentions).toHaveLength(1);
    expect(review.text).toMatch(/^<@U[A-Z]+>: \*Review the contract\* is yours/);
    expect(words(review).match(/<@/g)).toHaveLength(1);
  });

  it("pings nobody in a direct message", () => {
    const { story, dm } = handover();
    expect(words(show(story, dm))).not.toContain("<@");
  });

  it("shows what came before it, and by whom", () => {
    const story = onboarding();
    story.when(email("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "Go live in May" } });
    const dpa = show(
      story,
      posts(story).find(({ key }) => key === "step:dpa:1:thread"),
    );
    expect(words(dpa)).toContain("*Before this:* *Hand over the sale* done by Sara");
  });

  it("offers to lift a block, and not to block again", () => {
    const { story, card } = handover();
    story.when(email("sara"), { type: "BlockStep", step: "handover", reason: "No goals yet", on: "customer", onWhom: "Rita" });
    const shown = show(story, card);
    expect(words(shown)).toContain("*Blocked on the customer* (Rita): No goals yet.");
    expect(buttonsOf(shown.blocks)).toEqual(["Done", "No longer blocked", "Hand off", "Later"]);
  });

  it("says who did it and when, without buttons, once it is done", () => {
    const { story, card } = handover();
    story.when(email("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "Go live in May" } });
    const shown = show(story, card);
    expect([shown.final, buttonsOf(shown.blocks)]).toEqual([true, []]);
    expect(words(shown)).toMatch(/● \*Hand over the sale\*: done by Sara, <!date.*\n• Customer's goals: Go live in May/);
  });

  it("closes with its case", () => {
    const { story, card } = handover();
    story.when(email("maria"), { type: "CancelInstance", reason: "They left." });
    expect(show(story, card)).toMatchObject({ final: true });
    expect(words(show(story, card))).toContain("the case is cancelled");
  });

  it("is taken by a member while a team owns it", () => {
    const story = claim();
    const card = show(
      story,
      posts(story).find(({ key }) => key === "step:triage-classify:1:thread"),
    );
    expect(buttonsOf(card.blocks)).toEqual(["Take it"]);
    expect(words(card)).toContain("whoever takes it owns it");
  });

  it("offers a decision's options as buttons", () => {
    const story = claim().when(email("tom"), { type: "TakeStep", step: "triage-classify" });
    const card = show(
      story,
      posts(story).find(({ key }) => key === "step:triage-classify:1:thread"),
    );
    expect(buttonsOf(card.blocks).slice(0, 3)).toEqual(["Low", "Medium", "High"]);
  });
});

const atApproval = () => {
  const story = claim()
    .when(email("tom"), { type: "TakeStep", step: "triage-classify" })
    .when(email("tom"), { type: "DecideStep", step: "triage-classify", option: "high" })
    .when(email("compliance"), { type: "DecideStep", step: "idd-check", option: "pass" })
    .when(email("lin"), {
      type: "CompleteStep",
      step: "liquidation-propose",
      evidence: { proposed_reserve: 9_500, underwriting_aligned: true },
    });
  return { story, prompt: posts(story).find(({ key }) => key === "step:liquidation-approve:1:thread") };
};

describe("an approval's prompt", () => {
  it("shows facts, before and after, evidence, who is asked and by when", () => {
    const { story, prompt } = atApproval();
    const shown = show(story, prompt);
    expect(words(shown)).toContain("*Reserve*\n12,000 → 9,500");
    expect(words(shown)).toContain("*Asked:* Ferrari.");
    expect(words(shown)).toContain("• Underwriting aligned: yes");
    expect(words(shown)).toContain("*Proposed by:* Lin");
    expect(buttonsOf(shown.blocks)).toEqual(["Approve", "Reject", "Request changes"]);
    expect(shown.mentions).toEqual([email("ferrari")]);
  });

  it("carries the revision it shows in its buttons", () => {
    const { story, prompt } = atApproval();
    expect(JSON.stringify(show(story, prompt).blocks)).toContain('\\"r\\":1');
  });

  it("says who decided what and when, and loses its buttons, even when a rejection sent the work back", () => {
    const { story, prompt } = atApproval();
    story.when(email("ferrari"), { type: "CastVote", step: "liquidation-approve", vote: "reject", reason: "Too low", revision: 1 });
    const shown = show(story, prompt);
    expect([shown.final, buttonsOf(shown.blocks)]).toEqual([true, []]);
    expect(words(shown)).toMatch(/\*Approve the liquidation\*: \*rejected\* by Ferrari, <!date.* Too low/);
    expect(words(shown)).toContain("12,000 → 9,500");
  });
});

describe("every message the engine posts", () => {
  const stories = (): readonly (readonly [string, ReturnType<typeof onboarding>])[] => [
    ["an onboarding that nobody touches", onboarding().until("2026-05-01 12:00")],
    ["a claim that nobody takes", claim().until("2026-03-20 12:00")],
    ["a claim at its approval", atApproval().story.until("2026-03-20 12:00")],
    [
      "a step handed off",
      onboarding()
        .when(email("sara"), { type: "HandOffStep", step: "handover", to: email("carla"), note: "Please" })
        .until("2026-03-20 12:00"),
    ],
  ];

  it.each(stories())("passes Slack's limits, now and at the end: %s", (_name, story) => {
    expect(posts(story).length).toBeGreaterThan(3);
    for (const message of posts(story)) {
      expect(show(story, message).text).not.toBe("");
      show(story, message, true);
    }
    story.when(story.definition.workflow === "claim-handling" ? email("claims-head") : email("maria"), {
      type: "CancelInstance",
      reason: "Over",
    });
    for (const message of posts(story)) {
      const shown = show(story, message);
      if (message.content.kind !== "case") expect([message.key, buttonsOf(shown.blocks)]).toEqual([message.key, []]);
    }
  });

  it("is the same for the same case, reader and moment", () => {
    const story = onboarding();
    for (const { content, audience } of posts(story)) {
      const once = renderMessage(content, audience, fileOf(story), { plan: true });
      expect(renderMessage(content, audience, fileOf(story), { plan: true })).toEqual(once);
    }
  });

  it("is still shown when its step has gone from the definition", () => {
    const story = onboarding();
    const shown = renderMessage({ kind: "step", step: stepKey("gone"), pass: 1 }, { to: "thread" }, fileOf(story), { plan: false });
    expectBlocks(shown.blocks);
    expect(shown.final).toBe(true);
  });
});
