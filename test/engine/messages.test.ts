import { describe, expect, it } from "vitest";
import { absence, DAY, definition, directory, person, personId, task, team, whos } from "../support/builders.ts";
import { agentFor, given, MONDAY } from "../support/given.ts";

const workflow = (approve: readonly string[], owner: readonly string[] = ["maria"]) =>
  definition([task("a", { owner: "team:crew" })], {
    owner: whos(owner),
    messages: { question: { id: "question", to: whos("input:contact"), approve: whos(approve), text: "Well?" } },
  });
const people = directory({
  people: [person("abe", { absences: [absence(MONDAY - DAY, MONDAY + DAY)], delegate: personId("della") }), "della", "dave"],
  teams: [team("crew", ["anna", "ben"], { lead: "lena" })],
});
const drafted = (approve: readonly string[] = ["dave", "step-team-lead"], by = "anna", owner: readonly string[] = ["maria"]) => {
  const story = given({ definition: workflow(approve, owner), directory: people }).start("sam");
  return story.when(by, { type: "DraftMessage", message: "question", step: "a" });
};
const only = (story: ReturnType<typeof drafted>) => Object.values(story.instance.drafts)[0]!;

describe("a message to somebody outside", () => {
  it("is drafted, and each of those who may approve it is asked by DM, once", () => {
    const story = drafted();
    const { id } = only(story);
    expect(only(story)).toMatchObject({ status: "pending", author: "anna", approvers: ["dave", "lena"], step: "a" });
    expect(story.posted("draft").map((message) => [message.key, message.audience])).toEqual([
      [`draft:${id}:dave`, { to: "person", person: "dave" }],
      [`draft:${id}:lena`, { to: "person", person: "lena" }],
    ]);
    expect(story.last.effects.find((effect) => effect.type === "home")?.people).toEqual(expect.arrayContaining(["dave", "lena"]));
  });

  it("is never approved by its author: without anybody else the process owner is asked, then the admins", () => {
    expect(only(drafted(["anna"])).approvers).toEqual(["maria"]);
    expect(only(drafted(["maria"], "maria")).approvers).toEqual(["xavier"]);
    expect(only(drafted(["step-team-lead"], "lena")).approvers).toEqual(["maria"]);
  });

  it("is asked of the delegate while an approver is away", () => {
    expect(only(drafted(["abe"])).approvers).toEqual(["della"]);
  });

  it("with nobody left to approve it waits, and reaches nobody", () => {
    expect(only(drafted(["xavier"], "xavier", ["xavier"])).approvers).toEqual([]);
  });

  it("is one that the workflow has", () => {
    const story = drafted().when("anna", { type: "DraftMessage", message: "apology" });
    expect(story.rejection).toMatchObject({ code: "unknown" });
    expect(drafted().when("anna", { type: "DraftMessage", message: "toString" }).rejection).toMatchObject({ code: "unknown" });
  });

  it("goes out when one of them approves it and says that it was sent, once", () => {
    const story = drafted();
    const draft = only(story).id;
    expect(story.when("dave", { type: "MarkMessageSent", draft }).rejection).toMatchObject({ code: "wrong-state" });
    story.when("dave", { type: "ApproveMessage", draft });
    expect(only(story)).toMatchObject({ status: "approved", approvedBy: "dave" });
    expect(story.when("lena", { type: "ApproveMessage", draft }).rejection?.message).toBe("This message was approved by Dave.");
    story.when("dave", { type: "MarkMessageSent", draft }).when("dave", { type: "MarkMessageSent", draft });
    expect(story.happened("message.sent")).toHaveLength(1);
    expect(story.when("lena", { type: "RejectMessage", draft }).rejection?.message).toBe("This message was sent.");
  });

  it("that was settled stays as it is when the case ends; one that waits is void", () => {
    const story = drafted();
    const draft = only(story).id;
    story.when("dave", { type: "ApproveMessage", draft }).when("anna", { type: "DraftMessage", message: "question", step: "a" });
    story.when("maria", { type: "CancelInstance", reason: "no need" });
    expect(Object.values(story.instance.drafts).map(({ status }) => status)).toEqual(["approved", "void"]);
  });

  it("does not go out once somebody rejected it", () => {
    const story = drafted();
    const draft = only(story).id;
    story.when("lena", { type: "RejectMessage", draft, reason: "not in this tone" });
    expect(story.last.events[0]).toMatchObject({ action: "message.rejected", verdict: "DENY", body: { why: "not in this tone" } });
    expect(story.when("dave", { type: "ApproveMessage", draft }).rejection?.message).toBe("This message was rejected.");
    expect(story.when("dave", { type: "MarkMessageSent", draft }).rejection?.message).toBe("This message was rejected.");
  });

  it("that nobody drafted can be approved by nobody", () => {
    expect(drafted().when("dave", { type: "ApproveMessage", draft: "question-999" }).rejection).toMatchObject({
      code: "not-entitled",
      message: "At the moment nobody can approve this message. Maria can say how it goes on.",
    });
  });
});

describe("an agent", () => {
  it("drafts a message on somebody's behalf, and then stops until a process owner has looked", () => {
    const story = given({ definition: workflow(["dave"]), directory: people }).start("sam");
    story.when(agentFor("anna"), { type: "DraftMessage", message: "question", step: "a" });
    expect(only(story)).toMatchObject({ status: "pending", author: "anna" });
    expect(story.instance.stopped).toMatchObject({ reason: "reaches-customer" });
    expect(story.posted("told").filter((message) => message.content.what === "automation-stopped")).toMatchObject([
      { audience: { person: "maria" } },
    ]);
  });
});
