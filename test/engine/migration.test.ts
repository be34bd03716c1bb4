import { describe, expect, it } from "vitest";
import { loadDefinitions } from "../../src/definitions/load.ts";
import type { Definition } from "../../src/engine/definition.ts";
import type { Instance, Step } from "../../src/engine/instance.ts";
import { obstaclesToMigration } from "../../src/engine/migration.ts";
import { folderOf, TEAMS, WORKFLOW } from "../definitions/folder.ts";

const define = (text: string): Definition => {
  const { definitions, problems } = loadDefinitions(folderOf({ "teams.yaml": TEAMS, "review.yaml": text }));
  const [definition] = definitions;
  if (definition === undefined) throw new Error(JSON.stringify(problems));
  return definition;
};

const evidence = { value: 5, step: "collect", pass: 1, by: undefined };

/** Collected and judged, waiting for the approval; only what a migration looks at. */
const instance = {
  inputs: { case_id: "c-1", amount: 20 },
  evidence: { proposed: evidence },
  steps: {
    collect: { key: "collect", kind: "task", status: "done" },
    judge: { key: "judge", kind: "decision", status: "done", outcome: "fine" },
    agree: { key: "agree", kind: "approval", status: "active" },
    inform: { key: "inform", kind: "task", status: "waiting" },
    arrive: { key: "arrive", kind: "wait", status: "waiting" },
  } as unknown as Record<string, Step>, // a migration reads no more of a step than this
} as unknown as Pick<Instance, "inputs" | "evidence" | "steps">;

const obstacles = (from: string, to: string) => obstaclesToMigration(define(WORKFLOW), define(WORKFLOW.replace(from, to)), instance);

describe("a running instance", () => {
  it("moves to a version that only says things better", () => {
    expect(obstacles("title: Review", "title: Reviewing")).toEqual([]);
    expect(obstacles("  arrive:\n", "  arrive:\n    title: Wait for the letter\n")).toEqual([]);
    expect(obstacles("    ready: [proposed]", "    ready: [proposed]\n  another: { owner: { team: desk } }")).toEqual([]);
  });

  it.each([
    ["another workflow", "workflow: review", "workflow: survey", "survey is another workflow"],
    ["another case key", "key: case_id", "key: other_id", 'identified by "other_id"'],
    [
      "a step that has become something else",
      "    kind: decision\n    owner: { team: legal }\n    options: { fine: Fine, wrong: { title: Wrong, back_to: collect } }",
      "    owner: { team: legal }",
      'step "judge" is done and has become a task',
    ],
    ["a chosen option that is gone", "fine: Fine,", "good: Good,", '"fine", chosen in "judge", is no longer an option'],
    [
      "something before what has begun",
      "  agree:",
      "  double-check: { owner: { team: desk } }\n  agree:",
      'step "agree" is active and would wait for "double-check"',
    ],
    [
      "a join with nothing done yet before what has begun",
      "  agree:\n",
      "  beside: { owner: { team: desk }, needs: [collect] }\n  agree:\n    needs: { any: [beside] }\n",
      'would wait for "beside"',
    ],
    ["an input of another type", "amount: { type: money }", "amount: { type: number }", 'the input "amount" has become a number'],
    [
      "a required input that is not there",
      "helper: { type: person }",
      "helper: { type: person, required: true }",
      'the required input "helper" is not there',
    ],
  ])("stays where it is for %s", (_, from, to, says) => {
    const text = WORKFLOW.replace("  case_id: {", "  other_id: { type: text, required: true, default: x }\n  case_id: {");
    const changed = text.replace(from, to).replace('outcome("judge") == "fine" && ', "").replace("sets: { amount: proposed }", "sets: {}");
    expect(obstaclesToMigration(define(text), define(changed), instance).join("\n")).toContain(says);
  });

  it("moves past a join that one of its needs has met", () => {
    const to = WORKFLOW.replace(
      "  agree:\n",
      "  beside: { owner: { team: desk }, needs: [collect] }\n  agree:\n    needs: { any: [beside, judge] }\n",
    );
    expect(obstaclesToMigration(define(WORKFLOW), define(to), instance)).toEqual([]);
    const atOnce = WORKFLOW.replace("  collect:\n", "  collect:\n    needs: []\n");
    expect(obstaclesToMigration(define(WORKFLOW), define(atOnce), instance)).toEqual([]);
  });

  it("stays when a step that has begun, or what was given, is gone", () => {
    const base = define(WORKFLOW);
    const without = {
      ...base,
      inputs: base.inputs.filter(({ name }) => name !== "amount"),
      steps: base.steps.filter(({ key }) => key !== "collect").map((step) => ({ ...step, needs: { join: "any", steps: [] } as const })),
    };
    expect(obstaclesToMigration(base, without, instance)).toEqual([
      'step "collect" is done and no longer exists',
      'the input "amount" was given and no longer exists',
      'the evidence "proposed" was given and no longer exists',
    ]);
  });
});
