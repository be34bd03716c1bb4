import { describe, expect, it } from "vitest";
import { decision, definition, field, option, stepKey, task } from "../../support/builders.ts";
import { given } from "../../support/given.ts";

const back = (step: string, atMost = 3) => ({ do: "back", step: stepKey(step), atMost }) as const;
const check = decision("check", {
  needs: ["draft"],
  audit: "idd.check",
  options: [
    option("pass", { title: "Pass" }),
    option("gaps", { title: "Gaps found", verdict: "WARN", reason: true }),
    // biome-ignore lint/suspicious/noThenProperty: the definition's own word
    option("fail", { title: "Fail", verdict: "DENY", reason: true, then: back("draft", 1) }),
    // biome-ignore lint/suspicious/noThenProperty: the definition's own word
    option("stop", { title: "Stop", then: { do: "end", outcome: "false-alarm" } }),
  ],
});
const flow = definition([task("draft"), check, task("send", { needs: ["check"], owner: "ben" })], {
  watchers: [{ who: "address", address: "cora" }],
});
const checking = () => given({ definition: flow }).start().when("anna", { type: "CompleteStep", step: "draft" });
const decide = (choice: string, reason?: string) =>
  ({ type: "DecideStep", step: "check", option: choice, ...(reason ? { reason } : {}) }) as const;

describe("a decision", () => {
  it("goes on with the option that its owner picks, under the step's own name in the trace", () => {
    const story = checking().when("anna", decide("pass"));
    expect(story.step("check")).toMatchObject({ status: "done", outcome: "pass", by: "anna" });
    expect(story.status().send).toBe("active");
    expect(story.events.find(({ body }) => body.type === "decision.made")).toMatchObject({ action: "idd.check", verdict: "ALLOW" });
  });

  it("carries its verdict and its reason", () => {
    const story = checking().when("anna", decide("gaps", "Two papers are missing."));
    const row = story.events.find(({ body }) => body.type === "decision.made");
    expect(row).toMatchObject({ verdict: "WARN", reason: "steps.check.options.gaps", body: { why: "Two papers are missing." } });
  });

  it("needs a reason where its option says so", () => {
    expect(checking().when("anna", decide("gaps")).rejection).toMatchObject({ code: "invalid", fields: { reason: "Say why." } });
    expect(checking().when("anna", decide("gaps", "  ")).rejection?.code).toBe("invalid");
  });

  it("names the nearest option for one that does not exist", () => {
    expect(checking().when("anna", decide("pas")).rejection).toMatchObject({
      code: "unknown",
      message: expect.stringContaining("Did you mean pass?"),
    });
    expect(checking().when("anna", decide("something-else")).rejection?.message).toBe(
      "There is no option something-else. There are: Pass, Gaps found, Fail, Stop.",
    );
  });

  it("the same twice is once, and another one comes too late", () => {
    const story = checking().when("anna", decide("pass")).when("anna", decide("pass"));
    expect([story.rejection, story.last.events]).toEqual([undefined, []]);
    expect(story.when("anna", decide("stop")).rejection).toMatchObject({ code: "wrong-state", message: '"check" is done: Anna, pass.' });
  });

  it("is no way to end another kind of step", () => {
    const story = given({ definition: flow }).start().when("anna", { type: "DecideStep", step: "draft", option: "pass" });
    expect(story.rejection).toMatchObject({ code: "wrong-state", message: '"draft" is no decision.' });
  });

  it("needs its evidence, and takes it along", () => {
    const evident = definition([decision("check", { evidence: [field("proof")] })]);
    const story = given({ definition: evident }).start().when("anna", decide("yes"));
    expect(story.rejection).toMatchObject({ code: "missing-evidence", missing: ["proof"] });
    story.when("anna", { ...decide("yes"), evidence: { proof: 7 } });
    expect(story.rejection?.fields).toEqual({ proof: "Expected a text." });
    expect(story.when("anna", { ...decide("yes"), evidence: { proof: "Seen." } }).instance.status).toBe("completed");
  });

  it("may end the case, with its own outcome, and watchers are told", () => {
    const story = checking().when("anna", decide("stop", "It was a drill."));
    expect(story.instance).toMatchObject({ status: "cancelled", outcome: "false-alarm" });
    expect(story.posted("told").at(-1)).toMatchObject({
      audience: { person: "cora" },
      content: { what: "cancelled", detail: "It was a drill." },
    });
  });

  it("may send the work back, until it was sent back too often: then the process owner is asked and nothing goes on", () => {
    const story = checking().when("anna", decide("fail", "Wrong."));
    expect(story.status()).toEqual({ draft: "active", check: "waiting", send: "waiting" });
    expect(story.step("draft")).toMatchObject({ pass: 2, backs: 1 });
    story.when("anna", { type: "CompleteStep", step: "draft" }).when("anna", decide("fail", "Wrong again."));
    expect(story.happened("back.refused")).toEqual([{ type: "back.refused", step: "check", target: "draft", atMost: 1 }]);
    expect(story.status()).toEqual({ draft: "done", check: "done", send: "waiting" });
    expect(
      story
        .posted("told")
        .filter(({ content }) => content.what === "back-refused")
        .map(({ audience }) => audience),
    ).toEqual([{ to: "person", person: "maria" }, { to: "thread" }]);
    expect(story.instance.status).toBe("running");
  });

  it("that was refused lets the case go on once the process owner skips it", () => {
    const story = checking().when("anna", decide("fail", "Wrong."));
    story.when("anna", { type: "CompleteStep", step: "draft" }).when("anna", decide("fail", "Wrong again."));
    story.when("maria", { type: "SkipStep", step: "check", reason: "Good enough." });
    expect(story.status()).toMatchObject({ check: "skipped", send: "active" });
  });
});
