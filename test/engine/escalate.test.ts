import { describe, expect, it } from "vitest";
import { DEFAULT_AUTOMATION } from "../../src/engine/autonomy/policy.ts";
import { at, definition, directory, HOUR, task, team } from "../support/builders.ts";
import { agentFor, given, MONDAY, type Story } from "../support/given.ts";

const escalation = {
  silent: [{ after: "0 minutes", to: "lea" }],
  blocked: [
    { after: "0 minutes", to: "lea" },
    { after: "3 working days", to: "maria" },
  ],
  overdue: [{ after: "2 working days", to: "lea" }],
};
const people = directory({ teams: [team("crew", ["anna", "ben"], { lead: "lea" })] });
const workflow = definition(
  [
    task("a", { owner: "anna", silence: "2 working days", due: "2 working days", escalation }),
    task("b", { owner: "ben" }),
    task("c", { owner: "team:crew", silence: "2 working days", escalation }),
  ],
  { automation: { ...DEFAULT_AUTOMATION, level: "automate" } },
);
const begun = (signed: readonly "escalate"[] = []): Story =>
  given({ definition: workflow, directory: people, signed: new Set(signed) }).start("sam");

const WHY = "nothing heard for 3 hours";
const escalates = (step = "a", level = 0) => ({ type: "EscalateStep", step, pass: 1, level, raisedBy: "analyst", why: WHY }) as const;
const sure = { judgement: { confidence: 0.95, evidence: ["R1"], run: "run-1" } };
const asked = (story: Story) => story.posted("escalation").map(({ content }) => content);
const askedWho = (story: Story) => asked(story).flatMap(({ to }) => to);
const blocked = (story: Story, until?: string): Story =>
  story.when("anna", {
    type: "BlockStep",
    step: "a",
    reason: "no key",
    on: "vendor",
    ...(until === undefined ? {} : { until: at(until) }),
  });

describe("a step that is raised", () => {
  it("asks whom its ladder asks first, hours before its clock would, and says who raised it and why", () => {
    const story = begun()
      .clock(MONDAY + 3 * HOUR)
      .when("maria", escalates());
    expect(story.happened("episode.opened")).toMatchObject([{ step: "a", trigger: "silent", since: MONDAY }]);
    story.tick();
    expect(asked(story)).toMatchObject([{ to: ["lea"], why: { raised: { by: "analyst", why: WHY } } }]);
  });

  it("counts as heard again once its owner says something", () => {
    const story = begun().when("maria", escalates()).tick().when("anna", { type: "AcknowledgeStep", step: "a" });
    expect(story.step("a").episode).toBeUndefined();
    expect(story.work("a").silentAt).toBeGreaterThan(story.now);
  });

  it("that is blocked until a time is asked about now, and its ladder goes on from there", () => {
    const story = blocked(begun(), "2026-03-06 12:00");
    expect(story.step("a").episode).toBeUndefined();
    story.when("maria", escalates()).tick();
    expect(askedWho(story)).toEqual(["lea"]);
    const planned = story.step("a").episode?.nextAt;
    story.clock(MONDAY + HOUR).when("maria", escalates("a", 1));
    expect(story.step("a").episode?.nextAt).toBe(MONDAY + HOUR);
    expect(planned).toBeGreaterThan(MONDAY + HOUR);
    story.tick();
    expect(askedWho(story)).toEqual(["lea", "maria"]);
    expect(story.when("maria", escalates("a", 2)).rejection?.message).toBe("Everybody whom its ladder names was asked.");
  });

  it("stays as it is where its next level comes as soon by itself", () => {
    const story = blocked(begun());
    story.when("maria", escalates());
    expect(story.last.events).toEqual([]);
  });

  it("is refused where its ladder has moved on, where it has none, where a time was promised, and to anybody but its process owner", () => {
    expect(begun().when("maria", escalates("a", 1)).rejection?.code).toBe("stale");
    expect(begun().when("maria", escalates("b")).rejection?.message).toBe("This step has no ladder for what is the matter with it.");
    expect(begun().when("anna", escalates()).rejection?.code).toBe("not-entitled");
    const promised = begun().when("anna", { type: "CommitTo", step: "a", until: at("2026-03-03 15:00") });
    expect(promised.when("maria", escalates()).rejection?.code).toBe("wrong-state");
    expect(begun().when("maria", escalates("c")).rejection).toBeUndefined();
  });
});

describe("an agent that raises a step", () => {
  it("proposes it to the process owner, and the ladder runs when they accept", () => {
    const story = begun().when(agentFor("maria"), { ...escalates(), ...sure });
    const { suggestion } = story.happened("suggestion.made")[0]!;
    expect(suggestion).toMatchObject({ kind: "escalate", how: "proposes", to: ["maria"], act: { why: WHY } });
    expect(asked(story)).toEqual([]);
    story.when("maria", { type: "AcceptSuggestion", suggestion: suggestion.id }).tick();
    expect(askedWho(story)).toEqual(["lea"]);
  });

  it("for somebody who does not own the process is refused", () => {
    expect(begun().when(agentFor("anna"), { ...escalates(), ...sure }).rejection?.code).toBe("not-entitled");
  });

  it("does it alone where that is signed, and its undoing leaves the clocks as they were", () => {
    const story = begun(["escalate"]);
    const { silentAt } = story.work("a");
    story.when(agentFor("maria"), { ...escalates(), ...sure }).tick();
    expect(asked(story)).toHaveLength(1);
    const { suggestion } = story.happened("act.automated")[0]!;
    story.when("maria", { type: "UndoAct", suggestion: suggestion.id });
    expect(story.rejection).toBeUndefined();
    expect(story.step("a").episode).toBeUndefined();
    expect(story.work("a").silentAt).toBe(silentAt);
  });

  it("cannot be undone once those it was for were asked by a ladder that was running, or once it is settled", () => {
    const running = (): Story => blocked(begun(["escalate"])).tick();
    const story = running().when(agentFor("maria"), { ...escalates("a", 1), ...sure });
    const id = story.happened("act.automated")[0]!.suggestion.id;
    const planned = story.happened("escalation.raised")[0]!.raised.nextAt;
    expect(story.when("maria", { type: "UndoAct", suggestion: id }).step("a").episode?.nextAt).toBe(planned);
    const late = running()
      .when(agentFor("maria"), { ...escalates("a", 1), ...sure })
      .tick();
    const lateId = late.happened("act.automated")[0]!.suggestion.id;
    expect(late.when("maria", { type: "UndoAct", suggestion: lateId }).rejection?.code).toBe("too-late");
    const settled = begun(["escalate"]).when(agentFor("maria"), { ...escalates(), ...sure });
    settled.when("anna", { type: "AcknowledgeStep", step: "a" });
    const settledId = settled.happened("act.automated")[0]!.suggestion.id;
    expect(settled.when("maria", { type: "UndoAct", suggestion: settledId }).rejection?.code).toBe("stale");
  });
});
