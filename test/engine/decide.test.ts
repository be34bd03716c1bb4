import { describe, expect, it } from "vitest";
import { decide } from "../../src/engine/decide.ts";
import { CommandId } from "../../src/engine/ids.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import {
  approval,
  decision,
  definition,
  directory,
  HOUR,
  MINUTE,
  option,
  personId,
  sendingBack,
  stepKey,
  task,
  team,
  whos,
} from "../support/builders.ts";
import { agentFor, given, INSTANCE, MONDAY, signedEvent, WORKSPACE } from "../support/given.ts";

const simple = definition([task("a"), task("b", { owner: "ben", needs: ["a"] })]);
const begun = () => given({ definition: simple }).start("sam");

describe("a command", () => {
  it("is about a case that exists", () => {
    const lost = given({ definition: simple }).when("anna", { type: "CompleteStep", step: "a" });
    expect(lost.rejection).toMatchObject({ code: "unknown" });
    expect(lost.events).toEqual([]);
  });

  it("is about a step that exists", () => {
    expect(begun().when("anna", { type: "CompleteStep", step: "zebra" }).rejection).toMatchObject({ code: "unknown" });
  });

  it("starts a case once: the same instance cannot begin again", () => {
    expect(begun().start("sam").rejection).toMatchObject({ code: "already-running", instance: INSTANCE });
  });

  it("carries out the act, and everything that follows from it", () => {
    const story = begun().when("anna", { type: "CompleteStep", step: "a" });
    expect(story.status()).toEqual({ a: "done", b: "active" });
    expect(story.last.events.map((event) => event.action)).toEqual(["step.completed", "step.activated"]);
  });

  it("redraws the cards, and the homes of those who see a change", () => {
    const story = begun().when("anna", { type: "CompleteStep", step: "a" });
    expect(story.last.effects).toContainEqual({ type: "refresh" });
    const home = story.last.effects.find((effect) => effect.type === "home");
    expect(new Set(home?.people)).toEqual(new Set(["anna", "ben"]));
  });

  it("redraws nothing when it changes nothing that anybody sees", () => {
    expect(begun().when("cora", { type: "ReadTrace", how: "read" }).last.effects).toEqual([]);
    expect(begun().tick().last.effects).toEqual([]);
  });

  it("redraws the homes of a team that a step waits for, and of approvers of a draft", () => {
    const crew = directory({ teams: [team("crew", ["mike", "olga"], { assign: "anyone" })] });
    const story = given({ definition: definition([task("a", { owner: "team:crew" })]), directory: crew }).start("sam");
    expect(story.last.effects).toContainEqual({ type: "home", people: ["mike", "olga"] });
  });

  it("is decided at the time of the last event, should the clock have run backwards", () => {
    const story = begun()
      .clock(MONDAY - HOUR)
      .when("anna", { type: "CompleteStep", step: "a" });
    expect(story.last.events.every((event) => event.at === MONDAY)).toBe(true);
  });
});

describe("a card of an older pass", () => {
  const looping = definition([task("a"), decision("b", { needs: ["a"], options: [option("ok"), sendingBack("again", "a")] })]);
  const sentBack = () =>
    given({ definition: looping })
      .start("sam")
      .when("anna", { type: "CompleteStep", step: "a", pass: 1 })
      .when("anna", { type: "DecideStep", step: "b", option: "again" });

  it("is refused with today's truth, whoever clicks", () => {
    const stale = sentBack().when("ben", { type: "CompleteStep", step: "a", pass: 1 });
    expect(stale.rejection).toEqual({ code: "stale", message: 'What you saw is no longer true. "a" is active now and Anna\'s.' });
    expect(sentBack().when("anna", { type: "DecideStep", step: "b", option: "ok", pass: 1 }).rejection?.message).toContain(
      "waits for its turn again",
    );
  });

  it("is told how the step ended", () => {
    const done = sentBack()
      .when("anna", { type: "CompleteStep", step: "a", pass: 2 })
      .when("anna", { type: "CompleteStep", step: "a", pass: 1 });
    expect(done.rejection?.message).toContain('"a" is done: Anna.');
    const skipped = sentBack()
      .when("maria", { type: "SkipStep", step: "a", reason: "no need" })
      .when("anna", { type: "CompleteStep", step: "a", pass: 1 });
    expect(skipped.rejection?.message).toContain('"a" was skipped.');
    const decided = sentBack()
      .when("anna", { type: "CompleteStep", step: "a", pass: 2 })
      .when("anna", { type: "DecideStep", step: "b", option: "ok" })
      .when("anna", { type: "DecideStep", step: "b", option: "again", pass: 1 });
    expect(decided.rejection?.message).toContain('"b" is done: Anna, ok.');
  });
});

describe("a paused case", () => {
  const paused = () => begun().when("maria", { type: "PauseInstance" });

  it("takes done, evidence and votes, and activates nothing", () => {
    const story = paused().when("anna", { type: "CompleteStep", step: "a" });
    expect(story.rejection).toBeUndefined();
    expect(story.status()).toEqual({ a: "done", b: "waiting" });
  });

  it("sends nothing: cards are redrawn, and that is all", () => {
    const story = paused().when("anna", { type: "AddNote", text: "the customer called", step: "a" });
    expect(story.last.events.map((event) => event.body.type)).toEqual(["note.added"]);
    expect(story.last.effects.every((effect) => effect.type === "refresh" || effect.type === "home")).toBe(true);
  });

  it("refuses what would move it, and says what it does take", () => {
    expect(paused().when("maria", { type: "SkipStep", step: "a", reason: "no need" }).rejection).toMatchObject({ code: "wrong-state" });
  });

  it("goes on when it is resumed", () => {
    const story = paused().when("anna", { type: "CompleteStep", step: "a" }).when("maria", { type: "ResumeInstance" });
    expect(story.status()).toEqual({ a: "done", b: "active" });
  });
});

