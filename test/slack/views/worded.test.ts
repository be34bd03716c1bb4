import { describe, expect, it } from "vitest";
import type { DraftWords } from "../../../src/engine/draft-words.ts";
import { agentFor, type Story } from "../../support/given.ts";
import { buttonsOf, email, lastOf, onboarding, show, words } from "./story.ts";

const clerk = agentFor("sara@example.com");
/** `text-1` is kept, as *rita@acme.example*; any other is erased. */
const ref = (text: string) => ({ text, hash: "h" });

const handedOff = (): Story => onboarding().when(email("sara"), { type: "HandOffStep", step: "handover", to: email("carla") });
const withPacket = (story: Story, summary: string): Story => {
  const { to, at } = story.work("handover").handOff!;
  const about = { kind: "packet", step: story.step("handover").key, pass: 1, to, at } as const;
  return story.when(clerk, { type: "RecordWords", about, words: { summary: ref(summary) }, sources: ["F1, status"] });
};

const drafted = (said?: DraftWords): Story =>
  onboarding().when(email("sara"), { type: "DraftMessage", message: "customer-update", ...(said === undefined ? {} : { words: said }) });
const withOffer = (story: Story, text: string): Story =>
  story.when(clerk, {
    type: "RecordWords",
    about: { kind: "draft", draft: lastDraft(story) },
    words: { text: ref(text) },
    sources: ["M, here"],
  });
const lastDraft = (story: Story): string => Object.keys(story.instance.drafts).at(-1)!;
const shown = (story: Story) => show(story, lastOf(story, "draft", "carla"));

describe("what a model worded", () => {
  it("heads the packet, which is whole without it, and is gone from it once it is erased", () => {
    const kept = withPacket(handedOff(), "text-1");
    expect(words(show(kept, lastOf(kept, "handoff", "carla")))).toMatch(
      /\*Summary:\*\n• rita@acme\.example[\s\S]*Worded by a model[\s\S]*\*So far:\*/,
    );
    const erased = withPacket(handedOff(), "gone");
    expect(words(show(erased, lastOf(erased, "handoff", "carla")))).not.toMatch(/Summary|by a model/);
  });

  it("is offered beside a draft's own words, as long as it is there", () => {
    expect(buttonsOf(shown(drafted()).blocks)).toEqual(["Approve", "Reject"]);
    const offered = shown(withOffer(drafted(), "text-1"));
    expect(buttonsOf(offered.blocks)).toEqual(["Approve", "Approve the other words", "Reject"]);
    expect(words(offered)).toContain("You will hear from us about where Acme stands.");
    expect(buttonsOf(shown(withOffer(drafted(), "gone")).blocks)).toEqual(["Approve", "Reject"]);
  });

  it("is what goes out when it is chosen, and says so once it is erased", () => {
    const approve = (story: Story): Story => story.when(email("carla"), { type: "ApproveMessage", draft: lastDraft(story), offered: true });
    expect(words(shown(approve(withOffer(drafted(), "text-1"))))).toContain("rita@acme.example");
    expect(words(shown(approve(withOffer(drafted(), "gone"))))).toContain("(erased)");
  });

  it("shows beside its lines which facts are new since the last, and none where only the words are", () => {
    const before: DraftWords = { text: "Onboarding, A-17\nThe work is under way.", sources: ["F1, status"] };
    const story = drafted(before);
    const now = { text: "Onboarding, A-17\nWe are at it.", sources: ["F1, status"], worded: "English" };
    story.clock(story.now + 1).when(email("sara"), {
      type: "DraftMessage",
      message: "customer-update",
      words: { ...now, facts: ["The work is under way.", "2 of 6 steps are done."] },
    });
    expect(words(shown(story))).toContain("*Its facts since the last one:*\n+ 2 of 6 steps are done.");
    expect(words(shown(story))).toContain("*Since the last one:*\n+ We are at it.\n– The work is under way.");
    const same = drafted(before);
    same.clock(same.now + 1).when(email("sara"), {
      type: "DraftMessage",
      message: "customer-update",
      words: { ...now, facts: ["The work is under way."] },
    });
    expect(words(shown(same))).not.toContain("Its facts since");
  });
});
