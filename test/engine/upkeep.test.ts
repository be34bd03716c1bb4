import { describe, expect, it } from "vitest";
import { DAY, definition, field, HOUR, task, whos } from "../support/builders.ts";
import { given, MONDAY } from "../support/given.ts";

describe("an episode", () => {
  const ladder = [{ to: "process-owner", offer: ["extend"] }];
  const escalation = { overdue: ladder, blocked: ladder, unready: ladder, silent: ladder };
  const watched = definition(
    [task("a", { due: "2 hours", silence: "1 hour", escalation }), task("b", { needs: [], ready: ["goal"], escalation })],
    {
      inputs: [field("goal", { required: false, from: whos("ben") })],
    },
  );
  const late = () =>
    given({ definition: watched })
      .start("sam")
      .until(MONDAY + 3 * HOUR);

  it("lasts as long as any of its causes, and closes with the last", () => {
    const story = late();
    expect(story.work("a").episode?.causes.map(({ trigger }) => trigger)).toEqual(["silent", "overdue"]);
    story.when("anna", { type: "AddNote", step: "a", text: "half of it is done" });
    expect(story.work("a").episode?.causes.map(({ trigger }) => trigger)).toEqual(["overdue"]);
    story.when("maria", { type: "ExtendStep", step: "a", until: MONDAY + DAY, reason: "vendor" });
    expect(story.work("a").episode).toBeUndefined();
  });

  it("closes when its step is done, skipped, or waits again", () => {
    for (const act of [
      { type: "CompleteStep", step: "a" },
      { type: "SkipStep", step: "a", reason: "no need" },
    ] as const) {
      const story = late().when(act.type === "SkipStep" ? "maria" : "anna", act);
      expect(story.step("a").episode).toBeUndefined();
      expect(story.happened("episode.closed")).toHaveLength(1);
    }
  });

  it("for a block closes with the block", () => {
    const story = given({ definition: watched }).start("sam").when("anna", { type: "BlockStep", step: "a", reason: "stuck", on: "vendor" });
    expect(story.work("a").episode?.causes).toMatchObject([{ trigger: "blocked" }]);
    expect(story.when("anna", { type: "CompleteStep", step: "a" }).step("a").episode).toBeUndefined();
  });

  it("for what is missing closes when it comes", () => {
    const story = late();
    expect(story.step("b").episode?.causes).toMatchObject([{ trigger: "unready" }]);
    expect(story.when("ben", { type: "ProvideInput", inputs: { goal: "grow" } }).step("b")).toMatchObject({
      status: "active",
      episode: undefined,
    });
  });
});

describe("a target that a case will miss", () => {
  const tight = definition([task("a", { due: "3 days" })], { target: { duration: { kind: "plain", ms: 4 * DAY } }, watchers: whos("ben") });

  it("is told to watchers and process owners, once", () => {
    const story = given({ definition: tight }).start("sam");
    story.when("maria", { type: "ExtendStep", step: "a", until: MONDAY + 5 * DAY, reason: "vendor" });
    expect(story.posted("told").filter((message) => message.content.what === "target-at-risk")).toMatchObject([
      { audience: { person: "ben" } },
    ]);
    story.when("anna", { type: "AddNote", text: "we know" });
    expect(story.posted("told").filter((message) => message.content.what === "target-at-risk")).toHaveLength(1);
  });

  it("is told when time alone has made it so", () => {
    const story = given({ definition: tight })
      .start("sam")
      .clock(MONDAY + 5 * DAY)
      .when("anna", { type: "AddNote", text: "late, sorry" });
    const told = story.posted("told").filter((message) => message.content.what === "target-at-risk");
    expect(told.map((message) => message.audience)).toEqual([
      { to: "person", person: "ben" },
      { to: "person", person: "maria" },
    ]);
  });

  it("is nobody's worry once the case has ended", () => {
    const story = given({ definition: tight })
      .start("sam")
      .clock(MONDAY + 5 * DAY)
      .when("anna", { type: "CompleteStep", step: "a" });
    expect(story.posted("told").filter((message) => message.content.what === "target-at-risk")).toEqual([]);
  });
});
