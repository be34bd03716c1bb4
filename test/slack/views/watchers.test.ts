import { describe, expect, it } from "vitest";
import type { MessageContent } from "../../../src/engine/messages/effect.ts";
import type { Story } from "../../support/given.ts";
import { buttonsOf, email, lastOf, onboarding, posts, show, words } from "./story.ts";

const told = (story: Story, what: Extract<MessageContent, { kind: "told" }>["what"]) =>
  posts(story).findLast(({ content }) => content.kind === "told" && content.what === what);
const handedOver = () => onboarding().when(email("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "May" } });

describe("a watcher", () => {
  it("hears of each step that is done, of what comes next and who has it, and why they are told", () => {
    const story = handedOver();
    const shown = words(show(story, told(story, "progress")));
    expect(shown).toContain("*Hand over the sale* is done by Sara: 1 of 8 steps done.");
    expect(shown).toMatch(/\*Next:\*\n• \w+: \*Review the contract\*\n• \w+: \*Sign the data processing agreement\*/);
    expect(shown).toContain("You watch this case.");
  });

  it("hears why a step was escalated, and who has been asked", () => {
    const story = handedOver();
    const dpa = story.work("dpa").owner!;
    expect(dpa).toBe(email("luca"));
    story.until("2026-03-05 12:30");
    const message = posts(story).findLast(
      ({ content }) => content.kind === "told" && content.what === "escalated" && content.step === "dpa",
    );
    expect(words(show(story, message))).toContain(
      "*Sign the data processing agreement* has gone quiet. Lea has been asked how it goes on.",
    );
    story.when(dpa, { type: "Hear", step: "dpa", text: "It is with their lawyers until Friday" });
    expect(words(show(story, message))).toContain("was escalated, and goes on");
  });

  it("hears of a block that is over from whoever says so", () => {
    const story = onboarding()
      .when(email("sara"), { type: "BlockStep", step: "handover", reason: "Which goals?", on: "customer" })
      .when(email("sara"), { type: "UnblockStep", step: "handover" });
    expect(words(show(story, told(story, "unblocked")))).toContain("*Hand over the sale* is no longer blocked, says Sara.");
  });
});

describe("a turn that was near", () => {
  it("has come: the notice points to the card", () => {
    const story = onboarding().until("2026-03-02 09:00");
    const message = lastOf(story, "upcoming");
    story.when(email("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "May" } });
    expect(words(show(story, message))).toContain("is your turn now: see its card.");
    expect(buttonsOf(show(story, message).blocks)).toEqual([]);
  });
});

describe("a block whose reason is a question", () => {
  it("ends with its own mark", () => {
    const story = onboarding();
    const card = lastOf(story, "step");
    story.when(email("sara"), { type: "BlockStep", step: "handover", reason: "Okta or Entra ID?", on: "customer" });
    expect(words(show(story, card))).toContain("Okta or Entra ID? Reported by");
  });
});
