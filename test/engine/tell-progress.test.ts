import { describe, expect, it } from "vitest";
import { definition, task, whos } from "../support/builders.ts";
import { given, type Story } from "../support/given.ts";

const three = [task("a", { owner: "anna" }), task("b", { owner: "cora", needs: ["a"] }), task("c", { owner: "anna", needs: ["b"] })];
const started = (): Story => given({ definition: definition(three, { watchers: whos(["cora", "anna"]) }) }).start();
const told = (story: Story) =>
  story
    .posted("told")
    .flatMap(({ content, audience }) => (audience.to === "person" ? [`${content.what} ${content.step ?? ""} ${audience.person}`] : []));

describe("progress", () => {
  it("is told to watchers when a step is done, less who did it and who is handed the next", () => {
    const story = started().when("anna", { type: "CompleteStep", step: "a" });
    expect(told(story).filter((line) => line.startsWith("progress"))).toEqual([]);
    story.when("cora", { type: "CompleteStep", step: "b" });
    expect(told(story).filter((line) => line.startsWith("progress"))).toEqual([]);
    const watching = given({ definition: definition(three, { watchers: whos("ben") }) })
      .start()
      .when("anna", { type: "CompleteStep", step: "a" });
    expect(told(watching)).toEqual(["started  ben", "progress a ben"]);
  });

  it("is not told beside the end of the case, nor of what starts by itself", () => {
    const story = given({ definition: definition([task("a", { owner: "anna" })], { watchers: whos("ben") }) })
      .start()
      .when("anna", { type: "AcknowledgeStep", step: "a" })
      .when("anna", { type: "CompleteStep", step: "a" });
    expect(told(story)).toEqual(["started  ben", "completed  ben"]);
  });
});
