import type { Definition, Trigger } from "./definition.ts";
import { isWork } from "./evolve/fold.ts";
import { stepDefinition } from "./happening.ts";
import type { Instant } from "./ids.ts";
import type { ActiveStep, BlockedStep, Instance, Picked, Step } from "./instance.ts";
import { ladderOf } from "./ladder.ts";

/** Something that will open an episode, or join the one that is open, unless it is prevented. */
export interface DueCause {
  readonly trigger: Trigger;
  readonly at: Instant;
}

/** What was chosen in the step's last episode, if it was carried out: until then nothing has been answered. */
const answeredAt = (instance: Instance, step: Step): Instant => {
  const picked: Picked | undefined = instance.picks?.[`${step.key}:${step.episodes}`];
  const pending = "proposal" in step && step.proposal !== undefined;
  return picked === undefined || pending || picked.settled?.approved === false ? 0 : (picked.settled?.at ?? picked.at);
};

const silence = (step: ActiveStep | BlockedStep): readonly DueCause[] => {
  if (step.silentAt === undefined || isUnclaimed(step)) return [];
  return [{ trigger: step.request === undefined ? "silent" : "unanswered", at: step.silentAt }];
};

/** Overdue again after somebody decided what to do about it: the ladder begins anew from the decision. */
const lateness = (step: ActiveStep | BlockedStep, answered: Instant): readonly DueCause[] =>
  step.dueAt === undefined ? [] : [{ trigger: "overdue", at: Math.max(step.dueAt, answered) }];

/** At once; with a known time and normal urgency, then. What a decision answered is asked again when its owner is asked to chase. */
const block = (step: ActiveStep | BlockedStep, answered: Instant): readonly DueCause[] => {
  if (step.status !== "blocked") return [];
  const { until, urgency, at } = step.block;
  const opensAt = until !== undefined && urgency === "normal" ? Math.max(until, at) : at;
  return opensAt <= answered ? [] : [{ trigger: "blocked", at: opensAt }];
};

const causesOf = (instance: Instance, step: Step): readonly DueCause[] => {
  if (step.status === "waiting") return step.unready === undefined ? [] : [{ trigger: "unready", at: step.unready.since }];
  if (!isWork(step)) return [];
  const answered = answeredAt(instance, step);
  return [...silence(step), ...lateness(step, answered), ...block(step, answered)];
};

/** The causes of a step that are still to come, or have come and are not in its episode yet. Without a ladder nothing is caused. */
export const dueCauses = (definition: Definition, instance: Instance, step: Step): readonly DueCause[] => {
  const rule = stepDefinition(definition, step.key);
  const open = new Set(step.episode?.causes.map((cause) => cause.trigger));
  return causesOf(instance, step).filter(({ trigger }) => !open.has(trigger) && ladderOf(rule, trigger).length > 0);
};

/** A team owns it, and nobody has taken it yet. */
export const isUnclaimed = (step: ActiveStep | BlockedStep): boolean =>
  step.owner === undefined && step.request === undefined && step.kind !== "action" && step.team !== undefined;
