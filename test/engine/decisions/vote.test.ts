import { describe, expect, it } from "vitest";
import { castVote } from "../../../src/engine/decisions/vote.ts";
import type { OnOutcome } from "../../../src/engine/definition.ts";
import { beginHappening } from "../../../src/engine/happening.ts";
import { CommandId } from "../../../src/engine/ids.ts";
import { absence, approval, at, definition, directory, field, person, personId, stepKey, task, team } from "../../support/builders.ts";
import { given, type Story, WORKSPACE } from "../../support/given.ts";

type Words = NonNullable<Parameters<typeof approval>[1]>;
const away = (name: string, delegate?: string) =>
  person(name, { absences: [absence(0, at("2030-01-01"))], delegate: delegate === undefined ? undefined : personId(delegate) });
const vote = (choice: "approve" | "reject" | "changes", revision = 1, reason?: string) =>
  ({ type: "CastVote", step: "sign", vote: choice, revision, ...(reason === undefined ? {} : { reason }) }) as const;

/** A proposal by ben, to be signed; then ben goes on. */
const asking = (words: Words, known = directory({ people: ["dora"] })): Story => {
  const steps = [
    task("propose", { owner: "ben", evidence: [field("offer", { type: "money" })] }),
    approval("sign", { needs: ["propose"], approvers: ["anna", "cora"], ...words }),
    task("go", { needs: ["sign"], owner: "ben" }),
  ];
  const flow = definition(steps, { inputs: [field("price", { type: "money", required: false })] });
  const story = given({ definition: flow, directory: known }).start("sam", { inputs: { price: 9 } });
  return story.when("ben", { type: "CompleteStep", step: "propose", evidence: { offer: 7 } });
};
const votes = (story: Story) => story.work("sign").request?.votes.map((cast) => [cast.by, cast.approver, cast.vote]);

describe("a vote", () => {
  it("of one decides where any is enough, and what the approval sets is set", () => {
    const story = asking({ sets: { price: "offer" }, shows: [{ label: "Price", before: "price", after: "offer" }] });
    expect(story.work("sign").request).toMatchObject({ needed: 1, shows: [{ label: "Price", before: 9, after: 7 }], sets: { price: 7 } });
    story.when("cora", vote("approve"));
    expect(story.step("sign")).toMatchObject({ status: "done", outcome: "approved", by: "cora" });
    expect([story.instance.inputs.price, story.status().go]).toEqual([7, "active"]);
  });

  it("sets nothing from evidence that was never given", () => {
    const story = asking({ sets: { price: "ghost" } });
    expect(story.work("sign").request?.sets).toEqual({});
    expect(story.when("anna", vote("approve")).instance.inputs.price).toBe(9);
  });

  it("is one of many where all, or a number, are needed", () => {
    expect(asking({ quorum: "all" }).when("anna", vote("approve")).status().sign).toBe("active");
    const story = asking({ quorum: 2, approvers: ["anna", "cora", "dora"] }).when("anna", vote("approve"));
    expect(story.status().sign).toBe("active");
    expect(story.when("dora", vote("approve")).status().sign).toBe("done");
  });

  it("may be changed until the request is decided, and counts once", () => {
    const story = asking({ quorum: "all" }).when("anna", vote("approve")).when("anna", vote("approve"));
    expect(votes(story)).toEqual([["anna", "anna", "approve"]]);
    expect(story.last.events).toEqual([]);
    story.when("anna", vote("reject", 1, "I looked again."));
    expect(story.step("sign")).toMatchObject({ status: "done", outcome: "rejected" });
  });

  it("against, or for changes, needs a reason", () => {
    expect(asking({}).when("anna", vote("reject")).rejection).toMatchObject({ code: "invalid", fields: { reason: "Say why." } });
    expect(asking({}).when("anna", vote("changes", 1, " ")).rejection?.code).toBe("invalid");
  });

  it("on an older proposal is refused", () => {
    const story = asking({ shows: [{ label: "Offer", value: "offer" }] });
    story.when("ben", { type: "AddEvidence", step: "propose", evidence: { offer: 8 } });
    expect(story.work("sign").request).toMatchObject({ revision: 2, shows: [{ label: "Offer", value: 8 }] });
    expect(story.when("anna", vote("approve")).rejection?.code).toBe("stale");
    expect(story.when("anna", vote("approve", 2)).status().sign).toBe("done");
  });

  it("that was cast on an older proposal is void", () => {
    const story = asking({
      quorum: "all",
      shows: [
        { label: "Offer", value: "offer > 3 ? 1 : 2" },
        { label: "Exactly", value: " offer " },
      ],
    });
    expect(story.work("sign").request?.shows).toEqual([
      { label: "Offer", value: 1 },
      { label: "Exactly", value: 7 },
    ]);
    story.when("anna", vote("approve"));
    story.when("ben", { type: "AddEvidence", step: "propose", evidence: { offer: 8 } });
    expect(votes(story)).toEqual([]);
  });

  it("is only the approvers'", () => {
    expect(asking({}).when("ben", vote("approve")).rejection).toMatchObject({ code: "not-entitled" });
    const told = asking({}).when("dora", vote("approve")).rejection;
    expect(told?.who).toEqual(["anna", "cora"]);
  });

  it("is not for a step that is no approval, nor for one that has not started", () => {
    const story = asking({});
    const ask = (step: string) => {
      const command = {
        ...vote("approve"),
        step: stepKey(step),
        instance: story.instance.id,
        id: CommandId.parse("c"),
        workspace: WORKSPACE,
        via: "slack",
      } as const;
      const whole = { ...command, actor: { kind: "person", id: personId("anna") } } as const;
      const context = { now: story.now, directory: story.directory, load: new Map() };
      return castVote(beginHappening(story.definition, story.instance, whole, context), whole);
    };
    expect(ask("propose")).toMatchObject({ code: "wrong-state", message: '"propose" is done: Ben.' });
    story.when("anna", vote("approve"));
    expect(ask("go")).toMatchObject({ code: "wrong-state", message: '"go" is no approval.' });
    expect(ask("sign")).toMatchObject({ code: "wrong-state", message: '"sign" is done: Anna, approved.' });
  });

  it("cannot be cast by somebody who was entitled when asked and is not at the click", () => {
    const story = asking({ not: ["starter"], approvers: ["anna", "sam"] }, directory({ people: ["sam"] }));
    expect(story.work("sign").request).toMatchObject({ approvers: ["anna"], excluded: ["sam"] });
    expect(story.when("sam", vote("approve")).rejection?.code).toBe("not-entitled");
  });
});

