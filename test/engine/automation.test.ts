import { describe, expect, it } from "vitest";
import { DEFAULT_AUTOMATION } from "../../src/engine/autonomy/policy.ts";
import { CommandId } from "../../src/engine/ids.ts";
import { definition, directory, field, HOUR, personId, task, wait, whos } from "../support/builders.ts";
import { agentFor, given, MONDAY } from "../support/given.ts";

const workflow = definition(
  [
    task("a", {
      silence: "1 hour",
      escalation: { silent: [{ to: "process-owner", offer: ["extend"] }] },
      evidence: [field("goal", { required: false })],
    }),
    wait("parcel", { needs: [], waitFor: { event: "parcel.came", where: undefined } }),
  ],
  {
    automation: { ...DEFAULT_AUTOMATION, level: "automate" },
    messages: { question: { id: "question", to: whos("ben"), approve: whos("ben"), text: "Well?" } },
  },
);
/** Sure of what it does, and signed for: what stops it is nothing but the stop conditions. */
const agent = agentFor("anna");
const judgement = { confidence: 0.99, evidence: [], run: "r-1" };
const NO_PROGRESS_MS = DEFAULT_AUTOMATION.stop.noProgressMs!;
const begun = () =>
  given({ definition: workflow, directory: directory(), signed: new Set(["complete", "arrived", "evidence"]) }).start("sam");
const done = { type: "CompleteStep", step: "a", judgement } as const;

