import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginHappening } from "../../../src/engine/happening.ts";
import { countAsHeard, personActing, saysSomething } from "../../../src/engine/heard.ts";
import type { InstanceCommand } from "../../../src/engine/messages/command.ts";
import { absence, approval, at, definition, directory, HOUR, person, personId, stepKey, task, team } from "../../support/builders.ts";
import { agentFor, given } from "../../support/given.ts";

const sales = team("sales", ["anna", "ben"], { lead: "lea" });
const org = directory({ teams: [sales] });
const warned = { silence: "4 working hours", escalation: { silent: [{ after: "0 minutes", warnOwner: true }] } };
const one = (words: Parameters<typeof task>[1] = {}) =>
  given({ definition: definition([task("a", { owner: "team:sales", ...words })]), directory: org }).start();
const says = (text: string) => ({ type: "Hear", step: "a", text }) as const;

describe("text", () => {
  it("says nothing when only mentions, emoji and politeness are in it", () => {
    for (const text of [
      "",
      "ok",
      "Thanks!",
      "<@U123> noted :+1:",
      "+1",
      "👍🏽",
      "OK, thanks a lot.",
      "@coxswain got it",
      "...",
      "<!here> thank you so much",
    ]) {
      expect([text, saysSomething(text)]).toEqual([text, false]);
    }
  });

  it("says something when anything else remains", () => {
    for (const text of ["Waiting for the key", "ok, tomorrow", "<@U123> can you?", "15:00", "thanks, but no", "https://example.com/a"]) {
      expect([text, saysSomething(text)]).toEqual([text, true]);
    }
  });

  it("never says less for what is added to it", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("ok ", "thanks ", ":tada: ", ""), (text, polite) => {
        expect(saysSomething(`${polite}done-by-noon ${text}`)).toBe(true);
      }),
    );
  });
});

describe("being heard", () => {
  it("is an act of the owner's: it ends silence, and silence counts from it", () => {
    const story = one(warned).until("2026-03-02 13:00");
    expect(story.step("a").episode?.causes).toHaveLength(1);
    story.clock("2026-03-02 14:00").when("anna", says("I wait for the invoice"));
    expect(story.step("a").episode).toBeUndefined();
    expect(story.work("a")).toMatchObject({ heardAt: at("2026-03-02 14:00"), silentAt: at("2026-03-03 10:00") });
  });

  it("is nobody else's text, nor one that says nothing, nor on a case that is paused or a step that has ended", () => {
    const story = one(warned).when("ben", says("I think it is done")).when("anna", says("ok"));
    story.when("maria", { type: "PauseInstance" }).when("anna", says("I wait for the invoice")).when("maria", { type: "ResumeInstance" });
    story.when("anna", { type: "CompleteStep", step: "a" }).when("anna", says("It is really done"));
    expect(story.happened("step.heard")).toEqual([]);
  });

  it("ends the silence of an approval when an approver writes, and never what is overdue", () => {
    const escalation = { unanswered: [{ after: "0 minutes", to: "maria" }], overdue: [{ after: "0 minutes", to: "cora" }] };
    const steps = [approval("a", { approvers: "anna", due: "4 working hours", silence: "4 working hours", escalation })];
    const story = given({ definition: definition(steps) })
      .start()
      .until("2026-03-02 13:00");
    expect(story.step("a").episode?.causes).toHaveLength(2);
    story.when("anna", says("Which price?"));
    expect(story.step("a").episode?.causes.map(({ trigger }) => trigger)).toEqual(["overdue"]);
  });

  it("is never a machine's", () => {
    const story = one(warned);
    const h = beginHappening(
      story.definition,
      story.instance,
      { type: "Tick", actor: { kind: "system", id: "sweep" } } as InstanceCommand,
      { now: story.now, directory: org, load: new Map() },
    );
    countAsHeard(h, stepKey("a"));
    expect(h.events).toEqual([]);
    expect(() => personActing(h)).toThrow("Tick by system");
  });
});

