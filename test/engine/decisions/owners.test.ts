import { describe, expect, it } from "vitest";
import { absence, approval, at, definition, directory, HOUR, person, personId, task, team } from "../../support/builders.ts";
import { agentFor, given } from "../../support/given.ts";

const sales = team("sales", ["anna", "ben"], { lead: "lea" });
const org = directory({ teams: [sales] });
const warned = { silence: "4 working hours", escalation: { silent: [{ after: "0 minutes", warnOwner: true }] } };
const one = (words: Parameters<typeof task>[1] = {}) =>
  given({ definition: definition([task("a", { owner: "team:sales", ...words })]), directory: org }).start();

describe("taking", () => {
  const anyone = directory({ teams: [team("triage", ["tina", "tom"], { assign: "anyone", lead: "lea" })] });
  const start = () =>
    given({
      definition: definition([
        task("a", { owner: "team:triage", due: "1 working day", notify: "dm", ...warned, reminders: { atDue: true } }),
      ]),
      directory: anyone,
    }).start();

  it("makes a member the owner: silence and reminders start for them, and they get the card", () => {
    const story = start().clock("2026-03-02 11:00").when("tom", { type: "TakeStep", step: "a" });
    expect(story.work("a")).toMatchObject({ owner: "tom", silentAt: at("2026-03-02 15:00"), reminder: { id: "at-due" } });
    expect(story.last.effects).toContainEqual(expect.objectContaining({ key: "step:a:1:dm:tom" }));
    expect(story.last.decision).toMatchObject({ picks: ["tom"] });
  });

  it("is the first member's; again it is nothing, and from another it is refused with whose it is", () => {
    const story = start().when("tom", { type: "TakeStep", step: "a" }).when("tom", { type: "TakeStep", step: "a" });
    expect(story.last.events).toEqual([]);
    expect(story.when("tina", { type: "TakeStep", step: "a" }).rejection?.message).toBe('"a" is Tom\'s already.');
  });

  it("is refused on an approval, which is nobody's to take, and on a step that waits", () => {
    const steps = [approval("a", { approvers: "team:triage" }), task("b", { owner: "team:triage", needs: ["a"] })];
    const story = given({ definition: definition(steps), directory: anyone }).start();
    expect(story.when("tina", { type: "TakeStep", step: "a" }).rejection?.message).toBe('"a" is nobody\'s to take.');
    expect(story.when("tina", { type: "TakeStep", step: "b" }).rejection?.code).toBe("wrong-state");
  });
});

