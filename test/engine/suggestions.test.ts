import { describe, expect, it } from "vitest";
import { type Automation, DEFAULT_AUTOMATION } from "../../src/engine/autonomy/policy.ts";
import { SUGGESTION_MS, UNDO_MS } from "../../src/engine/autonomy/suggestion.ts";
import { absence, DAY, definition, directory, field, HOUR, person, task, team } from "../support/builders.ts";
import { agentFor, given, MONDAY, type Story } from "../support/given.ts";

const agent = agentFor("anna");
const sure = (confidence: number) => ({ judgement: { confidence, evidence: ["msg-1"], run: "run-7" } });
const goal = field("goal", { required: false, type: "text" });
const workflow = (automation: Partial<Automation> = {}) =>
  definition([task("a", { owner: "team:crew", evidence: [goal] }), task("b", { owner: "ben", needs: ["a"] })], {
    automation: { ...DEFAULT_AUTOMATION, ...automation },
    inputs: [field("amount", { type: "money", required: false }), field("region", { required: false })],
  });
const people = directory({ teams: [team("crew", ["anna"], { lead: "lea" })] });
const begun = (automation: Partial<Automation> = {}, signed: readonly ("complete" | "evidence" | "block")[] = []): Story =>
  given({ definition: workflow(automation), directory: people, signed: new Set(signed) }).start("sam");

const completes = { type: "CompleteStep", step: "a", evidence: { goal: "grow" }, ...sure(0.8) } as const;
const made = (story: Story) => story.happened("suggestion.made").at(-1)!.suggestion;
const acted = (story: Story) => story.happened("act.automated").at(-1)!.suggestion;
const statusOf = (story: Story, id: string) => story.instance.suggestions?.[id]?.status;

describe("an agent's act", () => {
  it("is put to the one it acts for, with how sure it is and what from, and changes nothing", () => {
    const story = begun().when(agent, completes);
    expect(story.step("a").status).toBe("active");
    expect(made(story)).toMatchObject({
      ...{ kind: "complete", how: "proposes", step: "a", confidence: 0.8, evidence: ["msg-1"], run: "run-7" },
      ...{ by: "clerk", onBehalfOf: "anna", to: ["anna"], act: { type: "CompleteStep", step: "a", evidence: { goal: "grow" } } },
    });
    expect(story.posted("suggestion")).toMatchObject([{ audience: { to: "person", person: "anna" } }]);
  });

  it("is put to whoever stands in for the absent, else to the process owner", () => {
    const away = [absence(MONDAY - DAY, MONDAY + DAY)];
    const alone = directory({ people: [person("anna", { absences: away })], teams: [team("crew", ["anna"], { lead: "lea" })] });
    const story = given({ definition: definition([task("a", { owner: "anna" })]), directory: alone }).start("sam");
    story.when(agent, { type: "AddNote", text: "hello", ...sure(0.8) });
    expect(made(story).to).toEqual(["maria"]);
    expect(story.last.effects).toContainEqual({ type: "home", people: ["maria"] });
  });

  it("that could not be done is refused, not suggested", () => {
    const story = begun().when(agent, { ...completes, step: "b" });
    expect(story.rejection?.code).toBe("not-entitled");
    expect(begun().when(agent, { ...completes, evidence: { unknown: "x" } }).rejection?.code).toBe("invalid");
    expect(story.posted("suggestion")).toEqual([]);
  });

  it("takes the place of an earlier one of its kind for the same step", () => {
    const story = begun().when(agent, completes);
    const first = made(story).id;
    story.when(agent, { ...completes, evidence: { goal: "shrink" } });
    expect([statusOf(story, first), made(story).status]).toEqual(["expired", "open"]);
  });

  it("that would change nothing is nothing", () => {
    const story = begun().when("anna", { type: "CompleteStep", step: "a" }).when(agent, completes);
    expect(story.last.events).toEqual([]);
  });

  it("leaves a paused case alone", () => {
    const story = begun().when("maria", { type: "PauseInstance" }).when(agent, completes);
    expect(story.rejection).toMatchObject({ code: "wrong-state", message: expect.stringContaining("agents leave it alone") });
  });
});

