import { isTrue } from "./condition.ts";
import type { Definition, StepDefinition } from "./definition.ts";
import { dueFrom, waitUntil } from "./due.ts";
import { stepDefinition } from "./happening.ts";
import type { Instant, StepKey } from "./ids.ts";
import type { Instance, Step } from "./instance.ts";
import type { Context } from "./messages/decision.ts";
import { type Standpoint, teamOfStep } from "./people.ts";
import { scopeOf } from "./scope.ts";

export interface Outlook extends Standpoint {
  readonly now: Instant;
  /** What is supposed instead of what is: due dates that move, steps that are gone, steps that start now. */
  readonly suppose?:
    | {
        readonly dues?: Readonly<Record<StepKey, Instant>>;
        readonly gone?: readonly StepKey[];
        readonly started?: readonly StepKey[];
      }
    | undefined;
}

/** When a step is expected to start and end; `counts` is false for one that its condition leaves out. */
export interface Span {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly counts: boolean;
}

export interface Forecast {
  readonly steps: Readonly<Record<StepKey, Span>>;
  /** When the last step is expected to end. */
  readonly finishAt: Instant;
  readonly targetAt: Instant | undefined;
  /** Whether the target is kept; undefined without one. */
  readonly holds: boolean | undefined;
}

/**
 * A forward pass of due dates over `needs`: each step is expected to start when what it needs is expected to end, and to take until it is
 * due. What is late is expected now; what has no due date is expected to take no time.
 */
export const forecast = (outlook: Outlook): Forecast => {
  const spans = new Map<StepKey, Span>();
  for (const { key } of outlook.definition.steps) spanOf(outlook, key, spans);
  const finishAt = Math.max(...[...spans.values()].map((span) => span.endsAt));
  const targetAt = outlook.instance?.targetAt;
  const holds = targetAt === undefined ? undefined : finishAt <= targetAt;
  return { steps: Object.fromEntries(spans), finishAt, targetAt, holds };
};

/** The same for one step, which costs only the steps before it. */
export const forecastStep = (outlook: Outlook, key: StepKey): Span => spanOf(outlook, key, new Map());

const outlookOf = (definition: Definition, instance: Instance, context: Context): Outlook => ({
  definition,
  instance,
  directory: context.directory,
  now: context.now,
});

/** When the case is expected to be finished. */
export const expectedFinish = (definition: Definition, instance: Instance, context: Context): Instant =>
  forecast(outlookOf(definition, instance, context)).finishAt;

/** Whether the case is expected to finish after its target. */
export const targetAtRisk = (definition: Definition, instance: Instance, context: Context): boolean =>
  instance.targetAt !== undefined && expectedFinish(definition, instance, context) > instance.targetAt;

const spanOf = (outlook: Outlook, key: StepKey, spans: Map<StepKey, Span>): Span => {
  const known = spans.get(key);
  if (known !== undefined) return known;
  const span = computeSpan(outlook, stepDefinition(outlook.definition, key), spans);
  spans.set(key, span);
  return span;
};

const computeSpan = (outlook: Outlook, definition: StepDefinition, spans: Map<StepKey, Span>): Span => {
  const step = outlook.instance?.steps[definition.key];
  const needs = definition.needs.steps.map((need) => spanOf(outlook, need, spans));
  if (outlook.suppose?.gone?.includes(definition.key)) return moment(Math.max(outlook.now, startAfter(outlook, definition, needs)), true);
  switch (step?.status) {
    case "done":
      return { startsAt: step.activatedAt, endsAt: step.endedAt, counts: true };
    case "skipped":
      return moment(step.endedAt, step.cause !== "condition");
    case "active":
    case "blocked":
      return { startsAt: step.activatedAt, endsAt: Math.max(outlook.now, endOfWork(outlook, step)), counts: true };
    default:
      return waitingSpan(outlook, definition, step, needs);
  }
};

const moment = (at: Instant, counts: boolean): Span => ({ startsAt: at, endsAt: at, counts });

const endOfWork = (outlook: Outlook, step: Extract<Step, { status: "active" | "blocked" }>): Instant => {
  const due = outlook.suppose?.dues?.[step.key] ?? step.dueAt ?? 0;
  const blockedUntil = step.status === "blocked" ? (step.block.until ?? 0) : 0;
  return Math.max(due, blockedUntil, step.until ?? 0);
};

const startAfter = (outlook: Outlook, { needs, key }: StepDefinition, spans: readonly Span[]): Instant => {
  if (outlook.suppose?.started?.includes(key)) return outlook.now;
  const counting = needs.join === "any" ? spans.filter((span) => span.counts) : spans;
  const ends = counting.map((span) => span.endsAt);
  if (ends.length === 0) return outlook.now;
  return Math.max(outlook.now, needs.join === "any" ? Math.min(...ends) : Math.max(...ends));
};

const waitingSpan = (outlook: Outlook, definition: StepDefinition, step: Step | undefined, needs: readonly Span[]): Span => {
  const startsAt = startAfter(outlook, definition, needs);
  if (isLeftOut(outlook, definition)) return moment(startsAt, false);
  const holder = { owner: step?.planned, team: teamOfStep(outlook, definition.key) };
  const endsAt = dueFrom(outlook, definition, holder, startsAt) ?? startsAt;
  return { startsAt, endsAt: Math.max(endsAt, waitUntil(outlook, definition, holder) ?? 0), counts: true };
};

/** A condition that is false now is believed only where nothing that is still to come can change it. */
const isLeftOut = ({ definition, instance }: Outlook, { when }: StepDefinition): boolean => {
  if (when === undefined || /\boutcome\s*\(/.test(when)) return false;
  const evidence = definition.steps.flatMap((step) => step.evidence);
  return !evidence.some(({ name }) => when.includes(name)) && !isTrue(when, scopeOf(instance));
};
