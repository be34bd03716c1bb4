import { describe, expect, it } from "vitest";
import { agentChanges } from "../../src/definitions/agent-changes.ts";
import { describeChanges, keepLastGood } from "../../src/definitions/changes.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { formatProblem } from "../../src/definitions/problem.ts";
import { AGENT_MISTAKES } from "../../src/definitions/rules/all.ts";
import { folderOf, marked, TEAMS, WORKFLOW } from "./folder.ts";

const AGENTS = `agents:
  lead:
    responsibility: Splits the work
    prompt: Split it.
    for: mara@example.com
    wakes_on: [case.opened]
    tools: [decide_start]
    team: [reader]
  reader:
    responsibility: Reads
    prompt: Read it.
    for: case owner
    tools: [get_history, add_note]
    timeout: 30 seconds
`;

const load = (agents: string, teams = TEAMS) =>
  loadDefinitions(folderOf({ "teams.yaml": teams, "review.yaml": WORKFLOW, "agents.yaml": agents }));

describe("agents.yaml", () => {
  it("is no workflow; it says who wakes on what, for whom, with every default filled in", () => {
    const { agents, problems, files } = load(AGENTS);
    expect(problems).toEqual([]);
    expect(files.map(({ file }) => file)).toEqual(["review.yaml"]);
    expect(agents).toMatchObject([
      {
        name: "lead",
        actsFor: { who: "address", address: "mara@example.com" },
        autonomy: "assist",
        model: "act",
        timeoutMs: 120_000,
        retries: 2,
        anHour: 20,
        team: ["reader"],
      },
      { name: "reader", actsFor: { who: "case-owner" }, tools: ["get_history", "add_note"], timeoutMs: 30_000, wakesOn: [], team: [] },
    ]);
    expect(loadDefinitions(folderOf({ "teams.yaml": TEAMS, "review.yaml": WORKFLOW })).agents).toEqual([]);
  });

  const WRONG: readonly (readonly [rule: string, from: string, to: string, says: string])[] = [
    ["fitsTheFormat", "responsibility: Reads", "»responsability: Reads", 'did you mean "responsibility"?'],
    ["fitsTheFormat", "timeout: 30 seconds", "timeout: »2 working days", "a plain duration from 5 seconds to 5 minutes"],
    ["fitsTheFormat", "timeout: 30 seconds", "retries: »9", "a whole number from 0 to 5"],
    ["fitsTheFormat", "timeout: 30 seconds", "autonomy: »enforce", "one of assist, automate"],
    ["agentToolsAreKnown", "get_history, add_note", "get_history, »add_notes", 'did you mean "add_note"?'],
    ["agentsActForSomebody", "mara@example.com", "»mira@example.com", 'did you mean "mara@example.com"?'],
    ["agentsActForSomebody", "case owner", "»case-owner", 'did you mean "case owner"?'],
    ["agentTeamsAreKnown", "team: [reader]", "team: [»raeder]", 'did you mean "reader"?'],
    ["agentTeamsAreKnown", "team: [reader]", "team: [reader, »lead]", "in its own team"],
    ["agentTeamsAreOfSpecialists", "timeout: 30 seconds", "team: [»lead]", "leads a team itself"],
    ["agentsDoNotWakeOnTasks", "[case.opened]", "[case.opened, »agent.task]", "wakes whoever it is for"],
    ["agentsAreWoken", "    team: [reader]\n  reader:", "  »reader:", 'nothing wakes "reader"'],
  ];

  it.each(WRONG)("is refused by %s for %s -> %s, at its place", (rule, from, to, says) => {
    expect(AGENTS.split(from)).toHaveLength(2);
    const { text, line, column } = marked(AGENTS.replace(from, () => to));
    const found = load(text).problems.find((problem) => problem.rule === rule && problem.line === line && problem.column === column);
    expect(found && formatProblem(found), load(text).problems.map(formatProblem).join("\n")).toContain(says);
  });

  it("has a mistake in this table for each of its rules", () => {
    const shown = new Set(WRONG.map(([rule]) => rule));
    expect(Object.keys(AGENT_MISTAKES).filter((rule) => !shown.has(rule))).toEqual([]);
  });

  it("blames nobody for people while teams.yaml cannot be read, and what cannot be an address is refused all the same", () => {
    const says = (agents: string) => load(agents, "teams: [").problems.filter(({ file }) => file === "agents.yaml");
    expect(says(AGENTS)).toEqual([]);
    expect(says(AGENTS.replace("mara@example.com", "mara"))).toMatchObject([{ rule: "agentsActForSomebody" }]);
    expect(load("agents: [").agents).toBeUndefined();
  });

  it("keeps its last good version while it has mistakes, and a reload says which agents changed", () => {
    const before = load(AGENTS);
    const broken = keepLastGood(before, load(AGENTS.replace("add_note", "add_notes")));
    expect(broken.agents).toEqual(before.agents);
    const after = load(
      `${AGENTS.replace("Read it.", "Read it well.")}  third:\n    { responsibility: r, prompt: p, for: case owner, wakes_on: [a.b] }\n`,
    );
    expect(describeChanges(before, after).agents).toEqual(["agent reader changed", "agent third added"]);
    expect(agentChanges(after.agents, before.agents)).toEqual(["agent reader changed", "agent third removed"]);
    expect(agentChanges(undefined, before.agents)).toEqual([]);
  });
});
