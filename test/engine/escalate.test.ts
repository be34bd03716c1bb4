import { describe, expect, it } from "vitest";
import { DEFAULT_AUTOMATION } from "../../src/engine/autonomy/policy.ts";
import { UNDO_MS } from "../../src/engine/autonomy/suggestion.ts";
import { approval, at, definition, directory, HOUR, task, team } from "../support/builders.ts";
import { agentFor, given, MONDAY, type Story } from "../support/given.ts";
import { pick, silent, unready } from "../support/offered.ts";

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
    task("d", { owner: "ben", needs: ["a"], escalation }),
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

describe("a ladder", () => {
  it("of what is missing, or of an approval without an answer, is raised as well", () => {
    const waiting = unready();
    const planned = waiting.step("a").episode?.nextAt ?? 0;
    const level = waiting.step("a").episode?.level ?? 0;
    waiting.when("maria", escalates("a", level));
    expect(waiting.happened("escalation.raised")).toMatchObject([{ raised: { opened: false, nextAt: planned } }]);
    expect(waiting.step("a").episode?.nextAt).toBeLessThan(planned);
    const ladder = { unanswered: [{ after: "0 minutes", to: "lea" }] };
    const asking = definition([approval("a", { approvers: "anna", silence: "2 working days", escalation: ladder })]);
    const story = given({ definition: asking, directory: people }).start("sam").when("maria", escalates());
    expect(story.happened("episode.opened")).toMatchObject([{ trigger: "unanswered", since: MONDAY }]);
  });

  it("does not begin for a step that has not begun itself", () => {
    expect(begun().when("maria", escalates("d")).rejection?.code).toBe("wrong-state");
  });

  it("that waits for an approval of what was chosen is left alone", () => {
    const held = silent().when("lea", pick("skip-agreed"));
    const { level } = held.step("a").episode!;
    expect(held.when("maria", escalates("a", level)).rejection?.message).toContain("waits for an approval");
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

  it("does it alone where that is signed, once the ten minutes are over in which it can be undone", () => {
    const story = begun(["escalate"])
      .when(agentFor("maria"), { ...escalates(), ...sure })
      .tick();
    expect(asked(story)).toEqual([]);
    story.until(MONDAY + UNDO_MS);
    expect(askedWho(story)).toEqual(["lea"]);
    expect(asked(story)).toMatchObject([{ why: { raised: { by: "analyst", why: WHY } } }]);
  });

  it("leaves the clocks as they were when that is undone", () => {
    const story = begun(["escalate"]);
    const { silentAt } = story.work("a");
    story.when(agentFor("maria"), { ...escalates(), ...sure });
    story.when("maria", { type: "UndoAct", suggestion: story.happened("act.automated")[0]!.suggestion.id });
    expect(story.step("a").episode).toBeUndefined();
    expect(story.work("a").silentAt).toBe(silentAt);
    const running = blocked(begun(["escalate"]))
      .tick()
      .when(agentFor("maria"), { ...escalates("a", 1), ...sure });
    const { nextAt } = running.happened("escalation.raised")[0]!.raised;
    running.when("maria", { type: "UndoAct", suggestion: running.happened("act.automated")[0]!.suggestion.id });
    expect(running.step("a").episode?.nextAt).toBe(nextAt);
  });

  it("cannot be undone once its owner was heard: there is nothing left of it", () => {
    const story = begun(["escalate"]).when(agentFor("maria"), { ...escalates(), ...sure });
    story.when("anna", { type: "AcknowledgeStep", step: "a" });
    story.when("maria", { type: "UndoAct", suggestion: story.happened("act.automated")[0]!.suggestion.id });
    expect(story.rejection?.code).toBe("stale");
  });
});
