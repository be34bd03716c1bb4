import type { StepBase } from "../../engine/definition.ts";
import { normaliseNeeds } from "../normalise/step.ts";
import type { Path } from "../path.ts";
import type { WorkflowDocument } from "../schema/workflow.ts";

/** The steps of a workflow and what comes before what. Needs that name no step are left out. */
export interface StepGraph {
  readonly keys: readonly string[];
  readonly needs: ReadonlyMap<string, StepNeeds>;
  /** Every step that has to come before, directly or not. */
  readonly ancestors: (step: string) => ReadonlySet<string>;
  /** Each as the steps it goes round by, the first one repeated at its end. */
  readonly cycles: readonly (readonly string[])[];
}

interface StepNeeds {
  readonly join: StepBase["needs"]["join"];
  readonly steps: readonly string[];
}

export const stepGraph = (document: WorkflowDocument): StepGraph => {
  const keys = Object.keys(document.steps);
  const known = new Set(keys);
  const needs = new Map(
    Object.entries(document.steps).map(([key, step], index) => {
      const { join, steps } = normaliseNeeds(step.needs, keys[index - 1]);
      return [key, { join, steps: steps.filter((need) => known.has(need)) }] as const;
    }),
  );
  const needsOf = (step: string): readonly string[] => needs.get(step)?.steps ?? [];
  const ancestors = new Map(keys.map((key) => [key, everythingBefore(key, needsOf)]));
  return { keys, needs, ancestors: (step) => ancestors.get(step) ?? new Set(), cycles: cyclesAmong(keys, ancestors, needsOf) };
};

type NeedsOf = (step: string) => readonly string[];

const everythingBefore = (step: string, needsOf: NeedsOf): ReadonlySet<string> => {
  const found = new Set(needsOf(step));
  for (const each of found) for (const need of needsOf(each)) found.add(need);
  return found;
};

/** The shortest way round from each step that comes before itself; one report a circle, wherever it is entered. */
const cyclesAmong = (keys: readonly string[], ancestors: ReadonlyMap<string, ReadonlySet<string>>, needsOf: NeedsOf): string[][] => {
  const circles = new Map<string, string[]>();
  for (const key of keys.filter((each) => ancestors.get(each)?.has(each))) {
    const path = wayRound(key, needsOf);
    const members = [...new Set(path)].sort().join(" ");
    if (!circles.has(members)) circles.set(members, path);
  }
  return [...circles.values()];
};

const wayRound = (start: string, needsOf: NeedsOf): string[] => {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const step of queue) {
    for (const need of needsOf(step)) {
      if (!cameFrom.has(need)) {
        cameFrom.set(need, step);
        queue.push(need);
      }
    }
  }
  const path = [start];
  for (let step = cameFrom.get(start); step !== undefined && step !== start; step = cameFrom.get(step)) path.unshift(step);
  return [start, ...path];
};

/** The path of a need as written; of the step, where it is the step above. */
export const needPath = (document: WorkflowDocument, step: string, need: string): Path => {
  const written = document.steps[step]?.needs;
  if (written === undefined) return ["steps", step];
  const [path, list] = Array.isArray(written) ? [[], written] : "any" in written ? [["any"], written.any] : [["done"], written.done];
  return ["steps", step, "needs", ...path, list.indexOf(need)];
};
