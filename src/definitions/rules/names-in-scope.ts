import type { NameType } from "../../engine/condition.ts";
import { nearest } from "../../engine/nearest.ts";
import type { WorkflowDocument } from "../schema/workflow.ts";
import type { WorkflowContext } from "./rule.ts";

/** Inputs and evidence that may be named somewhere, and the steps whose outcome may be asked for. */
export interface Scope {
  readonly values: ReadonlyMap<string, NameType>;
  readonly outcomes: ReadonlySet<string>;
}

// Words of the expression language; the two at the end are names of our own.
const RESERVED = new Set(
  "as bool break bytes const continue double dyn else false for function has if import in int let list loop map namespace null optional package return size string timestamp true type uint var void while outcome data due".split(
    " ",
  ),
);

export const isReserved = (name: string): boolean => RESERVED.has(name);

/** What a step may name: inputs, and evidence and outcomes of its ancestors. */
export const scopeOf = ({ document, graph }: WorkflowContext, step: string): Scope => {
  const ancestors = graph.ancestors(step);
  return { values: valuesOf(document, (key) => ancestors.has(key) && key !== step), outcomes: ancestors };
};

/** What the workflow itself may name, at any time in its life: a value that is not there yet is missing. */
export const wholeScope = ({ document, graph }: WorkflowContext): Scope => ({
  values: valuesOf(document, () => true),
  outcomes: new Set(graph.keys),
});

/** What is known from the start. */
export const inputScope = ({ document }: WorkflowContext): Scope => ({ values: valuesOf(document, () => false), outcomes: new Set() });

const valuesOf = (document: WorkflowDocument, includes: (step: string) => boolean): ReadonlyMap<string, NameType> => {
  const evidence = Object.entries(document.steps).flatMap(([key, step]) => (includes(key) ? Object.entries(step.evidence ?? {}) : []));
  const named = [...evidence, ...Object.entries(document.inputs)].filter(([name]) => !isReserved(name));
  return new Map(named.map(([name, { type }]) => [name, type]));
};

/** The step that gathers a piece of evidence. */
export const gathererOf = (document: WorkflowDocument, name: string): string | undefined =>
  Object.entries(document.steps).find(([, { evidence }]) => evidence !== undefined && Object.hasOwn(evidence, name))?.[0];

/** Why a name cannot stand here: nobody knows it, or its step does not come before. */
export const explainName = (document: WorkflowDocument, name: string, scope: Scope) => {
  const gatherer = gathererOf(document, name);
  if (gatherer !== undefined) {
    return {
      message: `"${name}" is evidence of ${gatherer}, which does not come before`,
      expected: "an input, or evidence of an earlier step",
    };
  }
  return {
    message: `unknown name "${name}"`,
    expected: "an input, or evidence of an earlier step",
    nearest: nearest(name, scope.values.keys()),
  };
};

/** Why a step cannot be referred to: there is none of that name, or it does not come before. Undefined: it can. */
export const explainStep = ({ graph }: WorkflowContext, step: string, allowed: ReadonlySet<string>) => {
  if (allowed.has(step)) return undefined;
  if (graph.keys.includes(step)) return { message: `step "${step}" does not come before`, expected: oneOfSteps(allowed) };
  return { message: `unknown step "${step}"`, expected: oneOfSteps(allowed), nearest: nearest(step, graph.keys) };
};

const oneOfSteps = (steps: ReadonlySet<string>): string => {
  if (steps.size === 0) return "an earlier step (there is none)";
  return steps.size > 12 ? "an earlier step" : `an earlier step: ${[...steps].join(", ")}`;
};