describe("a suggestion", () => {
  it("that is accepted is carried out in the name of whoever accepted it", () => {
    const story = begun().when(agent, completes);
    story.when("anna", { type: "AcceptSuggestion", suggestion: made(story).id });
    expect(story.step("a")).toMatchObject({ status: "done", by: "anna" });
    expect(story.instance.evidence.goal).toMatchObject({ value: "grow", by: "anna" });
    expect(story.last.events.map(({ action }) => action).slice(0, 3)).toEqual(["suggestion.accepted", "evidence.added", "step.completed"]);
    story.when("anna", { type: "AcceptSuggestion", suggestion: made(story).id });
    expect(story.rejection).toMatchObject({ code: "stale", message: "This was settled. Anna has accepted it." });
  });

  it("that is changed keeps both, and says what drifted", () => {
    const story = begun().when(agent, completes);
    story.when("anna", { type: "EditSuggestion", suggestion: made(story).id, evidence: { goal: "shrink" } });
    expect(story.happened("suggestion.edited")).toMatchObject([{ drift: ["goal"], final: { evidence: { goal: "shrink" } } }]);
    expect(story.instance.evidence.goal?.value).toBe("shrink");
    expect(made(story).act).toMatchObject({ evidence: { goal: "grow" } });
  });

  it("that is looked at and left as it is counts as accepted", () => {
    const story = begun().when(agent, completes);
    story.when("anna", { type: "EditSuggestion", suggestion: made(story).id, evidence: { goal: "grow" } });
    expect(story.happened("suggestion.accepted")).toHaveLength(1);
  });

  it("in words, or of inputs, can be changed as well", () => {
    const story = begun().when(agent, { type: "BlockStep", step: "a", reason: "waiting", on: "vendor", ...sure(0.8) });
    story.when("anna", { type: "EditSuggestion", suggestion: made(story).id, words: "the vendor is closed" });
    expect(story.step("a")).toMatchObject({ status: "blocked", block: { reason: "the vendor is closed" } });
    const noted = begun().when(agent, { type: "AddNote", text: "called", ...sure(0.8) });
    noted.when("anna", { type: "EditSuggestion", suggestion: made(noted).id, words: "called twice" });
    expect(noted.happened("note.added")).toMatchObject([{ text: "called twice" }]);
    const given_ = begun().when(agentFor("maria"), { type: "ProvideInput", inputs: { region: "EU" }, ...sure(0.8) });
    given_.when("maria", { type: "EditSuggestion", suggestion: made(given_).id, inputs: { region: "US" } });
    expect(given_.instance.inputs).toMatchObject({ region: "US" });
    const gives = begun().when(agent, { type: "AddEvidence", step: "a", evidence: { goal: "grow" }, ...sure(0.8) });
    gives.when("anna", { type: "EditSuggestion", suggestion: made(gives).id, evidence: { goal: "rest" } });
    expect(gives.instance.evidence.goal?.value).toBe("rest");
    const none = begun().when(agent, { type: "AddNote", text: "called", ...sure(0.8) });
    none.when("anna", { type: "EditSuggestion", suggestion: made(none).id, evidence: { goal: "no evidence in this" } });
    expect(none.happened("suggestion.accepted")).toHaveLength(1);
    const same = begun().when(agent, completes);
    same.when("anna", { type: "EditSuggestion", suggestion: made(same).id, words: "no words in this" });
    expect(same.happened("suggestion.accepted")).toHaveLength(1);
  });

  it("that is dismissed needs a reason, and changes nothing", () => {
    const story = begun().when(agent, completes);
    const { id } = made(story);
    expect(story.when("anna", { type: "DismissSuggestion", suggestion: id, why: " " }).rejection?.fields).toEqual({ why: "Say why not." });
    story.when("anna", { type: "DismissSuggestion", suggestion: id, why: "too early" });
    expect(story.step("a").status).toBe("active");
    expect(story.instance.suggestions?.[id]).toMatchObject({ status: "dismissed", answer: { by: "anna", why: "too early" } });
  });

  it("is answered only by whoever could do it, with a note in the owner's place, and by no agent", () => {
    const story = begun().when(agent, completes);
    const answer = { type: "AcceptSuggestion", suggestion: made(story).id } as const;
    expect(story.when("ben", answer).rejection).toMatchObject({ code: "not-entitled" });
    expect(story.when(agent, answer).rejection?.message).toContain("An agent cannot accept this suggestion");
    expect(story.when("lea", answer).rejection?.fields).toHaveProperty("note");
    expect(story.when("lea", { ...answer, note: "Anna is out" }).step("a")).toMatchObject({ status: "done", by: "lea" });
  });

  it("expires by the clock, with the step, and with the case", () => {
    const late = begun().when(agent, completes);
    expect(late.wakeAt).toBe(MONDAY + SUGGESTION_MS);
    expect(late.until(MONDAY + SUGGESTION_MS).happened("suggestion.expired")).toMatchObject([{ why: "its time is over" }]);
    expect(late.when("anna", { type: "AcceptSuggestion", suggestion: made(late).id }).rejection).toMatchObject({ code: "too-late" });
    const unswept = begun()
      .when(agent, completes)
      .clock(MONDAY + SUGGESTION_MS);
    expect(unswept.when("anna", { type: "AcceptSuggestion", suggestion: made(unswept).id }).rejection).toMatchObject({ code: "too-late" });
    const moved = begun().when(agent, completes).when("anna", { type: "BlockStep", step: "a", reason: "w", on: "other" });
    expect(moved.happened("suggestion.expired")).toMatchObject([{ why: "the step is no longer as it was" }]);
    const ended = begun().when(agent, completes).when("maria", { type: "CancelInstance", reason: "over" });
    expect(ended.happened("suggestion.expired")).toMatchObject([{ why: "the case has ended" }]);
    const paused = begun().when(agent, completes).when("maria", { type: "PauseInstance" });
    expect(paused.wakeAt).toBeUndefined();
  });

  it("is unknown where there is none, or where nothing was done", () => {
    const story = begun().when(agent, completes);
    expect(story.when("anna", { type: "AcceptSuggestion", suggestion: "toString" }).rejection?.code).toBe("unknown");
    expect(story.when("anna", { type: "UndoAct", suggestion: made(story).id }).rejection).toMatchObject({
      message: "Nothing was done yet.",
    });
  });

  it("leaves the case's state after some time, and its rows never", () => {
    const story = begun();
    for (let n = 0; n < 60; n++) story.when(agent, { type: "AddNote", text: `note ${n}`, ...sure(0.8) });
    expect(Object.keys(story.instance.suggestions ?? {})).toHaveLength(51);
    expect(story.happened("suggestion.made")).toHaveLength(60);
  });
});