describe("acknowledging", () => {
  it("counts as heard, once a pass", () => {
    const story = one(warned).clock("2026-03-02 10:00").when("anna", { type: "AcknowledgeStep", step: "a" });
    expect(story.work("a")).toMatchObject({ acknowledged: true, silentAt: at("2026-03-02 14:00") });
    story.clock("2026-03-02 11:00").when("anna", { type: "AcknowledgeStep", step: "a" });
    expect(story.last.events).toEqual([]);
    story.when("anna", { type: "CompleteStep", step: "a" }).when("maria", { type: "ReopenStep", step: "a", reason: "x" });
    expect(story.work("a").acknowledged).toBe(false);
  });

  it("is refused on a step that does not run", () => {
    const steps = [task("a"), task("b", { needs: ["a"] })];
    const story = given({ definition: definition(steps) }).start();
    for (const act of [
      { type: "AcknowledgeStep", step: "b" },
      { type: "SnoozeReminder", step: "b", until: "1-hour" },
      { type: "CommitTo", step: "b", until: at("2026-03-05") },
      { type: "BlockStep", step: "b", reason: "x", on: "other" },
      { type: "UnblockStep", step: "b" },
      { type: "HandOffStep", step: "b", to: personId("ben") },
    ] as const) {
      expect(story.when("anna", act).rejection?.code).toBe("wrong-state");
    }
    expect(story.when("maria", { type: "ExtendStep", step: "b", until: at("2026-03-05") }).rejection?.code).toBe("wrong-state");
  });
});

describe("snoozing", () => {
  const reminders = { before: ["6 working hours"], atDue: true };
  const snooze = (until: "1-hour" | "this-afternoon" | "tomorrow-morning" | number) =>
    ({ type: "SnoozeReminder", step: "a", until }) as const;

  it("moves the next reminder only, to a preset in the person's own hours or to a time of their choice", () => {
    const when = (until: Parameters<typeof snooze>[0]) =>
      one({ due: "1 working day", silence: "1 working day", reminders }).when("anna", snooze(until)).work("a");
    expect(when("1-hour")).toMatchObject({
      silentAt: at("2026-03-02 17:00"),
      dueAt: at("2026-03-02 17:00"),
      reminder: { id: "before[0]", at: at("2026-03-02 10:00") },
    });
    expect(when("this-afternoon").reminder?.at).toBe(at("2026-03-02 14:00"));
    expect(when("tomorrow-morning").reminder?.at).toBe(at("2026-03-03 09:00"));
    expect(when(at("2026-03-02 20:30")).reminder?.at).toBe(at("2026-03-02 20:30"));
  });

  it("is kept to, even outside hours: the person chose the time", () => {
    const story = one({ due: "1 working day", reminders: { before: ["6 working hours"] } }).when("anna", snooze(at("2026-03-02 20:30")));
    story.until("2026-03-02 20:30");
    expect(story.posted("reminder")).toHaveLength(1);
  });

  it("is refused to a time that has passed, and where no reminder waits", () => {
    const story = one({ due: "2 working days", reminders }).clock("2026-03-02 15:00");
    expect(story.when("anna", snooze("this-afternoon")).rejection?.code).toBe("too-late");
    expect(one().when("anna", snooze("1-hour")).rejection?.message).toBe("There is no reminder to move.");
  });
});

