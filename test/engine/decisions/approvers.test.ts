import { describe, expect, it } from "vitest";
import { approval, definition, directory, person, personId, task } from "../../support/builders.ts";
import { given } from "../../support/given.ts";

const asking = (quorum: "any" | "all" | number = "any") => {
  const flow = definition([approval("sign", { approvers: ["anna", "cora"], not: ["starter"], quorum }), task("other", { owner: "ben" })]);
  return given({ definition: flow, directory: directory({ people: ["sam", "dora", person("gone", { present: false })] }) }).start("sam");
};
const change = (...names: readonly string[]) =>
  ({ type: "ChangeApprovers", step: "sign", approvers: names.map((name) => personId(name)) }) as const;
const approve = (revision: number) => ({ type: "CastVote", step: "sign", vote: "approve", revision }) as const;

describe("changed approvers", () => {
  it("are asked by DM, and those who are asked no more are told", () => {
    const story = asking().when("maria", { ...change("anna", "dora", "dora"), note: "Cora is ill." });
    expect(story.work("sign").request).toMatchObject({ revision: 2, approvers: ["anna", "dora"] });
    expect(story.posted("step").map(({ key }) => key)).toContain("step:sign:1:dm:dora");
    expect(story.posted("told").at(-1)).toMatchObject({
      audience: { person: "cora" },
      content: { what: "approver-changed", step: "sign" },
    });
  });

  it("leave the votes of those who stay, and void the others'", () => {
    const story = asking("all").when("anna", approve(1)).when("maria", change("anna", "dora"));
    expect(story.work("sign").request?.votes.map(({ by }) => by)).toEqual(["anna"]);
    const other = asking("all").when("anna", approve(1)).when("maria", change("cora", "dora"));
    expect(other.work("sign").request).toMatchObject({ votes: [], needed: 2 });
  });

  it("decide where those who stay have approved already", () => {
    const story = asking("all").when("anna", approve(1)).when("maria", change("anna"));
    expect(story.step("sign")).toMatchObject({ status: "done", outcome: "approved" });
  });

  it("are never whoever changes them, whoever is excluded, whoever left, or nobody", () => {
    const refusal = (...names: readonly string[]) => asking().when("maria", change(...names)).rejection;
    expect(refusal("maria")).toMatchObject({ code: "not-entitled" });
    expect(refusal("sam")).toMatchObject({ code: "invalid", message: "Sam may not approve this: it takes a second pair of eyes." });
    expect(refusal("gone")?.message).toBe("Gone is not here.");
    expect(refusal("stranger")?.message).toBe("stranger is not here.");
    expect(refusal()?.fields).toEqual({ approvers: "Name at least one approver." });
  });

  it("cost the process owner an answer at once when they are too few", () => {
    const story = asking(2).when("maria", change("dora"));
    expect(story.work("sign").request?.unreachable).toBe(true);
    expect(
      story
        .posted("told")
        .filter(({ content }) => content.what === "quorum-lost")
        .map(({ audience }) => audience),
    ).toEqual([{ to: "thread" }]);
  });

  it("are only an active approval's", () => {
    const story = asking().when("maria", { ...change("anna"), step: "other" });
    expect(story.rejection).toMatchObject({ code: "wrong-state", message: '"other" is no approval.' });
    story.when("anna", approve(1)).when("maria", change("dora"));
    expect(story.rejection).toMatchObject({ code: "wrong-state", message: '"sign" is done: Anna, approved.' });
  });
});
