import { describe, expect, it } from "vitest";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { DEFAULT_AUTOMATION } from "../../src/engine/autonomy/policy.ts";
import type { Definition } from "../../src/engine/definition.ts";
import { folderOf, TEAMS, WORKFLOW } from "./folder.ts";

const define = (text: string): Definition => {
  const [definition] = loadDefinitions(folderOf({ "teams.yaml": TEAMS, "review.yaml": text })).definitions;
  if (definition === undefined) throw new Error("the workflow has a mistake");
  return definition;
};

const step = (definition: Definition, key: string) => {
  const found = definition.steps.find((each) => each.key === key);
  if (found === undefined) throw new Error(`no step ${key}`);
  return found;
};

describe("a definition", () => {
  const sound = () => define(WORKFLOW);

  it("keeps where requests are written, and says nothing of it where a definition does not", () => {
    expect(sound().intake).toBeUndefined();
    const written = define(`${WORKFLOW}intake: { channels: ["#requests", C0123456], tier: contact }\n`);
    expect(written.intake).toEqual({ channels: ["#requests", "C0123456"], tier: "contact" });
  });

  it("says nothing of agents where nothing is written, and fills in what is left out where something is", () => {
    expect(sound().automation).toBeUndefined();
    expect(define(`${WORKFLOW}automation: {}\n`).automation).toEqual(DEFAULT_AUTOMATION);
  });

  it("holds agents as it is written", () => {
    const written = `automation:
  level: automate
  acts: { note: assist, arrived: enforce }
  confidence: { act_above: 0.95, ask_below: 0.7 }
  money: { input: amount, ask_above: 1000 }
  always_ask: { regulated: 'tier == "large"', customer: true }
  controls: { pii-detector: false, topic-guardrail: { words: [merger] }, tool-rate-limit: false }
  stop: { no_progress: 7 days, missing_approval: false }
  promotion: { proposals: 40, accepted: 0.9 }
`;
    expect(define(`${WORKFLOW}${written}`).automation).toEqual({
      level: "automate",
      acts: { note: "assist", arrived: "enforce" },
      confidence: { actAbove: 0.95, askBelow: 0.7 },
      money: { input: "amount", askAbove: 1000 },
      alwaysAsk: { regulated: 'tier == "large"', customer: "true" },
      controls: { piiDetector: false, topicGuardrail: { words: ["merger"] }, toolRateLimit: undefined },
      stop: { noProgressMs: 7 * 86_400_000, conflictingSignals: true, missingApproval: false, reachesCustomer: true },
      promotion: { proposals: 40, accepted: 0.9 },
    });
    const off = define(`${WORKFLOW}automation: { controls: { topic-guardrail: false }, stop: { no_progress: false } }\n`).automation;
    expect(off).toMatchObject({ controls: { topicGuardrail: undefined, toolRateLimit: 60 }, stop: { noProgressMs: undefined } });
  });

  it("names what has no title, and needs the step above where nothing is said", () => {
    expect(sound().inputs.map(({ label }) => label)).toEqual(["Case id", "Tier", "Amount", "Deadline", "Contact", "Helper"]);
    expect(step(sound(), "judge")).toMatchObject({
      title: "Judge",
      needs: { join: "all", steps: ["collect"] },
      rule: "steps.judge",
      calendar: "office",
    });
    expect(step(sound(), "collect").needs).toEqual({ join: "all", steps: [] });
  });

  it("gives every trigger of a step the ladder that a list is, its own before the workflow's", () => {
    const own = define(WORKFLOW.replace("    ready: [proposed]", "    escalation: [{ after: 1 day, to: { team: desk } }]"));
    const { escalation } = step(own, "inform");
    expect(Object.keys(escalation).sort()).toEqual(["blocked", "overdue", "silent", "unready"]);
    expect(escalation.silent).toEqual([
      {
        after: { kind: "plain", ms: 86_400_000 },
        warnOwner: false,
        to: [{ who: "team", team: "desk" }],
        inform: [],
        offer: ["reassign", "extend", "cancel"],
        rule: "steps.inform.escalation[0]",
      },
    ]);
    expect(Object.keys(step(own, "collect").escalation)).toEqual(["silent"]);
    expect(step(own, "collect").escalation.silent?.map(({ rule }) => rule)).toEqual(["escalation.silent[0]", "escalation.silent[1]"]);
  });

  it("asks the approvers of an approval who have not answered, and nobody for its silence", () => {
    const listed = define(WORKFLOW.replace(/escalation:\n {2}silent:\n.*\n.*\n/, "escalation: [{ after: 1 day, to: process-owner }]\n"));
    expect(Object.keys(step(listed, "agree").escalation).sort()).toEqual(["blocked", "overdue", "unanswered", "unready"]);
    expect(Object.keys(step(listed, "judge").escalation).sort()).toEqual(["blocked", "overdue", "silent", "unready"]);
  });

  it("hears nothing of an action, but escalates its failure", () => {
    const action = define(
      `${WORKFLOW.replace(/escalation:\n {2}silent:\n.*\n.*\n/, "escalation: [{ after: 1 day, to: process-owner }]\n")}  noted: { kind: action, do: record }\n`,
    );
    expect(Object.keys(step(action, "noted").escalation).sort()).toEqual(["blocked", "overdue", "unready"]);
  });

  it("adds the built-in alternatives that are offered, and only those", () => {
    expect(Object.keys(sound().alternatives)).toEqual(["reassign", "extend", "ask-them"]);
    expect(sound().alternatives["ask-them"]).toEqual({
      id: "ask-them",
      title: "Ask them",
      act: { do: "wait", on: "customer", for: undefined, message: "question" },
    });
  });

  it("fills in what an alternative leaves open", () => {
    const all = `alternatives:
  ask-them: { do: wait, message: question }
  hand-over: { do: reassign, to: { team: desk } }
  more-time: { title: Two more days, do: extend, by: 2 days }
  leave-out: { do: skip }
  side-by-side: { do: parallel, steps: [inform] }
  agreed: { do: note, text: "Agreed with {{ owner.name }}" }
  again: { do: start, start: review, with: { case_id: "{{ case_id }}-2" } }
  stop: { do: cancel }
`;
    const { alternatives } = define(WORKFLOW.replace(/alternatives:\n.*\n/, all));
    expect(Object.values(alternatives).map(({ id, title }) => [id, title])).toEqual([
      ["reassign", "Reassign the step"],
      ["extend", "Extend the due date"],
      ["ask-them", "Ask them"],
      ["hand-over", "Hand over"],
      ["more-time", "Two more days"],
      ["leave-out", "Leave out"],
      ["side-by-side", "Side by side"],
      ["agreed", "Agreed"],
      ["again", "Again"],
      ["stop", "Stop"],
    ]);
    expect(Object.values(alternatives).map(({ act }) => act)).toEqual([
      { do: "reassign", to: undefined },
      { do: "extend", by: undefined },
      { do: "wait", on: "other", for: undefined, message: "question" },
      { do: "reassign", to: [{ who: "team", team: "desk" }] },
      { do: "extend", by: { kind: "plain", ms: 172_800_000 } },
      { do: "skip", approval: [{ who: "process-owner" }] },
      { do: "parallel", steps: ["inform"] },
      { do: "note", text: "Agreed with {{ owner.name }}", resume: false },
      { do: "start", start: "review", with: { case_id: "{{ case_id }}-2" } },
      { do: "cancel" },
    ]);
  });

  it("knows what each kind of step does", () => {
    const more = `  until-then: { kind: wait, owner: starter, until: deadline }
  noted: { kind: action, do: record }
  said: { kind: action, do: post, message: question }
  begun: { kind: action, do: start, start: review }
  updates: { owner: starter, needs: { done: [inform] }, due: { by: tier, small: 1 hour, else: 1 day }, repeat: { every: 30 minutes, until: begun } }
`;
    const definition = define(WORKFLOW + more);
    expect(step(definition, "until-then")).toMatchObject({ kind: "wait", waitFor: { until: "deadline" } });
    expect(["noted", "said", "begun"].map((key) => step(definition, key))).toMatchObject([
      { action: { do: "record" } },
      { action: { do: "post", message: "question" } },
      { action: { do: "start", start: "review", with: {} } },
    ]);
    expect(step(definition, "updates")).toMatchObject({
      needs: { join: "done", steps: ["inform"] },
      due: { kind: "by", input: "tier", values: { small: { kind: "plain", ms: 3_600_000 } }, else: { kind: "plain", ms: 86_400_000 } },
      repeat: { every: { kind: "plain", ms: 1_800_000 }, until: "begun" },
    });
    expect(step(definition, "agree")).toMatchObject({
      quorum: 1,
      onReject: { do: "back", step: "collect", atMost: 3 },
      onChanges: { do: "ask" },
    });
  });

  it("reminds once at the due date where nothing is said of reminders", () => {
    const silent = define(WORKFLOW.replace("reminders: { before: [1 working hour] }\n", ""));
    expect(step(silent, "collect").reminders).toEqual({
      upcoming: undefined,
      before: [],
      atDue: true,
      overdue: undefined,
      say: undefined,
      rule: "reminders",
    });
    expect(step(sound(), "collect").reminders.before).toEqual([{ kind: "working", ms: 3_600_000 }]);
  });

  it("knows the place of each rule", () => {
    expect(sound().places).toMatchObject({
      "steps.judge": "review.yaml:32:3",
      "escalation.silent[1]": "review.yaml:22:7",
      owner: "review.yaml:3:1",
    });
  });
});

describe("a version", () => {
  const soundHash = () => define(WORKFLOW).hash;

  it("is the same after comments, white space and another order of keys", () => {
    const roomy = `# A comment\n\n${WORKFLOW.replaceAll("\n", "\n\n").replace("title: Review", "title:   'Review' # here, too")}`;
    const moved = WORKFLOW.replace("title: Review\n", "").replace("owner: mara@example.com\n", "owner: mara@example.com\ntitle: Review\n");
    expect(define(roomy).hash).toBe(soundHash());
    expect(define(moved).hash).toBe(soundHash());
  });

  it("is the same when a default is written out", () => {
    expect(define(`${WORKFLOW}versioning: { running: keep }\nnotify: thread\n`).hash).toBe(soundHash());
    expect(define(WORKFLOW.replace("  judge:\n", "  judge:\n    needs: [collect]\n")).hash).toBe(soundHash());
  });

  it("is another when the steps are told in another order, or anything else differs", () => {
    expect(define(WORKFLOW.replace("2 working days", "3 working days")).hash).not.toBe(soundHash());
    expect(define(WORKFLOW.replace("title: Wrong", "title: Not right")).hash).not.toBe(soundHash());
  });
});
