import type { Definition, Field, StepDefinition } from "./definition.ts";
import type { Instance, Step } from "./instance.ts";

/**
 * Why a running instance cannot move to another version of its workflow, in words; empty when it can. What is active or done
 * must mean the same there: its step, kind and chosen option exist, what was given has a place of the same type, and nothing
 * that has begun would have to wait for something that has not.
 */
export const obstaclesToMigration = (
  from: Definition,
  to: Definition,
  instance: Pick<Instance, "inputs" | "evidence" | "steps">,
): readonly string[] => {
  if (from.workflow !== to.workflow) return [`${to.workflow} is another workflow`];
  const steps: ReadonlyMap<string, StepDefinition> = new Map(to.steps.map((step) => [step.key, step]));
  const key = from.case.key === to.case.key ? [] : [`the case is identified by "${to.case.key}" instead of "${from.case.key}"`];
  const begun = Object.values(instance.steps).filter(hasBegun);
  return [
    ...key,
    ...begun.flatMap((step) => stepObstacles(step, steps.get(step.key), instance)),
    ...fieldObstacles("input", instance.inputs, from.inputs, to.inputs),
    ...missingInputs(to, instance),
    ...fieldObstacles("evidence", instance.evidence, evidenceOf(from), evidenceOf(to)),
  ];
};

const hasBegun = ({ status }: Step): boolean => status === "active" || status === "blocked" || status === "done";

const hasEnded = (step: Step | undefined): boolean => step?.status === "done" || step?.status === "skipped";

const stepObstacles = (step: Step, target: StepDefinition | undefined, { steps }: Pick<Instance, "steps">): string[] => {
  if (target === undefined) return [`step "${step.key}" is ${step.status} and no longer exists`];
  if (target.kind !== step.kind) return [`step "${step.key}" is ${step.status} and has become a ${target.kind}`];
  return [...lostOutcome(step, target), ...newNeeds(step, target, steps)];
};

const lostOutcome = (step: Step, target: StepDefinition): string[] => {
  if (step.status !== "done" || target.kind !== "decision" || step.outcome === undefined) return [];
  return target.options.some(({ id }) => id === step.outcome) ? [] : [`"${step.outcome}", chosen in "${step.key}", is no longer an option`];
};

const newNeeds = (step: Step, target: StepDefinition, steps: Instance["steps"]): string[] => {
  const { join, steps: needs } = target.needs;
  const open = needs.filter((need) => !hasEnded(steps[need]));
  const isMet = join === "any" ? needs.length === 0 || open.length < needs.length : open.length === 0;
  return isMet ? [] : [`step "${step.key}" is ${step.status} and would wait for ${open.map((need) => `"${need}"`).join(", ")}`];
};

const evidenceOf = (definition: Definition): readonly Field[] => definition.steps.flatMap((step) => step.evidence);

const fieldObstacles = (
  what: "input" | "evidence",
  given: Readonly<Record<string, unknown>>,
  before: readonly Field[],
  after: readonly Field[],
): string[] =>
  Object.keys(given).flatMap((name) => {
    const [old, now] = [before, after].map((fields) => fields.find((field) => field.name === name));
    if (now === undefined) return [`the ${what} "${name}" was given and no longer exists`];
    return old === undefined || old.type === now.type ? [] : [`the ${what} "${name}" has become a ${now.type}`];
  });

const missingInputs = (to: Definition, { inputs }: Pick<Instance, "inputs">): string[] =>
  to.inputs
    .filter(({ name, required, default: value }) => required && value === undefined && !Object.hasOwn(inputs, name))
    .map(({ name }) => `the required input "${name}" is not there`);
