import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildDirectory } from "../../src/definitions/build-directory.ts";
import { checkDirectory, checkWorkflow } from "../../src/definitions/check.ts";
import { normaliseDirectory } from "../../src/definitions/directory-file.ts";
import { normaliseWorkflow } from "../../src/definitions/normalise/workflow.ts";
import { parseFile } from "../../src/definitions/parse.ts";
import type { Problem } from "../../src/definitions/problem.ts";
import { directoryNames } from "../../src/definitions/rules/directory-names.ts";
import { validateDirectory, validateWorkflow } from "../../src/definitions/validate.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 500);

const read = (name: string): string => readFileSync(new URL(`../../workflows/${name}.yaml`, import.meta.url), "utf8");

const teams = [read("teams")];
const sound = ["claim-handling", "customer-onboarding", "incident-response"].map(read);

/** What people and attackers put into a file. */
const HOSTILE = [
  "__proto__",
  "constructor: {}",
  "*a",
  "&a",
  "&a [*a]",
  "\u0000",
  "\ufeff",
  "\u202e",
  "\ud800",
  "!!js/function x",
  "<<: *a",
  "- ",
  ": ",
  "{",
  "}",
  "[[[[",
  '"',
  "'",
  "|\n",
  "? ",
  "%YAML 9",
  "---\n",
  "null",
  "[]",
  "{}",
  "-1",
  "0 minutes",
  "1e999",
  "аdmin@example.com",
  "{{",
  "}}",
  'outcome("',
  "matches(",
  "\t",
  "\r",
  "#",
  "99999999999999999999 days",
];

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(40),
  insert: fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 8 }), fc.constant("")),
});

const mutationOf = (texts: readonly string[]) =>
  fc.tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 6 })).map(([text, changes]) =>
    changes.reduce((current, { at, cut, insert }) => {
      const start = Math.floor(at * current.length);
      return current.slice(0, start) + insert + current.slice(start + cut);
    }, text),
  );

const mutated = mutationOf(sound);

const problemsOf = (text: string): readonly Problem[] => {
  const { source, problems } = parseFile("x.yaml", new TextEncoder().encode(text));
  if (source === undefined) return problems;
  const { document, problems: misfits } = validateWorkflow(source);
  const checked = document === undefined ? [] : checkWorkflow(source, document, { directory: undefined, workflows: new Map() });
  const all = [...problems, ...misfits, ...checked];
  if (document !== undefined && all.every(({ severity }) => severity === "warning"))
    expect(normaliseWorkflow(document.value, {}).hash).toMatch(/^[0-9a-f]{64}$/);
  return all;
};

const directoryProblemsOf = (text: string): readonly Problem[] => {
  const { source, problems } = parseFile("teams.yaml", new TextEncoder().encode(text));
  if (source === undefined) return problems;
  const { document, problems: misfits } = validateDirectory(source);
  const checked = document === undefined ? [] : checkDirectory(source, document, directoryNames(document.value));
  const all = [...problems, ...misfits, ...checked];
  if (document !== undefined && all.length === 0)
    expect(buildDirectory(normaliseDirectory(document.value, [2026]), []).hash).toMatch(/^[0-9a-f]{64}$/);
  return all;
};

const hasPlace = ({ line, column, message }: Problem): boolean => line >= 1 && column >= 1 && message !== "";

describe("a mutated workflow file", () => {
  it("is accepted, or refused with a place, and never a crash", () => {
    let slowest = 0;
    fc.assert(
      fc.property(mutated, (text) => {
        const before = process.threadCpuUsage();
        const problems = problemsOf(text);
        slowest = Math.max(slowest, process.threadCpuUsage(before).user / 1_000);
        expect(problems.every(hasPlace)).toBe(true);
      }),
      { numRuns: RUNS },
    );
    expect(slowest).toBeLessThan(1_000);
  }, 600_000);

  it("is never a crash as teams.yaml, or as anything at all", () => {
    fc.assert(
      fc.property(fc.oneof(mutationOf(teams), mutated, fc.string({ unit: "binary", maxLength: 300 }), fc.json()), (text) => {
        expect(directoryProblemsOf(text).every(hasPlace)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});
