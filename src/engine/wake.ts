import { dueCauses, isUnclaimed } from "./causes.ts";
import type { Definition, Trigger } from "./definition.ts";
import { isWork } from "./evolve/fold.ts";
import type { Instant, StepKey } from "./ids.ts";
import type { ActiveStep, BlockedStep, Instance, Step } from "./instance.ts";
import { repeatOf } from "./joins.ts";
import { openSuggestions } from "./lapse.ts";
import type { Context } from "./messages/decision.ts";

/** A moment at which the clock alone makes something happen. */
export type Moment = { readonly at: Instant; readonly step: StepKey } & (
  | { readonly kind: "cause"; readonly trigger: Trigger }
  | { readonly kind: "commitment" | "level" | "reminder" | "repeat" | "unclaimed" | "unready" | "until" | "upcoming" }
);

/** Every moment that stored state knows of. The tick handles just these, so it cannot disagree with when it is called. */
export const moments = (definition: Definition, instance: Instance): readonly Moment[] =>
  instance.status === "running" ? Object.values(instance.steps).flatMap((step) => momentsOf(definition, instance, step)) : [];

/**
 * The earliest moment at which anything could happen by itself, in domain time; undefined when nothing can. In the past when a tick is
 * owed. Paused and ended instances have none.
 */
export const wakeAt = (definition: Definition, instance: Instance, _context: Context): Instant | undefined =>
  [...moments(definition, instance), ...lapses(instance)].reduce<Instant | undefined>(
    (earliest, { at }) => Math.min(at, earliest ?? at),
    undefined,
  );

/** When suggestions lapse: any command finds them so, and a tick is one. */
const lapses = (instance: Instance): readonly { readonly at: Instant }[] =>
  instance.status === "running" ? openSuggestions(instance).map(({ until }) => ({ at: until })) : [];

const momentsOf = (definition: Definition, instance: Instance, step: Step): readonly Moment[] => {
  const causes = dueCauses(definition, instance, step).map((cause): Moment => ({ ...cause, kind: "cause", step: step.key }));
  const level = isHeldByProposal(step) ? undefined : step.episode?.nextAt;
  const own = isWork(step) ? momentsOfWork(step) : momentsOfOthers(definition, instance, step);
  return [...causes, ...moment(step, "level", level), ...own];
};

const moment = (step: Step, kind: Exclude<Moment["kind"], "cause">, at: Instant | undefined): readonly Moment[] =>
  at === undefined ? [] : [{ kind, at, step: step.key }];

/** An alternative that waits for an approval holds its episode. */
export const isHeldByProposal = (step: Step): boolean =>
  "proposal" in step && step.proposal !== undefined && step.proposal.episode === step.episode?.n;

const momentsOfWork = (step: ActiveStep | BlockedStep): readonly Moment[] => [
  ...moment(step, "reminder", step.reminder?.at),
  ...moment(step, "unclaimed", isUnclaimed(step) ? step.silentAt : undefined),
  ...moment(step, "until", step.until),
  ...step.commitments.filter((made) => made.state === "open").flatMap((made) => moment(step, "commitment", made.until)),
];

const momentsOfOthers = (definition: Definition, instance: Instance, step: Step): readonly Moment[] => {
  if (step.status !== "waiting") return moment(step, "repeat", repeatOf(definition, instance, step));
  return [...moment(step, "upcoming", step.upcomingAt), ...moment(step, "unready", step.unready?.remindAt)];
};
