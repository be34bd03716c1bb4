import { isWork } from "../../engine/evolve/fold.ts";
import { forecast } from "../../engine/forecast.ts";
import type { PersonId, StepKey } from "../../engine/ids.ts";
import type { ActiveStep, BlockedStep, DoneStep, Step, WaitingStep } from "../../engine/instance.ts";
import { isHeld } from "../../engine/joins.ts";
import { processOwnersOf } from "../../engine/people.ts";
import { lookupFor } from "../../engine/scope.ts";
import { renderTemplate } from "../../engine/template.ts";
import type { Part, Row, Told } from "./fact.ts";

export type Work = ActiveStep | BlockedStep;
/** Where somebody acts next: under way, stuck before its start, or held after a no. */
export type Open = Work | (WaitingStep & { readonly unready: NonNullable<WaitingStep["unready"]> }) | DoneStep;

export const titleOfStep = (told: Told, key: StepKey): Part => {
  const template = told.definition.steps.find((step) => step.key === key)?.title ?? "";
  return { title: renderTemplate(template, lookupFor(told, key)).replaceAll(/\s+/g, " ").trim() || key };
};

export const isOpenCase = ({ instance }: Pick<Told, "instance">): boolean => instance.status === "running" || instance.status === "paused";

/** In the order of telling. */
export const stepsOf = ({ definition, instance }: Told): readonly Step[] =>
  definition.steps.flatMap(({ key }) => instance.steps[key] ?? []);

export const isOver = (step: Step): boolean => step.status === "done" || step.status === "skipped";

const isOpen = (told: Told, step: Step): step is Open => {
  if (step.status === "waiting") return step.unready !== undefined;
  return isWork(step) || (step.status === "done" && isHeld(told.definition, step));
};

export const openSteps = (told: Told): readonly Open[] =>
  isOpenCase(told) ? stepsOf(told).filter((step): step is Open => isOpen(told, step)) : [];

/** Whose turn it is: the owner, approvers who have not answered, whoever was asked for what is missing, or the process owner after a no. */
export const actorsOf = (told: Told, step: Open): readonly PersonId[] => {
  if (step.status === "waiting") return step.unready.asked;
  if (step.status === "done") return processOwnersOf(told);
  if (step.request === undefined) return step.owner === undefined ? [] : [step.owner];
  const { votes, approvers, excluded } = step.request;
  return approvers.filter((person) => !excluded.includes(person) && !votes.some(({ approver }) => approver === person));
};

/** The chain of steps that decides when the case ends, from what is under way to the last. */
export const criticalPath = (told: Told): readonly StepKey[] => {
  const { steps } = forecast(told);
  const endOf = (key: StepKey): number => steps[key]?.endsAt ?? 0;
  const latest = (keys: readonly StepKey[]): StepKey | undefined => keys.toSorted((a, b) => endOf(b) - endOf(a))[0];
  const unfinished = stepsOf(told).filter((step) => !isOver(step) && steps[step.key]?.counts !== false);
  const path: StepKey[] = [];
  let key = latest(unfinished.map((step) => step.key));
  while (key !== undefined && !path.includes(key)) {
    path.unshift(key);
    const needs = told.definition.steps.find((step) => step.key === key)?.needs.steps ?? [];
    key = latest(needs.filter((need) => unfinished.some((step) => step.key === need)));
  }
  return path;
};

/** The last row of a step in which one of these happened. */
export const lastRow = (rows: readonly Row[], step: StepKey, types: readonly string[]): Row | undefined =>
  rows.findLast((row) => row.step === step && types.includes(String(row.data.type)));

/** `Anna, Ben and Maria`, each by name. */
export const people = (all: readonly PersonId[], nobody = "nobody"): readonly Part[] =>
  all.length === 0
    ? [nobody]
    : all.flatMap((person, n): readonly Part[] => [n === 0 ? "" : n === all.length - 1 ? " and " : ", ", { person }]);
