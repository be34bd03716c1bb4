import { describe, expect, it } from "vitest";
import { pickAlternative } from "../../src/engine/decisions/pick-alternative.ts";
import { settleProposal } from "../../src/engine/decisions/settle-proposal.ts";
import type { Definition } from "../../src/engine/definition.ts";
import { beginHappening, type Happening } from "../../src/engine/happening.ts";
import type { Instance } from "../../src/engine/instance.ts";
import type { CommandOf, InstanceCommand } from "../../src/engine/messages/command.ts";
import { remindUnready, tellUpcoming, warnUnclaimed } from "../../src/engine/nudge.ts";
import { answerable } from "../../src/engine/reach.ts";
import {
  absence,
  action,
  approval,
  at,
  decision,
  definition,
  directory,
  field,
  person,
  personId,
  stepKey,
  task,
  team,
  who,
} from "../support/builders.ts";
import { agentFor, given, type Story } from "../support/given.ts";
import { case_, offers, pick, silent } from "../support/offered.ts";

/** The same case under a definition that was changed beneath it, as a migration does. */
const under = (story: Story, changed: Definition, command: object = { type: "Tick" }, instance: Instance = story.instance): Happening =>
  beginHappening(changed, instance, { actor: { kind: "person", id: "maria" }, ...command } as InstanceCommand, {
    now: story.now,
    directory: story.directory,
    load: new Map(),
  });

describe("a case whose definition changed beneath it", () => {
  it("still tells of a turn, warns of what is unclaimed, and reminds of what is missing, at any hour", () => {
    const steps = [task("a", { ready: ["contact"] }), task("b", { owner: "team:triage" }), task("c", { owner: "ben", needs: ["a"] })];
    const anyone = directory({ teams: [team("triage", ["tina"], { assign: "anyone", lead: "lea" })] });
    const inputs = [field("contact", { required: false, from: [who("ben")] })];
    const story = given({ definition: definition(steps, { inputs }), directory: anyone })
      .start()
      .clock("2026-03-02 23:00");
    const h = under(story, story.definition);
    tellUpcoming(h, stepKey("c"));
    warnUnclaimed(h, stepKey("b"));
    remindUnready(h, stepKey("a"));
    expect(h.events.map(({ body }) => [body.type, "to" in body && body.to])).toEqual([
      ["upcoming.queued", "ben"],
      ["unclaimed.warned", ["lea"]],
      ["unready.reminded", ["ben"]],
    ]);
  });

  it("refuses to carry out what is no longer an alternative, and to settle what nobody asked for", () => {
    const story = silent().when("lea", pick("skip-agreed"));
    const lost = { ...story.definition, alternatives: { "extend-2": offers["extend-2"]! } };
    const settle = { type: "SettleProposal", step: stepKey("a"), episode: 1, approve: true } as CommandOf<"SettleProposal">;
    expect(settleProposal(under(story, lost, settle), settle)?.code).toBe("unknown");
    const other = { type: "PickAlternative", step: stepKey("a"), episode: 1, alternative: "extend-2" } as CommandOf<"PickAlternative">;
    expect(pickAlternative(under(story, lost, other), other)?.message).toBe('Lea chose "skip-agreed", which waits for approval.');
    const skipped = silent().when("lea", pick("skip"));
    expect(settleProposal(under(skipped, skipped.definition, settle), settle)?.code).toBe("wrong-state");
  });
});

describe("nobody in particular", () => {
  it("answers for a step that waits for its turn, nor for an approval that names nobody", () => {
    const steps = [approval("a", { approvers: "nobody", silence: "4 working hours" }), task("b", { needs: ["a"] })];
    const story = given({ definition: definition(steps) }).start();
    expect(answerable(story.step("b"))).toEqual([]);
    expect(story.work("a").silentAt).toBeUndefined();
  });

  it("chases for a step that only its team has", () => {
    const anyone = directory({ teams: [team("triage", ["tina"], { assign: "anyone", lead: "lea" })] });
    const steps = [task("a", { owner: "team:triage", silence: "4 working hours" })];
    const story = given({ definition: definition(steps), directory: anyone }).start();
    story.when("lea", { type: "BlockStep", step: "a", reason: "x", on: "other", note: "x" });
    expect(story.work("a").reminder).toBeUndefined();
  });

  it("stands in for a planned owner who is absent without a delegate: they are told themselves", () => {
    const away = person("ben", { absences: [absence(at("2026-03-01"), at("2026-03-09"))] });
    const steps = [task("a", { due: "20 hours" }), task("b", { owner: "ben", needs: ["a"], reminders: { upcoming: "1 hour" } })];
    const story = given({ definition: definition(steps), directory: directory({ people: [away] }) })
      .start()
      .until("2026-03-03 04:00");
    expect(story.happened("upcoming.queued").map(({ to }) => to)).toEqual(["ben"]);
    expect(story.posted("upcoming")[0]?.content.why).toMatchObject({
      from: at("2026-03-03 05:00"),
      duration: "1 hour",
      at: at("2026-03-03 04:00"),
    });
  });
});