const AUTOMATE: Partial<Automation> = { level: "automate" };
const SIGNED = ["complete", "evidence", "block"] as const;
const surely = { ...completes, ...sure(0.95) } as const;

describe("an act that is automated", () => {
  it("is carried out once its process owner has signed and it is sure enough, and is shown with its undo", () => {
    const story = begun(AUTOMATE, SIGNED).when(agent, surely);
    expect(story.step("a")).toMatchObject({ status: "done", by: "anna" });
    expect(acted(story)).toMatchObject({ how: "acted", why: "it is 95 % sure", until: MONDAY + UNDO_MS });
    expect(story.posted("suggestion")).toHaveLength(1);
    expect(begun(AUTOMATE).when(agent, surely).step("a").status).toBe("active");
    expect(begun({}, SIGNED).when(agent, surely).step("a").status).toBe("active");
    const timid = { ...surely, judgement: { ...surely.judgement, ceiling: "assist" as const } };
    expect(made(begun(AUTOMATE, SIGNED).when(agent, timid))).toMatchObject({ how: "proposes", why: "this agent only proposes" });
    expect(made(begun(AUTOMATE, SIGNED).when(agent, completes)).why).toBe("it is 80 % sure, and acts from 90 %");
  });

  it("is undone for ten minutes, by whoever could do it", () => {
    const story = begun(AUTOMATE, SIGNED).when(agent, surely);
    const undo = { type: "UndoAct", suggestion: acted(story).id } as const;
    expect(story.when("ben", undo).rejection?.code).toBe("not-entitled");
    story.when("lea", undo);
    expect(story.step("a")).toMatchObject({ status: "active", pass: 2 });
    expect(story.step("b").status).toBe("waiting");
    expect(statusOf(story, undo.suggestion)).toBe("undone");
    const late = begun(AUTOMATE, SIGNED)
      .when(agent, surely)
      .clock(MONDAY + UNDO_MS);
    expect(late.when("anna", { type: "UndoAct", suggestion: acted(late).id }).rejection).toMatchObject({
      message: "This can no longer be undone.",
    });
    expect(late.when("anna", { type: "AcceptSuggestion", suggestion: acted(late).id }).rejection).toMatchObject({
      message: "This was done already.",
    });
  });

  it("is taken back as far as it went: a block is lifted, evidence is what it was", () => {
    const blocked = begun(AUTOMATE, SIGNED).when(agent, { type: "BlockStep", step: "a", reason: "w", on: "vendor", ...sure(0.95) });
    blocked.when("anna", { type: "UndoAct", suggestion: acted(blocked).id });
    expect(blocked.step("a").status).toBe("active");
    const gives = { type: "AddEvidence", step: "a", evidence: { goal: "grow" }, ...sure(0.95) } as const;
    const first = begun(AUTOMATE, SIGNED).when(agent, gives);
    first.when("anna", { type: "UndoAct", suggestion: acted(first).id });
    expect(first.instance.evidence).toEqual({});
    const none = { ...DEFAULT_AUTOMATION.stop, conflictingSignals: false };
    const over = begun({ ...AUTOMATE, stop: none }, SIGNED).when("anna", { type: "AddEvidence", step: "a", evidence: { goal: "rest" } });
    over.when(agent, gives).when("anna", { type: "UndoAct", suggestion: acted(over).id });
    expect(over.instance.evidence.goal?.value).toBe("rest");
    const later = begun(AUTOMATE, SIGNED)
      .when(agent, gives)
      .when("anna", { type: "AddEvidence", step: "a", evidence: { goal: "mine" } });
    expect(later.when("anna", { type: "UndoAct", suggestion: acted(later).id }).rejection?.code).toBe("stale");
  });

  it("is only proposed where it would end the case, and nobody could undo it", () => {
    const story = begun(AUTOMATE, SIGNED).when("anna", { type: "CompleteStep", step: "a" });
    story.when(agentFor("ben"), { type: "CompleteStep", step: "b", ...sure(0.95) });
    expect(made(story)).toMatchObject({ how: "proposes", why: "it would end the case" });
  });

  it.each([
    ["the amount at risk is over the limit", { money: { input: "amount", askAbove: 100 } }, { amount: 200 }, "more than 100 is at risk"],
    ["nobody can tell the amount", { money: { input: "amount", askAbove: 100 } }, {}, "nobody can tell how much is at risk (amount)"],
    ["it is regulated", { alwaysAsk: { regulated: 'region == "EU"', customer: undefined } }, { region: "EU" }, "it is regulated"],
    ["it touches a customer", { alwaysAsk: { regulated: undefined, customer: "true" } }, {}, "it touches a customer"],
  ] as const)("asks a person to look first where %s", (_, policy, inputs, why) => {
    const story = given({ definition: workflow({ ...AUTOMATE, ...policy }), directory: people, signed: new Set(SIGNED) });
    story.start("sam", { inputs: { case_id: "C-1", ...inputs } }).when(agent, surely);
    expect(made(story)).toMatchObject({ how: "asks", why });
    expect(story.when("anna", { type: "AcceptSuggestion", suggestion: made(story).id }).rejection?.code).toBe("invalid");
    story.when("anna", { type: "EditSuggestion", suggestion: made(story).id });
    expect(story.step("a").status).toBe("done");
  });

  it("asks where it is not sure, or does not say", () => {
    const unsure = begun(AUTOMATE, SIGNED).when(agent, { ...completes, ...sure(0.3) });
    expect(made(unsure)).toMatchObject({ how: "asks", why: "it is only 30 % sure, and asks below 50 %" });
    const { judgement: _, ...silent } = completes;
    expect(made(begun(AUTOMATE, SIGNED).when(agent, silent))).toMatchObject({ how: "asks", why: "it does not say how sure it is" });
  });

  it("stops only where its policy says so", () => {
    const never = { noProgressMs: undefined, conflictingSignals: false, missingApproval: false, reachesCustomer: false };
    const story = begun({ ...AUTOMATE, stop: never }, SIGNED)
      .clock(MONDAY + 90 * DAY)
      .when(agent, surely);
    expect(story.step("a").status).toBe("done");
  });
});