describe("automated acts", () => {
  it("are carried out on behalf of somebody who may, as long as nothing speaks against them", () => {
    const story = begun().when(agent, done);
    expect(story.step("a")).toMatchObject({ status: "done", by: "anna" });
  });

  it("stop where nothing has moved for a long time, and the process owner is asked, once", () => {
    const story = begun()
      .clock(MONDAY + NO_PROGRESS_MS + 1)
      .when(agent, done);
    expect(story.rejection).toMatchObject({ code: "wrong-state", who: ["maria"] });
    expect(story.rejection?.message).toContain("nothing has moved for a long time");
    expect(story.last.events.map((event) => [event.action, event.verdict])).toEqual([
      ["act.refused", "DENY"],
      ["automation.stopped", "WARN"],
    ]);
    expect(story.last.effects).toMatchObject([
      { type: "post", audience: { person: "maria" }, content: { what: "automation-stopped", step: "a" } },
    ]);
    story.when(agent, done);
    expect(story.happened("automation.stopped")).toHaveLength(1);
  });

  it("are recorded, before and after, although they are stopped, and change nothing by that", () => {
    const act = CommandId.parse("act-1");
    const stopped = begun()
      .clock(MONDAY + NO_PROGRESS_MS + 1)
      .when(agent, done);
    const { progressAt } = stopped.instance;
    stopped.when(agent, { type: "RecordIntent", tool: "complete_step", act });
    stopped.when(agent, { type: "RecordResult", tool: "complete_step", act, outcome: "refused" });
    expect(stopped.last.events).toMatchObject([{ action: "agent.acted", verdict: "DENY", reason: "tool complete_step" }]);
    expect(stopped.last.effects).toEqual([]);
    expect(stopped.happened("agent.intended")).toMatchObject([{ tool: "complete_step", act: "act-1" }]);
    expect(stopped.instance.progressAt).toBe(progressAt);
  });

  it("tell of their runs in every state of a case, and change nothing by that", () => {
    const wakes = [{ agent: "reader", run: "r-2", event: "agent.task", instance: undefined, depth: 1 }];
    const told = begun();
    told.clock(MONDAY + 1).when(agent, { type: "RecordRun", says: { type: "agent.woke", run: "r-1", event: "task.blocked" } });
    expect(told.instance.progressAt).toBe(MONDAY);
    told.when("maria", { type: "PauseInstance" }).when(agent, { type: "RecordRun", says: { type: "agent.task", run: "r-1", wakes } });
    told.when("maria", { type: "CancelInstance", reason: "no need" });
    told.when(agent, { type: "RecordRun", says: { type: "agent.result", run: "r-2", outcome: "limited", ended: "limit", wakes } });
    expect(told.last.effects).toEqual([]);
    told.when(agent, { type: "RecordRun", says: { type: "agent.finished", run: "r-1", outcome: "done", ended: "said" } });
    const rows = told.events.filter(({ action }) => action.startsWith("agent."));
    expect(rows.map(({ action, verdict, reason }) => [action, verdict, reason])).toEqual([
      ["agent.woke", "ALLOW", "event task.blocked"],
      ["agent.task", "ALLOW", "task for reader"],
      ["agent.result", "WARN", "limit, for reader"],
      ["agent.finished", "ALLOW", "said"],
    ]);
  });

  it("stop where people have said something else: a block, or other evidence", () => {
    const blocked = () => begun().when("anna", { type: "BlockStep", step: "a", reason: "waiting", on: "vendor" });
    expect(blocked().when(agent, done).instance.stopped).toMatchObject({ reason: "conflicting-signals" });
    expect(blocked().when(agent, { type: "UnblockStep", step: "a" }).instance.stopped).toMatchObject({ reason: "conflicting-signals" });
    const given_ = () => begun().when("anna", { type: "AddEvidence", step: "a", evidence: { goal: "grow" } });
    expect(given_().when(agent, { ...done, evidence: { goal: "shrink" } }).instance.stopped).toMatchObject({
      reason: "conflicting-signals",
    });
    expect(
      given_()
        .when(agent, { ...done, evidence: { goal: "grow" } })
        .step("a").status,
    ).toBe("done");
    expect(
      begun()
        .when(agent, { ...done, evidence: { goal: "grow" } })
        .step("a").status,
    ).toBe("done");
  });

  it("cannot tell whether two personal values say the same, and do not stop for that", () => {
    const ref = (text: string) => ({ goal: { text, hash: text } });
    const story = begun().when("anna", { type: "AddEvidence", step: "a", evidence: ref("t-1") });
    expect(story.when(agent, { ...done, evidence: ref("t-2") }).step("a").status).toBe("done");
  });

  it("stop for the whole case where no step is named", () => {
    const story = begun()
      .clock(MONDAY + NO_PROGRESS_MS + 1)
      .when(agent, { type: "ProvideInput", inputs: {} });
    expect(story.rejection).toBeDefined();
    expect(
      story
        .clock(MONDAY + NO_PROGRESS_MS + 2)
        .when(agent, { type: "AddNote", text: "still nothing" })
        .happened("automation.stopped"),
    ).toMatchObject([{ step: undefined }]);
  });

  it("stop where an approval is still open: a draft, a handoff", () => {
    const withDraft = begun().when("anna", { type: "DraftMessage", message: "question", step: "a" });
    expect(withDraft.when(agent, done).instance.stopped).toMatchObject({ reason: "missing-approval" });
    const handed = begun().when("anna", { type: "HandOffStep", step: "a", to: personId("ben") });
    expect(handed.when(agentFor("ben"), done).instance.stopped).toMatchObject({ reason: "missing-approval" });
    expect(begun().when(agent, { type: "MarkArrived", step: "parcel", judgement }).step("parcel").status).toBe("done");
  });

  it("never stop a note about another step, nor anything that a person does", () => {
    const story = begun().when("anna", { type: "BlockStep", step: "a", reason: "waiting", on: "vendor" });
    expect(story.when(agent, { type: "AddNote", text: "the vendor wrote" }).rejection).toBeUndefined();
    expect(story.when("anna", done).step("a").status).toBe("done");
  });

  it("go on once the process owner has looked, and only then", () => {
    const story = begun().when("maria", { type: "ResumeAutomation" });
    expect(story.rejection).toMatchObject({ code: "wrong-state" });
    story.clock(MONDAY + NO_PROGRESS_MS + 1).when(agent, done);
    expect(story.when("anna", { type: "ResumeAutomation" }).rejection?.code).toBe("not-entitled");
    story.when("maria", { type: "ResumeAutomation" }).when(agent, done);
    expect(story.step("a").status).toBe("done");
  });

  it("never stop a ladder", () => {
    const story = begun();
    story.clock(MONDAY + NO_PROGRESS_MS + 1).when(agent, done);
    story.until(MONDAY + NO_PROGRESS_MS + 2 * HOUR);
    expect(story.happened("escalation.queued")).toHaveLength(1);
  });
});
