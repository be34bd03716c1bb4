import { actFolds } from "./evolve/act-folds.ts";
import { clockFolds } from "./evolve/clock-folds.ts";
import type { Fold, Folds, InstanceEventType } from "./evolve/fold.ts";
import { instanceFolds, started } from "./evolve/instance-folds.ts";
import { stepFolds } from "./evolve/step-folds.ts";
import { suggestionFolds } from "./evolve/suggestion-folds.ts";
import type { Instance } from "./instance.ts";
import { invariant } from "./invariant.ts";
import type { Event, EventBody } from "./messages/event.ts";

const FOLDS: Folds = { ...instanceFolds, ...stepFolds, ...clockFolds, ...actFolds, ...suggestionFolds };

/** What clocks and readers do moves nothing along: *no progress* goes on counting. */
const NO_PROGRESS: ReadonlySet<EventBody["type"]> = new Set<EventBody["type"]>([
  "step.planned",
  "upcoming.queued",
  "step.unready",
  "unready.reminded",
  "step.activated",
  "reminder.queued",
  "reminder.snoozed",
  "commitment.settled",
  "episode.opened",
  "episode.joined",
  "episode.eased",
  "episode.closed",
  "warning.queued",
  "escalation.queued",
  "level.skipped",
  "level.replanned",
  "unclaimed.warned",
  "delivery.failed",
  "automation.stopped",
  "suggestion.made",
  "suggestion.expired",
  "trace.read",
  "agent.intended",
  "agent.acted",
  "agent.woke",
  "agent.task",
  "agent.finished",
  "agent.result",
  "words.recorded",
  "act.refused",
]);

const isInstanceEvent = (type: string): type is InstanceEventType => Object.hasOwn(FOLDS, type);

/**
 * What an instance is after an event: it reads nothing but the two, so folding an instance's events gives its state, for ever.
 * `undefined` is an instance before `instance.started`. Throws on what no `decide` of ours ever emitted.
 */
export const evolve = (instance: Instance | undefined, event: Event): Instance => {
  const { body, at, seq } = event;
  const before = body.type === "instance.started" ? started(body, event) : instance;
  invariant(before !== undefined, `${body.type} before instance.started`);
  invariant(isInstanceEvent(body.type), `${body.type} belongs to the workspace's chain, not to an instance`);
  // The table is keyed by the body's own type, which the compiler cannot follow through an index.
  const fold = FOLDS[body.type] as Fold<InstanceEventType>;
  const after = fold(before, body as Parameters<typeof fold>[1], event);
  const lastAt = Math.max(before.lastAt, at);
  return { ...after, seq, lastAt, progressAt: NO_PROGRESS.has(body.type) ? before.progressAt : lastAt };
};
