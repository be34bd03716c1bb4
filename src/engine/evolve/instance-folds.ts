import type { Instant, StepKey } from "../ids.ts";
import type { Instance, Step } from "../instance.ts";
import type { Event, EventOf } from "../messages/event.ts";
import { type Folds, isWork, noChange, withClock } from "./fold.ts";
import { newStep } from "./step-folds.ts";

const MINUTE = 60_000;

/** The first event of every instance. */
export const started = (body: EventOf<"instance.started">, { at }: Event): Instance => ({
  workspace: body.workspace,
  id: body.instance,
  workflow: body.workflow,
  version: body.version,
  caseKey: body.caseKey,
  caseId: body.caseId,
  run: body.run,
  status: "running",
  outcome: undefined,
  rev: 0,
  seq: 0,
  startedAt: at,
  endedAt: undefined,
  pausedAt: undefined,
  starter: body.starter,
  priority: body.priority,
  priorityFixed: false,
  targetAt: body.targetAt,
  inputs: body.inputs,
  evidence: {},
  watchers: body.watchers,
  drafts: {},
  stopped: undefined,
  steps: Object.fromEntries(body.steps.map((step) => [step.key, newStep(step, body.planned[step.key])])),
  progressAt: at,
  lastAt: at,
  refusals: {},
});

type ResumedClock = NonNullable<EventOf<"instance.resumed">["clocks"][StepKey]>;

const clocked = (step: Step, clock: ResumedClock, at: Instant): Step => {
  if (isWork(step)) {
    const moved = withClock(step, clock);
    return moved.dueAt === step.dueAt ? moved : { ...moved, dueSetAt: at };
  }
  if (step.status === "done") return { ...step, repeatAt: clock.repeatAt ?? step.repeatAt };
  if (step.status === "skipped" || step.unready === undefined) return step;
  return { ...step, unready: { ...step.unready, remindAt: clock.remindAt ?? step.unready.remindAt } };
};

const resumed = (step: Step, clock: ResumedClock, at: Instant): Step => {
  const timed = clocked(step, clock, at);
  return timed.episode === undefined || clock.nextAt === undefined
    ? timed
    : { ...timed, episode: { ...timed.episode, nextAt: clock.nextAt } };
};

const mapSteps = (steps: Instance["steps"], change: (step: Step) => Step): Instance["steps"] =>
  Object.fromEntries(Object.values(steps).map((step) => [step.key, change(step)]));

const migrated = (instance: Instance, { to, added, removed }: EventOf<"instance.migrated">): Instance => {
  const kept = Object.values(instance.steps).filter((step) => !removed.includes(step.key));
  const steps = [...kept, ...added.map((step) => newStep(step))];
  return { ...instance, version: to, steps: Object.fromEntries(steps.map((step) => [step.key, step])) };
};

/** Only the minute that runs now can still collapse a repeat: older ones go, so that the state does not grow. */
const refused = (instance: Instance, { by, act }: EventOf<"act.refused">, { at }: Event): Instance => {
  const minute = Math.floor(at / MINUTE);
  const current = Object.entries(instance.refusals).filter(([, when]) => when === minute);
  return { ...instance, refusals: { ...Object.fromEntries(current), [`${by}:${act}`]: minute } };
};

/** The instance as a whole, and what leaves no mark but its row. */
export const instanceFolds = {
  "instance.started": noChange,
  "priority.changed": (instance, { priority, fixed }) => ({ ...instance, priority, priorityFixed: fixed }),
  "watchers.changed": (instance, { watchers }) => ({ ...instance, watchers }),
  "instance.paused": (instance, _, { at }) => ({ ...instance, status: "paused", pausedAt: at }),
  "instance.resumed": (instance, { clocks, targetAt }, { at }) => ({
    ...instance,
    status: "running",
    pausedAt: undefined,
    targetAt,
    steps: mapSteps(instance.steps, (step) => resumed(step, clocks[step.key] ?? {}, at)),
  }),
  "instance.cancelled": (instance, { outcome }, { at }) => ({
    ...instance,
    status: "cancelled",
    outcome,
    endedAt: at,
    pausedAt: undefined,
  }),
  "instance.completed": (instance, { outcome }, { at }) => ({ ...instance, status: "completed", outcome, endedAt: at }),
  "instance.reopened": (instance) => ({ ...instance, status: "running", outcome: undefined, endedAt: undefined }),
  "instance.migrated": migrated,
  "back.refused": noChange,
  "event.delivered": noChange,
  "action.failed": noChange,
  "delivery.failed": noChange,
  "automation.stopped": (instance, { reason }, { at }) => ({ ...instance, stopped: { reason, at } }),
  "automation.resumed": (instance) => ({ ...instance, stopped: undefined }),
  "trace.read": noChange,
  "agent.intended": noChange,
  "agent.acted": noChange,
  "agent.woke": noChange,
  "agent.task": noChange,
  "agent.finished": noChange,
  "agent.result": noChange,
  "act.refused": refused,
} satisfies Partial<Folds>;