describe("a gate", () => {
  const gate: Partial<Automation> = { acts: { complete: "enforce" } };
  const done = { type: "CompleteStep", step: "a" } as const;

  it("lets nobody end a step before its check is there", () => {
    const story = begun(gate).when("anna", done);
    expect(story.rejection).toMatchObject({ code: "wrong-state", who: ["lea", "maria"] });
    expect(story.rejection?.message).toContain("no check of it is there yet. Lea or Maria can end it instead, with a note.");
    expect(begun(gate).when("anna", { type: "BlockStep", step: "a", reason: "w", on: "other" }).rejection).toBeUndefined();
  });

  it("opens with an agent's proposal, which nobody has dismissed", () => {
    expect(begun(gate).when(agent, completes).when("anna", done).step("a").status).toBe("done");
    const accepted = begun(gate).when(agent, completes);
    expect(accepted.when("anna", { type: "AcceptSuggestion", suggestion: made(accepted).id }).step("a").status).toBe("done");
    expect(accepted.when("anna", done).rejection).toBeUndefined();
    const unsure = begun(gate).when(agent, { ...completes, ...sure(0.2) });
    expect(unsure.when("anna", done).rejection?.code).toBe("wrong-state");
    const dismissed = begun(gate).when(agent, completes);
    dismissed.when("anna", { type: "DismissSuggestion", suggestion: made(dismissed).id, why: "no" });
    expect(dismissed.when("anna", done).rejection?.code).toBe("wrong-state");
  });

  it("is passed by a lead or process owner, whose note is the check, so that it opens without any agent", () => {
    expect(
      begun(gate)
        .when("lea", { ...done, note: "I looked" })
        .step("a"),
    ).toMatchObject({ status: "done", by: "lea" });
  });

  it("names nobody where nobody else could end it", () => {
    const lone = definition([task("a", { owner: "maria" })], { automation: { ...DEFAULT_AUTOMATION, ...gate } });
    const story = given({ definition: lone, directory: directory() }).start("sam").when("maria", done);
    expect(story.rejection?.message).toBe("This step is checked before it ends, and no check of it is there yet.");
  });
});

it("time moves the wake to the earliest of both", () => {
  const story = begun(AUTOMATE, SIGNED).when(agent, surely);
  expect(story.wakeAt).toBe(MONDAY + UNDO_MS);
  expect(story.until(MONDAY + HOUR).happened("suggestion.expired")).toHaveLength(1);
});