describe("four eyes", () => {
  it("leave out whoever had a hand in it: the owner, and whoever did it instead", () => {
    const flow = definition([
      task("propose", { owner: "ben" }),
      approval("sign", { needs: ["propose"], approvers: ["ben", "maria", "anna"], not: ["owner-of:propose"] }),
    ]);
    const story = given({ definition: flow }).start().when("maria", { type: "CompleteStep", step: "propose", note: "Ben is ill." });
    expect(story.work("sign").request).toMatchObject({ approvers: ["anna"], excluded: ["ben", "maria"] });
  });

  it("leave out whoever is about to do it, as long as it is not done", () => {
    const flow = definition([
      task("propose", { owner: "ben" }),
      approval("sign", { approvers: ["ben", "anna"], not: ["same-as:propose"] }),
    ]);
    expect(given({ definition: flow }).start().work("sign").request).toMatchObject({ approvers: ["anna"], excluded: ["ben"] });
  });

  it("leave a fact that nobody recorded out of it", () => {
    const flow = definition([
      approval("first", { approvers: "cora" }),
      approval("sign", { needs: ["first"], approvers: ["anna", "cora"], not: ["owner-of:first"] }),
    ]);
    const story = given({ definition: flow }).start().when("cora", { type: "CastVote", step: "first", vote: "approve", revision: 1 });
    expect(story.work("sign").request?.approvers).toEqual(["anna"]);
  });
});

it("judges at the click whom four eyes leave out, whatever was true when they were asked", () => {
  const flow = definition([approval("sign", { approvers: ["anna"], not: ["team:sellers"] })]);
  const story = given({ definition: flow, directory: directory({ teams: [team("sellers", ["ben"])] }) }).start();
  story.directory = directory({ teams: [team("sellers", ["anna"])] });
  const { rejection } = story.when("anna", { type: "CastVote", step: "sign", vote: "approve", revision: 1 });
  expect(rejection).toMatchObject({ code: "not-entitled", message: "This vote is not yours. Asked: Anna." });
});

describe("delegates", () => {
  it("vote once, for one absent approver, and may change that vote", () => {
    const known = directory({ people: [away("anna", "dora"), away("cora", "dora"), "dora"] });
    const story = asking({ quorum: "all" }, known).when("dora", vote("approve"));
    expect(votes(story)).toEqual([["dora", "anna", "approve"]]);
    story.when("dora", vote("approve"));
    expect(votes(story)).toEqual([["dora", "anna", "approve"]]);
    story.when("dora", vote("changes", 1, "More detail."));
    expect(story.step("sign")).toMatchObject({ outcome: "changes" });
  });

  it("who approve themselves vote for themselves only", () => {
    const known = directory({ people: [away("anna", "cora"), "dora"] });
    const story = asking({ quorum: "all" }, known).when("cora", vote("approve"));
    expect(votes(story)).toEqual([["cora", "cora", "approve"]]);
  });

  it("whom `not` excludes never vote", () => {
    const known = directory({ people: [away("anna", "ben"), "dora"] });
    expect(asking({ not: ["owner-of:propose"] }, known).when("ben", vote("approve")).rejection?.code).toBe("not-entitled");
  });

  it("may not vote for an approver who has voted already", () => {
    const story = asking({ quorum: "all" }).when("anna", vote("approve"));
    story.directory = directory({ people: [away("anna", "dora"), "dora"] });
    expect(story.when("dora", vote("approve")).rejection?.code).toBe("not-entitled");
  });
});

