import { describe, expect, it } from "vitest";
import { at } from "../../support/builders.ts";
import type { Story } from "../../support/given.ts";
import { claim, email, lastOf, onboarding, show, words } from "./story.ts";

const handedTo = (story: Story, to: string): string => words(show(story, lastOf(story, "handoff", to)));

/** Until somebody has to propose the liquidation, the compliance check having found gaps. */
const proposing = (): Story =>
  claim()
    .when(email("tom"), { type: "TakeStep", step: "triage-classify" })
    .when(email("tom"), { type: "DecideStep", step: "triage-classify", option: "high" })
    .when(email("compliance"), { type: "DecideStep", step: "idd-check", option: "gaps", reason: "No signed advice" });

const BEFORE_KICKOFF = [
  ["handover", { goals: "Live in May" }],
  ["contract-review"],
  ["dpa", { signed_dpa: "https://contracts.example/dpa" }],
  ["billing-setup"],
  ["tenant"],
  ["sso"],
  ["training"],
] as const;

describe("the packet that goes with a handoff", () => {
  it("says what was decided before, by whom and why", () => {
    const story = proposing().when(email("lin"), { type: "HandOffStep", step: "liquidation-propose", to: email("rossi") });
    expect(handedTo(story, "rossi")).toMatch(
      /\*Decided before:\*\n• \*Classify the severity\*: High by Tom, .*\n• \*IDD compliance check\*: Gaps found by Compliance, .*: No signed advice/,
    );
  });

  it("says what is still open: the block, the promise, the message that awaits somebody", () => {
    const story = proposing()
      .when(email("lin"), { type: "CommitTo", step: "liquidation-propose", until: at("2026-03-02 16:00") })
      .when(email("lin"), { type: "BlockStep", step: "liquidation-propose", reason: "No photos", on: "customer" })
      .when(email("lin"), { type: "HandOffStep", step: "liquidation-propose", to: email("rossi") });
    expect(handedTo(story, "rossi")).toMatch(
      /\*Still open:\*\n• \*Blocked on the customer\*: No photos\. Reported by Lin, .*\n• Lin promised it by <!date/,
    );
  });

  it("names what the step needed to start, and the links that the case holds", () => {
    const story = onboarding();
    for (const [step, evidence] of BEFORE_KICKOFF)
      story.when(story.work(step).owner ?? email("maria"), { type: "CompleteStep", step, ...(evidence === undefined ? {} : { evidence }) });
    story.when(email("carla"), { type: "HandOffStep", step: "kickoff", to: email("chen") });
    const told = handedTo(story, "chen");
    expect(told).toContain("*It needed to start:*\n• Customer's goals: Live in May");
    expect(told).toMatch(/\*Links:\*\n• Signed contract: .*contracts\.example\/a-17.*\n• Signed DPA: .*contracts\.example\/dpa/);
  });

  it("has nothing to say of what there is none of, and does not come with what was returned", () => {
    const story = onboarding().when(email("sara"), { type: "HandOffStep", step: "handover", to: email("carla") });
    expect(handedTo(story, "carla")).not.toMatch(/Decided before|Still open/);
    story.when(email("carla"), { type: "ReturnHandOff", step: "handover", missing: "The contract" });
    expect(handedTo(story, "sara")).not.toContain("*So far:*");
  });
});