describe("a commitment", () => {
  const commit = (until: string) => ({ type: "CommitTo", step: "a", until: at(until) }) as const;

  it("makes silence fire at its time, heard or not before, and is recorded as missed then", () => {
    const story = one({ ...warned, due: "5 working days" }).when("anna", commit("2026-03-04 15:00"));
    expect(story.work("a").silentAt).toBe(at("2026-03-04 15:00"));
    story.clock("2026-03-04 12:00").when("anna", says("Nearly there"));
    expect(story.work("a").silentAt).toBe(at("2026-03-04 15:00"));
    story.until("2026-03-04 15:00");
    expect(story.happened("commitment.settled")).toMatchObject([{ state: "missed" }]);
    expect(story.posted("warning")).toHaveLength(1);
  });

  it("is recorded as kept when the step is done by then", () => {
    const story = one(warned)
      .when("anna", commit("2026-03-04 15:00"))
      .clock("2026-03-04 14:00")
      .when("anna", { type: "CompleteStep", step: "a" });
    expect(story.happened("commitment.settled")).toMatchObject([{ state: "kept" }]);
  });

  it("is refused the third time, and for a time that has passed", () => {
    const story = one(warned).when("anna", commit("2026-03-03 15:00")).when("anna", commit("2026-03-04 15:00"));
    expect(story.when("anna", commit("2026-03-05 15:00")).rejection?.code).toBe("limit");
    expect(story.when("anna", commit("2026-03-02 08:00")).rejection?.fields).toEqual({ until: "Choose a later time." });
  });

  it("after the due date is a request to extend it, which the process owner answers", () => {
    const story = one({ ...warned, due: "1 working day" }).when("anna", commit("2026-03-05 15:00"));
    expect(story.happened("commitment.made")).toEqual([]);
    expect(story.work("a").proposal).toMatchObject({ alternative: "extend", approvers: ["maria"], by: "anna" });
    expect(story.posted("proposal").map(({ audience }) => audience)).toEqual([{ to: "person", person: "maria" }]);
    expect(story.when("anna", commit("2026-03-06 15:00")).rejection?.message).toBe(
      "Something else was asked for this step already, and waits for Maria.",
    );
    story.when("maria", { type: "SettleProposal", step: "a", episode: 0, approve: true });
    expect(story.work("a")).toMatchObject({ dueAt: at("2026-03-05 15:00"), proposal: undefined });
  });

  it("asked of the process owner may be declined, with a reason", () => {
    const story = one({ due: "1 working day" }).when("anna", commit("2026-03-05 15:00"));
    const settle = { type: "SettleProposal", step: "a", episode: 0, approve: false } as const;
    expect(story.when("maria", settle).rejection?.code).toBe("invalid");
    story.when("maria", { ...settle, reason: "The customer waits" });
    expect(story.work("a")).toMatchObject({ dueAt: at("2026-03-02 17:00"), proposal: undefined });
    expect(story.when("maria", { ...settle, reason: "again" }).rejection).toBeDefined();
  });

  it("on a blocked step does not start silence", () => {
    const story = one(warned)
      .when("anna", { type: "BlockStep", step: "a", reason: "x", on: "other" })
      .when("anna", commit("2026-03-04 15:00"));
    expect(story.work("a").silentAt).toBeUndefined();
  });
});

describe("blocking", () => {
  const block = { type: "BlockStep", step: "a", reason: "No answer", on: "customer" } as const;

  it("keeps reason, on whom, until when and urgency, and tells the watchers once", () => {
    const story = one().when("maria", { type: "ChangeWatchers", add: [personId("cora")] });
    story.when("anna", { ...block, onWhom: "Acme", until: at("2026-03-05"), urgency: "urgent" });
    expect(story.step("a")).toMatchObject({
      status: "blocked",
      block: { reason: "No answer", onWhom: "Acme", urgency: "urgent", by: "anna" },
    });
    story.when("anna", { ...block, reason: "Still no answer" });
    expect(story.posted("told").filter(({ content }) => content.what === "blocked")).toHaveLength(1);
  });

  it("by somebody else does not count as hearing the owner", () => {
    const story = one(warned)
      .clock("2026-03-02 10:00")
      .when("lea", { ...block, note: "They called" });
    expect(story.work("a").heardAt).toBe(at("2026-03-02 09:00"));
    story.when("lea", { type: "UnblockStep", step: "a", note: "They answered" });
    expect(story.work("a")).toMatchObject({ status: "active", heardAt: at("2026-03-02 09:00"), silentAt: at("2026-03-02 14:00") });
  });

  it("is refused without a reason or with a time that has passed; lifting what is not blocked, too", () => {
    expect(one().when("anna", { ...block, reason: " " }).rejection?.fields).toEqual({ reason: "Say what it is." });
    expect(one().when("anna", { ...block, until: at("2026-03-01") }).rejection?.fields).toEqual({ until: "Choose a later time." });
    expect(one().when("anna", { type: "UnblockStep", step: "a" }).rejection?.code).toBe("wrong-state");
  });
});

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