describe("a quorum that can no longer be reached", () => {
  const lost = (story: Story) =>
    story
      .posted("told")
      .filter(({ content }) => content.what === "quorum-lost")
      .map(({ key }) => key.split(":").at(-1));

  it("asks the process owner as the approval starts", () => {
    const story = asking({ quorum: 2, approvers: ["anna", "sam"], not: ["starter"] }, directory({ people: ["sam"] }));
    expect(story.work("sign").request).toMatchObject({ needed: 2, unreachable: true });
    expect(lost(story)).toEqual(["maria", "thread"]);
  });

  it("is one of all, when there is nobody to ask", () => {
    expect(asking({ quorum: "all", approvers: ["nobody"] }).work("sign").request).toMatchObject({ needed: 1, unreachable: true });
  });

  it("asks the process owner as soon as an approver leaves without a delegate, once", () => {
    const story = asking({ quorum: "all" });
    story.directory = directory({ people: [person("cora", { present: false })] });
    story.when("ben", { type: "AddNote", text: "Cora left." });
    expect(story.work("sign").request?.unreachable).toBe(true);
    story.when("ben", { type: "AddNote", text: "Really." });
    expect(lost(story)).toEqual(["maria", "thread"]);
  });

  it("asks the process owner with the vote that makes it so", () => {
    const gone = person("cora", { present: false, delegate: personId("dora") });
    const other = person("anna", { present: false, delegate: personId("dora") });
    const story = asking({ quorum: "all" }, directory({ people: [gone, other, "dora"] }));
    expect(story.work("sign").request?.unreachable).toBe(false);
    story.when("dora", vote("approve"));
    expect(story.work("sign").request?.unreachable).toBe(true);
    expect(lost(story)).toEqual(["maria", "thread"]);
  });

  it("is not one whose approver who left has a delegate who may speak", () => {
    const gone = (delegate: string) => directory({ people: [person("cora", { present: false, delegate: personId(delegate) }), "dora"] });
    expect(asking({ quorum: "all" }, gone("dora")).work("sign").request?.unreachable).toBe(false);
    expect(asking({ quorum: "all" }, gone("anna")).work("sign").request?.unreachable).toBe(true);
    expect(asking({ quorum: "all", not: ["dora"] }, gone("dora")).work("sign").request?.unreachable).toBe(true);
  });
});

describe("a no", () => {
  const saidNo = (on: { onReject?: OnOutcome; onChanges?: OnOutcome }, choice: "reject" | "changes") =>
    asking(on).when("anna", vote(choice, 1, "Not yet."));
  const back: OnOutcome = { do: "back", step: stepKey("propose"), atMost: 3 };

  it("decides at once, with its reason, as a refusal in the trace", () => {
    const story = asking({ quorum: "all" }).when("anna", vote("reject", 1, "Too dear."));
    expect(story.events.find(({ body }) => body.type === "approval.decided")).toMatchObject({
      verdict: "DENY",
      body: { outcome: "rejected", by: "anna", why: "Too dear." },
    });
    expect(saidNo({}, "changes").events.find(({ body }) => body.type === "approval.decided")).toMatchObject({ verdict: "WARN" });
  });

  it("sends the work back, with its votes void", () => {
    const story = saidNo({ onReject: back }, "reject");
    expect(story.status()).toEqual({ propose: "active", sign: "waiting", go: "waiting" });
    story.when("ben", { type: "CompleteStep", step: "propose" });
    expect(story.work("sign")).toMatchObject({ pass: 2, request: { revision: 1, votes: [] } });
    expect(saidNo({ onChanges: back }, "changes").status().propose).toBe("active");
  });

  it("cancels the case where the definition says so", () => {
    expect(saidNo({ onReject: { do: "cancel" } }, "reject").instance).toMatchObject({ status: "cancelled", outcome: "rejected" });
    expect(saidNo({ onChanges: { do: "cancel" } }, "changes").instance).toMatchObject({ status: "cancelled", outcome: "changes" });
  });

  it("lets the case go on where the definition says so", () => {
    expect(saidNo({ onReject: { do: "continue" } }, "reject").status()).toMatchObject({ sign: "done", go: "active" });
  });

  it("asks the process owner otherwise, and nothing goes on until they say how", () => {
    const story = saidNo({}, "reject");
    expect(story.status()).toMatchObject({ sign: "done", go: "waiting" });
    const told = story.posted("told").filter(({ content }) => content.what === "rejected-ask");
    expect(told.map(({ audience }) => audience)).toEqual([{ to: "person", person: "maria" }, { to: "thread" }]);
    expect(saidNo({}, "changes").status().go).toBe("waiting");
    expect(story.when("maria", { type: "SkipStep", step: "sign", reason: "Go on." }).status().go).toBe("active");
  });

  it("of a blocked request decides all the same", () => {
    const story = asking({ owner: "ben" });
    story.when("maria", { type: "BlockStep", step: "sign", reason: "Away", on: "other", note: "For Anna." });
    story.when("anna", vote("approve"));
    expect(story.status().sign).toBe("done");
  });
});