describe("handing off", () => {
  const to = (name: string) => ({ type: "HandOffStep", step: "a", to: personId(name) }) as const;

  it("makes the receiver the owner at once; the due date stays, silence starts in their hours, and they are asked to accept", () => {
    const story = one({ ...warned, due: "2 working days", notify: "both" })
      .until("2026-03-02 13:00")
      .when("anna", { ...to("ben"), note: "You know them" });
    expect(story.work("a")).toMatchObject({
      owner: "ben",
      dueAt: at("2026-03-03 17:00"),
      silentAt: at("2026-03-02 17:00"),
      episode: undefined,
    });
    expect(story.work("a").handOff).toMatchObject({ from: "anna", to: "ben", accepted: false, returns: 0, note: "You know them" });
    expect(story.posted("handoff").map(({ audience, content }) => [audience, content.returned])).toEqual([
      [{ to: "person", person: "ben" }, false],
    ]);
    story.when("ben", { type: "AcceptHandOff", step: "a" });
    expect(story.work("a").handOff?.accepted).toBe(true);
    expect(story.when("ben", { type: "AcceptHandOff", step: "a" }).rejection).toBeDefined();
  });

  it("of a blocked step makes the receiver chase", () => {
    const story = one(warned)
      .when("anna", { type: "BlockStep", step: "a", reason: "x", on: "other" })
      .clock("2026-03-02 11:00")
      .when("anna", to("ben"));
    expect(story.work("a")).toMatchObject({ silentAt: undefined, reminder: { id: "chase", at: at("2026-03-02 15:00") } });
  });

  it("tells the owner when somebody else does it", () => {
    const story = one().when("lea", to("ben"));
    expect(story.posted("told").map(({ content, audience }) => [content.what, audience])).toContainEqual([
      "reassigned-away",
      { to: "person", person: "anna" },
    ]);
  });

  it("returned, goes back to the sender with what is missing; the second time to the lead", () => {
    const story = one({ silence: "4 working hours" }).when("anna", to("ben"));
    expect(story.when("ben", { type: "ReturnHandOff", step: "a", missing: " " }).rejection?.fields).toEqual({
      missing: "Say what is missing.",
    });
    story.when("ben", { type: "ReturnHandOff", step: "a", missing: "The contract" });
    expect(story.work("a")).toMatchObject({ owner: "anna", handOff: { returns: 1, note: "The contract" } });
    story.when("anna", to("ben")).when("ben", { type: "ReturnHandOff", step: "a", missing: "Still the contract" });
    expect(story.work("a").owner).toBe("lea");
    expect(story.posted("handoff").map(({ content }) => [content.to, content.returned])).toEqual([
      ["ben", false],
      ["anna", true],
      ["ben", false],
      ["lea", true],
    ]);
  });

  it("returned to a sender who left goes to the lead", () => {
    const story = one().when("anna", to("ben"));
    story.directory = directory({ teams: [sales], people: [person("anna", { present: false })] });
    story.when("ben", { type: "ReturnHandOff", step: "a", missing: "x" });
    expect(story.work("a").owner).toBe("lea");
  });

  it("cannot be returned when nobody else is there", () => {
    const story = one().when("anna", to("ben"));
    const gone = (name: string) => person(name, { present: false });
    story.directory = directory({ teams: [sales], people: [gone("anna"), gone("lea"), gone("maria"), gone("xavier")] });
    expect(story.when("ben", { type: "ReturnHandOff", step: "a", missing: "x" }).rejection?.message).toBe(
      "There is nobody to return this to.",
    );
  });

  it("to nobody is refused; not mine goes to the lead, or to the process owner when the lead says it", () => {
    const notMine = { type: "HandOffStep", step: "a", notMine: true } as const;
    expect(one().when("anna", { type: "HandOffStep", step: "a" }).rejection?.fields).toEqual({ to: "Choose who gets this step." });
    const story = one().when("anna", notMine);
    expect(story.work("a").owner).toBe("lea");
    expect(story.when("lea", notMine).work("a").owner).toBe("maria");
  });

  it("to the owner, to somebody who left or is absent is refused, with who stands in", () => {
    const away = absence(at("2026-01-01"), at("2027-01-01"));
    const people = [
      person("cora", { present: false }),
      person("dora", { absences: [away] }),
      person("emil", { absences: [away], delegate: personId("ben") }),
    ];
    const story = given({ definition: definition([task("a")]), directory: directory({ people }) }).start();
    expect(["anna", "cora", "dora", "emil"].map((name) => story.when("anna", to(name)).rejection?.message)).toEqual([
      "Anna has this step already.",
      "Cora is not here.",
      "Dora is absent, and nobody stands in.",
      "Emil is absent; Ben stands in.",
    ]);
  });

  it("is not for approvals", () => {
    const story = given({ definition: definition([approval("a", { approvers: "anna" })]) }).start();
    expect(story.when("maria", to("ben")).rejection?.code).toBe("wrong-state");
  });

  it("of a step that only its team has is by whoever does it", () => {
    const anyone = directory({ teams: [team("triage", ["tina", "tom"], { assign: "anyone", lead: "lea" })] });
    const story = given({ definition: definition([task("a", { owner: "team:triage" })]), directory: anyone }).start();
    story.when("lea", to("tom"));
    expect(story.work("a").handOff?.from).toBe("lea");
  });
});