describe("a case that has ended", () => {
  const completed = () => begun().when("anna", { type: "CompleteStep", step: "a" }).when("ben", { type: "CompleteStep", step: "b" });

  it("takes no more work, but the same click again is no mistake", () => {
    expect(completed().instance.status).toBe("completed");
    expect(completed().when("ben", { type: "CompleteStep", step: "b" }).rejection).toBeUndefined();
    expect(completed().when("maria", { type: "PauseInstance" }).rejection).toMatchObject({ code: "wrong-state" });
  });

  it("takes notes and readers, and may be reopened", () => {
    expect(completed().when("anna", { type: "AddNote", text: "all went well" }).rejection).toBeUndefined();
    expect(completed().when("cora", { type: "ReadTrace", how: "export" }).rejection).toBeUndefined();
    expect(completed().when("maria", { type: "ReopenStep", step: "b", reason: "wrong" }).status()).toEqual({ a: "done", b: "active" });
  });

  it("writes to nobody outside: drafts that wait are void", () => {
    const withMessage = definition([task("a")], {
      messages: { question: { id: "question", to: whos("adam"), approve: whos("ben"), text: "Well?" } },
    });
    const story = given({ definition: withMessage }).start("sam").when("anna", { type: "DraftMessage", message: "question" });
    const pending = Object.keys(story.instance.drafts);
    story.when("maria", { type: "CancelInstance", reason: "no need" });
    expect(story.instance.drafts[pending[0]!]).toMatchObject({ status: "void" });
  });
});

describe("a refusal", () => {
  it("is a DENY row that says which act, by whom and why", () => {
    const story = begun().when("ben", { type: "CompleteStep", step: "a" });
    expect(story.rejection).toMatchObject({ code: "not-entitled", who: ["anna", "maria"] });
    expect(story.rejection?.message).toBe("Only Anna can say that this step is done. Maria can too, with a note.");
    expect(story.last.events).toMatchObject([
      { verdict: "DENY", reason: "not-entitled: CompleteStep", step: "a", body: { type: "act.refused", act: "CompleteStep", by: "ben" } },
    ]);
    expect(story.last.effects).toEqual([]);
  });

  it("collapses with its repeats within the minute, for the same person and act", () => {
    const story = begun();
    for (let count = 0; count < 5; count += 1) story.when("ben", { type: "CompleteStep", step: "a" });
    expect(story.happened("act.refused")).toHaveLength(1);
    story.when("ben", { type: "AcknowledgeStep", step: "a" }).when("carl", { type: "CompleteStep", step: "a" });
    expect(story.happened("act.refused")).toHaveLength(3);
    story.clock(MONDAY + MINUTE).when("ben", { type: "CompleteStep", step: "a" });
    expect(story.happened("act.refused")).toHaveLength(4);
  });

  it("names no step that the case does not have", () => {
    expect(begun().when("anna", { type: "CompleteStep", step: "zebra" }).last.events).toMatchObject([{ step: undefined, verdict: "DENY" }]);
  });

  it("stands under the agent's name and that of whoever it acts for", () => {
    const story = begun().when(agentFor("ben"), { type: "CompleteStep", step: "a" });
    expect(story.happened("act.refused")).toMatchObject([{ by: "clerk for ben" }]);
  });

  it("leaves no row where an event found nothing to do", () => {
    const story = begun().when(signedEvent, { type: "DeliverEvent", event: { type: "parcel.came", id: "1", data: {} } });
    expect(story.rejection).toBeDefined();
    expect(story.last.events).toEqual([]);
  });

  it("of a start is not on the instance's chain, which does not exist", () => {
    const story = given({ definition: simple }).start("stranger", { inChannel: false });
    expect(story.rejection).toMatchObject({ code: "not-entitled" });
    expect(story.events).toEqual([]);
  });
});

describe("deciding", () => {
  it("is a function: the same state and command give the same answer, and neither is changed", () => {
    const before = begun().instance;
    const copy = JSON.stringify(before);
    const command = {
      id: CommandId.parse("c"),
      workspace: WORKSPACE,
      actor: { kind: "person", id: personId("anna") },
      via: "slack",
      type: "CompleteStep",
      instance: INSTANCE,
      step: stepKey("a"),
    } as InstanceCommand;
    const context = { now: MONDAY, directory: directory(), load: new Map() };
    expect(decide(simple, before, command, context)).toEqual(decide(simple, before, command, context));
    expect(JSON.stringify(before)).toBe(copy);
  });

  it("tells a voter who is late how the request ended", () => {
    const story = given({
      definition: definition([approval("sign", { approvers: ["anna", "ben"] }), task("z", { needs: ["sign"] })]),
    }).start("sam");
    story.when("anna", { type: "CastVote", step: "sign", vote: "approve", revision: 1 });
    expect(story.when("ben", { type: "CastVote", step: "sign", vote: "reject", revision: 1, reason: "no" }).rejection?.code).toBe(
      "wrong-state",
    );
  });
});