describe("clocks that a step does not have", () => {
  it("are not started by lifting a block", () => {
    const story = given({ definition: definition([task("a")]) })
      .start()
      .when("anna", { type: "BlockStep", step: "a", reason: "x", on: "other" });
    story.when("anna", { type: "UnblockStep", step: "a" });
    expect(story.work("a")).toMatchObject({ silentAt: undefined, reminder: undefined });
  });

  it("are not resumed: a chase keeps what was left of it, a target without a date stays without", () => {
    const inputs = [field("contact", { required: false })];
    const steps = [
      task("a", { silence: "4 working hours" }),
      decision("b", { needs: ["a"] }),
      task("c", { owner: "ben", ready: ["contact"] }),
      task("d", { owner: "ben" }),
    ];
    const story = given({ definition: definition(steps, { inputs, target: { input: "contact" } }) }).start();
    story.when("anna", { type: "BlockStep", step: "a", reason: "x", on: "other" }).when("ben", { type: "CompleteStep", step: "d" });
    story
      .clock("2026-03-02 11:00")
      .when("maria", { type: "PauseInstance" })
      .clock("2026-03-03 11:00")
      .when("maria", { type: "ResumeInstance" });
    expect(story.work("a").reminder).toMatchObject({ id: "chase", at: at("2026-03-03 13:00") });
    expect(story.instance.targetAt).toBeUndefined();
  });
});

describe("an alternative on a step without what it is about", () => {
  it("extend counts from now where there is no due date", () => {
    const story = case_({ due: undefined as never })
      .start()
      .until("2026-03-02 14:00")
      .when("lea", pick("extend-2"));
    expect(story.work("a").dueAt).toBe(at("2026-03-04 14:00"));
  });

  it("reassign, proposed by an agent for a step that waits, plans it", () => {
    const sales = directory({ teams: [team("sales", ["anna", "ben"], { lead: "lea" })] });
    const story = given({
      definition: definition([task("b", { owner: "team:sales" }), task("a", { owner: "team:sales", needs: ["b"] })]),
      directory: sales,
    }).start();
    story.when(agentFor("anna"), { type: "ReassignStep", step: "a", to: personId("ben") });
    expect(story.step("a")).toMatchObject({ proposal: { approvers: ["lea"] } });
    story.when("lea", { type: "SettleProposal", step: "a", episode: 0, approve: true });
    expect(story.step("a")).toMatchObject({ planned: "ben", proposal: undefined });
  });
});

describe("whoever was asked for what is missing", () => {
  it("and was reminded before a pause is not reminded again after it", () => {
    const inputs = [field("contact", { required: false, from: [who("ben")] })];
    const story = given({ definition: definition([task("a", { ready: ["contact"], silence: "2 working hours" })], { inputs }) }).start();
    story
      .until("2026-03-02 12:00")
      .when("maria", { type: "PauseInstance" })
      .clock("2026-03-03 12:00")
      .when("maria", { type: "ResumeInstance" });
    expect(story.step("a")).toMatchObject({ unready: { remindAt: undefined } });
    expect(story.wakeAt).toBeUndefined();
  });
});

describe("a step without silence, or without anybody", () => {
  it("handed off while blocked asks nobody to chase", () => {
    const story = given({ definition: definition([task("a")]) })
      .start()
      .when("anna", { type: "BlockStep", step: "a", reason: "x", on: "other" });
    expect(story.when("anna", { type: "HandOffStep", step: "a", to: personId("ben") }).work("a")).toMatchObject({
      owner: "ben",
      reminder: undefined,
    });
  });

  it("keeps what was left of its level over a pause", () => {
    const escalation = { blocked: [{ after: "2 working hours", to: "maria" }] };
    const story = given({ definition: definition([action("a", { action: { do: "post", message: "m" }, escalation })]) }).start();
    story.when({ kind: "system", id: "queue" }, { type: "ReportActionResult", step: "a", ok: false, detail: "Refused" }).tick();
    story
      .clock("2026-03-02 10:00")
      .when("maria", { type: "PauseInstance" })
      .clock("2026-03-03 10:00")
      .when("maria", { type: "ResumeInstance" });
    expect(story.step("a").episode?.nextAt).toBe(at("2026-03-03 11:00"));
  });
});
