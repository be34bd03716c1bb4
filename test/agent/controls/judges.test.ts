import { describe, expect, it } from "vitest";
import { judgeToolRate } from "../../../src/agent/controls/tool-rate-limit.ts";
import { judgeTopics } from "../../../src/agent/controls/topic-guardrail.ts";
import type { ControlPolicy } from "../../../src/application/ports/controls.ts";

const SALARIES = { name: "salaries", words: ["salary", "stipend*", "pay rise", "Gehälter"] };
const REFUNDS = { name: "refunds", words: ["refund*", "rimborso"] };
const forbidding: ControlPolicy["topics"] = { forbid: [SALARIES], only: [] };
const only: ControlPolicy["topics"] = { forbid: [SALARIES], only: [REFUNDS] };
const verdictOn = (text: string, topics = forbidding, of: "text" | "answer" = "text") => judgeTopics(text, topics, of)[0]?.verdict;

describe("the topic guardrail", () => {
  it.each(["What is her SALARY?", "a pay  rise,", "gli stipendi di marzo", "die GEHALTER", "ｓａｌａｒｙ", "pay\nrise"])(
    "finds what is forbidden: %j",
    (text) => {
      expect(judgeTopics(text, forbidding, "text")).toEqual([
        { control: "topic-guardrail", verdict: "DENY", reason: "the text speaks of salaries, which the workflow forbids" },
      ]);
    },
  );

  it.each(["salaryman", "they pay and it will rise", "stip", "", "nothing of the kind"])("takes whole words alone: %j", (text) =>
    expect(verdictOn(text)).toBe("ALLOW"),
  );

  it("refuses a text that is about nothing that is allowed, and lets pass what is", () => {
    expect(verdictOn("Refunds for Acme?", only)).toBe("ALLOW");
    expect(verdictOn("Il rimborso è arrivato", only)).toBe("ALLOW");
    expect(judgeTopics("Tell me a joke", only, "text")).toEqual([
      { control: "topic-guardrail", verdict: "DENY", reason: "the text speaks of none of refunds, which the workflow allows alone" },
    ]);
    expect(verdictOn("a refund of her salary", only)).toBe("DENY");
  });

  it("marks an answer that is beside the topic, and refuses one that is forbidden", () => {
    expect(verdictOn("Yes, on Thursday", only, "answer")).toBe("WARN");
    expect(verdictOn("Her salary is 12", only, "answer")).toBe("DENY");
  });

  it("says nothing where a workflow forbids nothing", () => expect(judgeTopics("salary", { forbid: [], only: [] }, "text")).toEqual([]));

  it("reads a megabyte in under a second", () => {
    const { user } = process.cpuUsage();
    expect(verdictOn("pay ".repeat(250_000))).toBe("ALLOW");
    expect((process.cpuUsage().user - user) / 1_000).toBeLessThan(1_000);
  });
});

describe("the tool rate limit", () => {
  it("allows calls up to the limit, marks the last of them, and denies what is beyond", () => {
    const verdicts = [1, 8, 9, 10, 11, 12].map((count) => judgeToolRate("add_note", count, 10).verdict);
    expect(verdicts).toEqual(["ALLOW", "ALLOW", "WARN", "WARN", "DENY", "DENY"]);
    expect(judgeToolRate("add_note", 11, 10).reason).toBe("call 11 of add_note within an hour, of 10 allowed");
  });
});
