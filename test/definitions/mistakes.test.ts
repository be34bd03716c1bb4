import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { formatProblem, type Problem } from "../../src/definitions/problem.ts";
import { DIRECTORY_MISTAKES, WORKFLOW_MISTAKES } from "../../src/definitions/rules/all.ts";
import { folderOf, marked, TEAMS, WORKFLOW } from "./folder.ts";

const Mistake = z.strictObject({
  name: z.string(),
  from: z.string(),
  to: z.string(),
  rule: z.string(),
  says: z.string(),
  nearest: z.string().optional(),
});
type Mistake = z.infer<typeof Mistake>;

const table = z
  .strictObject({ workflow: z.array(Mistake), teams: z.array(Mistake), warnings: z.array(Mistake) })
  .parse(parse(readFileSync(new URL("mistakes.yaml", import.meta.url), "utf8")));

const swapped = (sound: string, { from, to }: Mistake): string => {
  expect(sound.split(from), `"${from}" stands once in the sound file`).toHaveLength(2);
  return sound.replace(from, () => to);
};

const mistakesOf = (teams: string, workflow: string): Problem[] =>
  loadDefinitions(folderOf({ "teams.yaml": teams, "review.yaml": workflow })).problems.filter(({ severity }) => severity === "mistake");

const expectMistake = (mistake: Mistake, problems: readonly Problem[], place: Partial<Problem>): void => {
  const found = problems.find(({ rule, file }) => rule === mistake.rule && file === place.file);
  expect(found && formatProblem(found), problems.map(formatProblem).join("\n")).toContain(mistake.says);
  expect(found).toMatchObject(place);
  expect(found?.nearest).toBe(mistake.nearest);
  expect(found?.expected).toBeTypeOf("string");
};

/** The text with its mistake, and where that is; the mark may be left out where the place is the same as another's. */
const withMistake = (sound: string, file: string, mistake: Mistake) => {
  const text = swapped(sound, mistake);
  if (!text.includes("»")) return { text, place: { file } };
  const { text: clean, line, column } = marked(text);
  return { text: clean, place: { file, line, column } };
};

describe("a workflow file", () => {
  it("loads without a mistake when it has none", () => {
    expect(mistakesOf(TEAMS, WORKFLOW)).toEqual([]);
  });

  it.each(table.workflow)("is refused for $name, at its place", (mistake) => {
    const { text, place } = withMistake(WORKFLOW, "review.yaml", mistake);
    expectMistake(mistake, mistakesOf(TEAMS, text), place);
  });
});

describe("teams.yaml", () => {
  it.each(table.teams)("is refused for $name, at its place", (mistake) => {
    const { text, place } = withMistake(TEAMS, "teams.yaml", mistake);
    expectMistake(mistake, mistakesOf(text, WORKFLOW), place);
  });
});

describe("the rules", () => {
  it("each have a mistake in the table", () => {
    const shown = new Set([...table.workflow, ...table.teams].map(({ rule }) => rule));
    const rules = [...Object.keys(WORKFLOW_MISTAKES), ...Object.keys(DIRECTORY_MISTAKES)];
    expect(rules.filter((rule) => !shown.has(rule))).toEqual(["stepsAreAFew"]);
  });

  it("refuse more than five hundred steps, and none at all", () => {
    const many = Array.from({ length: 501 }, (_, index) => `  s${index}: { owner: process-owner }`).join("\n");
    const head = WORKFLOW.slice(0, WORKFLOW.indexOf("steps:"));
    expect(mistakesOf(TEAMS, `${head}steps:\n${many}\n`)).toMatchObject([
      { rule: "stepsAreAFew", message: "501 steps", line: head.split("\n").length, column: 1 },
    ]);
    expect(mistakesOf(TEAMS, `${head}steps: {}\n`)).toMatchObject([{ rule: "stepsAreAFew", message: "no steps" }]);
  });

  it("report every mistake at once, in the order of reading", () => {
    const text = WORKFLOW.replace("channel:", "chanel:")
      .replace("owner: { team: desk }", "owner: { team: deks }")
      .replace("silence: 1 working day", "silence: soon");
    const found = mistakesOf(TEAMS, text).map(({ line, rule }) => ({ rule, text: text.split("\n")[line - 1]?.trim() }));
    expect(found).toEqual([
      { rule: "fitsTheFormat", text: 'chanel: "#reviews"' },
      { rule: "fitsTheFormat", text: "silence: soon" },
      { rule: "teamsAreKnown", text: "owner: { team: deks }" },
    ]);
  });

  it("blame nobody for referring to a step that cannot be read", () => {
    const text = WORKFLOW.replace(
      "kind: decision\n    owner: { team: legal }",
      "kind: decision\n    owner: { team: legal }\n    due: never",
    );
    expect(mistakesOf(TEAMS, text)).toMatchObject([{ rule: "fitsTheFormat", message: '"never" does not fit here' }]);
  });

  it("refuse a workflow that two files hold", () => {
    const { problems, definitions } = loadDefinitions(folderOf({ "teams.yaml": TEAMS, "a.yaml": WORKFLOW, "b.yaml": WORKFLOW }));
    expect(problems).toMatchObject([
      { file: "a.yaml", line: 1, column: 11, message: 'the workflow "review" is also in b.yaml' },
      { file: "b.yaml", line: 1, column: 11, message: 'the workflow "review" is also in a.yaml' },
    ]);
    expect(definitions).toEqual([]);
  });

  it("call nobody unknown while teams.yaml cannot be read", () => {
    const { problems, definitions } = loadDefinitions(folderOf({ "teams.yaml": "teams: [", "review.yaml": WORKFLOW }));
    expect(problems.map(({ file }) => file)).toEqual(problems.map(() => "teams.yaml"));
    expect(definitions).toHaveLength(1);
  });
});

describe("a warning", () => {
  it.each(table.warnings)("is given for $name, and the workflow loads", (warning) => {
    const { text, place } = withMistake(WORKFLOW, "review.yaml", warning);
    const { problems, definitions } = loadDefinitions(folderOf({ "teams.yaml": TEAMS, "review.yaml": text }));
    expectMistake(warning, problems, { ...place, severity: "warning" });
    expect(definitions).toHaveLength(1);
  });
});
