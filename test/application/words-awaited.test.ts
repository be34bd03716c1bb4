import { describe, expect, it } from "vitest";
import { wordsAwaited } from "../../src/application/words-awaited.ts";
import { DEFAULT_AUTOMATION } from "../../src/engine/autonomy/policy.ts";
import { definition, personId, task, whos } from "../support/builders.ts";
import { given } from "../support/given.ts";

const messages = { question: { id: "question", to: whos("input:contact"), approve: whos("ben"), text: "Well?" } };
const begun = (automation = false) =>
  given({
    definition: definition([task("a", { owner: "anna" })], { messages, ...(automation ? { automation: DEFAULT_AUTOMATION } : {}) }),
  }).start("sam");
const awaited = (story: ReturnType<typeof begun>) => wordsAwaited(story.definition, story.instance, story.last.events);

describe("what a model may word after a decision", () => {
  it("is the packet of a handoff, once for each", () => {
    const jobs = awaited(begun().when("anna", { type: "HandOffStep", step: "a", to: personId("ben") }));
    expect(jobs).toMatchObject([{ queue: "word", data: { kind: "words", about: { kind: "packet", step: "a", pass: 1, to: "ben" } } }]);
  });

  it("is a message that a template words, where its workflow speaks of automation", () => {
    const drafts = { type: "DraftMessage", message: "question", step: "a" } as const;
    expect(awaited(begun(true).when("anna", drafts))).toMatchObject([{ data: { about: { kind: "draft" } } }]);
    expect(awaited(begun(true).when("anna", { ...drafts, words: { text: "Well, well?", sources: [] } }))).toEqual([]);
    expect(awaited(begun().when("anna", drafts))).toEqual([]);
  });

  it("is nothing of all else", () => expect(awaited(begun().when("anna", { type: "CompleteStep", step: "a" }))).toEqual([]));
});