describe("reassigning", () => {
  const to = (name: string) => ({ type: "ReassignStep", step: "a", to: personId(name), note: "Better placed" }) as const;

  it("gives the step to another with both told, and to the delegate of an absent one with both names", () => {
    const emil = person("emil", { absences: [absence(at("2026-01-01"), at("2027-01-01"))], delegate: personId("ben") });
    const story = given({ definition: definition([task("a", { notify: "dm", ...warned })]), directory: directory({ people: [emil] }) })
      .start()
      .until("2026-03-02 13:00");
    story.when("maria", to("emil"));
    expect(story.work("a")).toMatchObject({ owner: "ben", insteadOf: "emil", episode: undefined });
    expect(story.last.effects).toContainEqual(expect.objectContaining({ key: "step:a:1:dm:ben" }));
    expect(story.posted("told").map(({ content }) => content.what)).toContain("reassigned-away");
  });

  it("of a step that waits plans it; of one that has ended is refused", () => {
    const steps = [task("b"), task("a", { owner: "team:nobody", needs: ["b"] })];
    const story = given({ definition: definition(steps) })
      .start()
      .when("maria", to("ben"));
    expect(story.step("a").planned).toBe("ben");
    story.when("anna", { type: "CompleteStep", step: "b" });
    expect(story.work("a").owner).toBe("ben");
    story.when("ben", { type: "CompleteStep", step: "a" });
    expect(
      given({ definition: definition([task("a"), task("b")]) })
        .start()
        .when("anna", { type: "CompleteStep", step: "a" })
        .when("maria", to("ben")).rejection?.message,
    ).toBe('"a" has ended.');
  });

  it("to somebody who is gone is refused", () => {
    const people = [person("cora", { present: false })];
    const story = given({ definition: definition([task("a")]), directory: directory({ people }) }).start();
    expect(story.when("maria", to("cora")).rejection?.code).toBe("invalid");
  });

  it("of an approval asks another instead of those who have not voted, never oneself or whom it excludes", () => {
    const steps = [approval("a", { approvers: ["anna", "ben"], quorum: "all", not: ["starter"] })];
    const story = given({
      definition: definition(steps),
      directory: directory({ people: ["dora", "sam", person("emil", { present: false })] }),
    }).start();
    story.when("anna", { type: "CastVote", step: "a", vote: "approve", revision: 1 });
    expect(["maria", "sam", "anna", "emil"].map((name) => story.when("maria", to(name)).rejection?.message)).toEqual([
      "You cannot make yourself an approver.",
      "Sam may not approve this: it takes a second pair of eyes.",
      "Anna is asked already.",
      "Emil is not here.",
    ]);
    story.when("maria", to("dora"));
    expect(story.work("a").request).toMatchObject({ approvers: ["anna", "dora"], revision: 2 });
    expect(
      story
        .posted("told")
        .filter(({ content }) => content.what === "approver-changed")
        .map(({ audience }) => audience),
    ).toEqual([{ to: "person", person: "ben" }]);
  });

  it("by an agent is only proposed, to the lead", () => {
    const story = one().when(agentFor("anna"), to("ben"));
    expect(story.work("a")).toMatchObject({
      owner: "anna",
      proposal: { alternative: "reassign", args: { to: "ben", reason: "Better placed" }, approvers: ["lea"] },
    });
    story.when("lea", { type: "SettleProposal", step: "a", episode: 0, approve: true });
    expect(story.work("a").owner).toBe("ben");
    const { note: _, ...bare } = to("ben");
    expect(one().when(agentFor("anna"), bare).work("a").proposal?.args).toEqual({ to: "ben" });
  });
});

describe("extending", () => {
  const until = (utc: string) => ({ type: "ExtendStep", step: "a", until: at(utc), reason: "Agreed" }) as const;

  it("moves the due date and its reminders, and ends what was overdue", () => {
    const escalation = { overdue: [{ after: "0 minutes", to: "ben" }] };
    const story = one({ due: "1 working day", escalation, reminders: { before: ["2 working hours"] } }).until("2026-03-02 17:00");
    expect(story.step("a").episode?.causes).toHaveLength(1);
    story.when("maria", until("2026-03-05 12:00"));
    expect(story.work("a")).toMatchObject({
      dueAt: at("2026-03-05 12:00"),
      reminder: { id: "before[0]", at: at("2026-03-05 10:00") },
      episode: undefined,
    });
  });

  it("to an earlier date or into the past is refused", () => {
    const story = one({ due: "2 working days" });
    expect(story.when("maria", until("2026-03-03 12:00")).rejection?.code).toBe("invalid");
    expect(one().when("maria", until("2026-03-01")).rejection?.code).toBe("invalid");
  });

  it("leaves who is blocked to chase", () => {
    const story = one({ due: "1 working day", silence: "4 working hours" }).when("anna", {
      type: "BlockStep",
      step: "a",
      reason: "x",
      on: "other",
    });
    story.when("maria", until("2026-03-05 12:00"));
    expect(story.work("a")).toMatchObject({
      dueAt: at("2026-03-05 12:00"),
      reminder: { id: "chase", at: at("2026-03-02 09:00") + 4 * HOUR },
    });
  });

  it("gives a step its first due date, too", () => {
    expect(one().when("maria", until("2026-03-05 12:00")).work("a").dueAt).toBe(at("2026-03-05 12:00"));
  });
});
