import { describe, expect, it } from "vitest";
import { charterAnswer } from "../../../src/slack/views/answers/charter.ts";
import { aCharter } from "./charter.ts";
import { email, fileOf, onboarding, words } from "./story.ts";

const read = (reader: string): string => {
  const charter = aCharter(fileOf(onboarding()), "words");
  const trust = charter.trust.map((each) => ({ ...each, reasons: ["too early", "Anna is on it"], drift: { goals: 1, plan: 2 } }));
  return words(charterAnswer({ ...charter, trust }, email(reader)));
};

describe("what an agent has earned", () => {
  it("names what people changed in it, most often first", () => {
    expect(read("nobody")).toContain("1 changed (plan 2 and goals 1), 1 dismissed");
  });

  it("tells the process owner why it was dismissed last; what people wrote in a case is nobody else's to read", () => {
    expect(read("maria")).toContain("why the last was dismissed: Anna is on it");
    expect(read("nobody")).not.toContain("Anna is on it");
  });
});
