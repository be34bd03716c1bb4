import { describe, expect, it } from "vitest";
import { changeLines } from "../../src/definitions/change-lines.ts";
import { describeChanges, keepLastGood, type OpenInstance } from "../../src/definitions/changes.ts";
import { type Loaded, loadDefinitions } from "../../src/definitions/load.ts";
import { folderOf, TEAMS, WORKFLOW } from "./folder.ts";

const load = (files: Readonly<Record<string, string>>): Loaded => loadDefinitions(folderOf({ "teams.yaml": TEAMS, ...files }));

const openOn = (version: string | undefined, caseId: string): OpenInstance => {
  const steps = { collect: { key: "collect", kind: "task", status: "active" } };
  return { id: caseId, workflow: "review", version, caseId, inputs: { case_id: caseId }, evidence: {}, steps } as unknown as OpenInstance; // all that is read of it
};

describe("a reload", () => {
  it("says nothing when nothing changed", () => {
    const before = load({ "review.yaml": WORKFLOW });
    expect(changeLines(describeChanges(before, load({ "review.yaml": `# hello\n${WORKFLOW}` })))).toEqual([]);
  });

  it("says which steps changed and for whom, and that running cases keep their version", () => {
    const before = load({ "review.yaml": WORKFLOW });
    const after = load({
      "review.yaml": WORKFLOW.replace("    due: 2 working days", "    due: 3 working days").replace("title: Review", "title: Reviews"),
    });
    const open = [openOn(before.definitions[0]?.hash, "c-1"), openOn(before.definitions[0]?.hash, "c-2")];
    expect(changeLines(describeChanges(before, after, open))).toEqual([
      'review: changed ("title" changed; step "collect" changed: due)',
      "review: for team legal",
      "review: 2 running cases keep their version",
    ]);
  });

  it("says how far agents may go from now on, an act a line", () => {
    const before = load({ "review.yaml": WORKFLOW });
    const after = load({ "review.yaml": `${WORKFLOW}automation: { acts: { complete: automate }, stop: { no_progress: 7 days } }\n` });
    expect(describeChanges(before, after).workflows[0]?.details).toEqual([
      'agents: "complete" goes from assist to automate',
      "agents: what stops it changed",
    ]);
  });

  it("says which cases can move to the new version, and why others cannot", () => {
    const migrating = `${WORKFLOW}versioning: { running: migrate }\n`;
    const before = load({ "review.yaml": migrating });
    const version = before.definitions[0]?.hash;
    const renamed = load({ "review.yaml": migrating.replaceAll("collect", "gather") });
    const { workflows } = describeChanges(before, renamed, [openOn(version, "c-1")]);
    expect(workflows).toMatchObject([{ kind: "changed", moves: [], stays: [{ why: ['step "collect" is active and no longer exists'] }] }]);
    const worded = load({ "review.yaml": migrating.replace("  arrive:\n", "  arrive:\n    title: Letter\n") });
    expect(changeLines(describeChanges(before, worded, [openOn(version, "c-1"), openOn(worded.definitions[0]?.hash, "c-2")]))).toEqual([
      'review: changed (step "arrive" changed: title)',
      "review: for team desk",
      "review: 1 running case can move to the new version",
    ]);
  });

  it("tells steps that come and go, and another order", () => {
    const before = load({ "review.yaml": WORKFLOW });
    const more = load({ "review.yaml": `${WORKFLOW}  file-away: { owner: [starter, process-owner] }\n` });
    expect(describeChanges(before, more).workflows[0]).toMatchObject({
      details: ['step "file-away" added'],
      affects: ["the process owner", "the starter"],
    });
    expect(describeChanges(more, before).workflows[0]).toMatchObject({ details: ['step "file-away" removed'] });
  });

  it("names those it concerns as a process owner would", () => {
    const people = "[{ input: helper }, { owner_of: collect }, { manager_of: { same_as: judge } }, step-team-lead, lea@example.com]";
    const after = load({ "review.yaml": `${WORKFLOW}  last: { owner: ${people} }\n` });
    expect(describeChanges(load({ "review.yaml": WORKFLOW }), after).workflows[0]?.affects).toEqual([
      "lea@example.com",
      "the lead of the step's team",
      "the manager of whoever did judge",
      "the owner of collect",
      "whoever is the helper",
    ]);
  });

  it("tells that the same steps are told in another order", () => {
    const [first, second] = ["  one: { owner: starter, needs: [collect] }\n", "  two: { owner: starter, needs: [collect] }\n"];
    const after = load({ "review.yaml": WORKFLOW + second + first });
    expect(describeChanges(load({ "review.yaml": WORKFLOW + first + second }), after).workflows[0]?.details).toEqual([
      "the steps are told in another order",
    ]);
  });

  it("tells workflows that come and go", () => {
    const [none, one] = [load({}), load({ "review.yaml": WORKFLOW })];
    expect(changeLines(describeChanges(none, one))).toEqual([
      "review: added (5 steps)",
      "review: for team desk, team legal, whoever did collect",
    ]);
    expect(changeLines(describeChanges(one, none, [openOn(one.definitions[0]?.hash, "c-1")]))).toEqual([
      "review: removed (no new cases can be started)",
      "review: for team desk, team legal, whoever did collect",
      "review: 1 running case keeps its version",
    ]);
  });

  it("tells changes of teams, people, calendars and admins", () => {
    const changed = TEAMS.replace("members: [dora@example.com]", "members: [dora@example.com, lea@example.com]").replace(
      "admins:",
      "  dora@example.com: { skills: [post] }\nadmins:",
    );
    const before = load({});
    expect(describeChanges(before, load({ "teams.yaml": changed })).directory).toEqual([
      "team desk changed",
      "person dora@example.com added",
    ]);
    expect(
      describeChanges(
        before,
        load({ "teams.yaml": TEAMS.replace("admins: [mara@example.com]", "admins: [lea@example.com, mara@example.com]") }),
      ).directory,
    ).toEqual(["the admins changed"]);
  });
});

describe("a file with mistakes", () => {
  const broken = WORKFLOW.replace("owner: { team: desk }", "owner: { team: deks }");

  it("keeps the version that it last had without", () => {
    const before = load({ "review.yaml": WORKFLOW });
    const after = keepLastGood(before, load({ "review.yaml": broken }));
    expect(after.files).toEqual(before.files);
    expect(after.definitions).toEqual(before.definitions);
    expect(after.problems).toMatchObject([{ rule: "teamsAreKnown" }]);
    expect(changeLines(describeChanges(before, after))).toEqual(["review: review.yaml has mistakes: the version before it stays"]);
  });

  it("is no workflow at all when it never had a version without", () => {
    const after = keepLastGood(load({}), load({ "review.yaml": broken }));
    expect(after.definitions).toEqual([]);
    expect(changeLines(describeChanges(load({}), after))).toEqual([]);
  });

  it("leaves the directory as it was, when it is teams.yaml", () => {
    const before = load({ "review.yaml": WORKFLOW });
    const after = keepLastGood(before, load({ "teams.yaml": "teams: 5", "review.yaml": WORKFLOW }));
    expect(after.directory).toEqual(before.directory);
    expect(after.definitions).toHaveLength(1);
  });

  it("removes nothing when the folder cannot be read", () => {
    const before = load({ "review.yaml": WORKFLOW });
    const after = keepLastGood(before, loadDefinitions("/nowhere/at/all"));
    expect(after.definitions).toEqual(before.definitions);
    expect(after.problems).toMatchObject([{ rule: "filesCanBeRead" }]);
  });
});
