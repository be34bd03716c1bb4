import type { StepKey } from "../ids.ts";
import type { ActiveStep, BlockedStep, Instance, Step } from "../instance.ts";
import { invariant } from "../invariant.ts";
import type { Clock, Event, EventOf, InstanceEventBody } from "../messages/event.ts";

export type InstanceEventType = InstanceEventBody["type"];

/** What one kind of event does to an instance; sequence and times are kept by `evolve` itself. */
export type Fold<T extends InstanceEventType> = (instance: Instance, body: EventOf<T>, event: Event) => Instance;
export type Folds = { readonly [T in InstanceEventType]: Fold<T> };
/** The same for an event about one step. */
export type StepFold<T extends InstanceEventType> = (step: Step, body: EventOf<T>, event: Event) => Step;
export type WorkFold<T extends InstanceEventType> = (step: ActiveStep | BlockedStep, body: EventOf<T>, event: Event) => Step;

/** Types of events that name a step. */
export type StepEventType = Extract<InstanceEventBody, { readonly step: StepKey }>["type"];

/** The step that an event is about. `T` names only such events, which the compiler loses sight of while `T` is open. */
const stepOf = (instance: Instance, body: object): Step => {
  const { step: key } = body as { readonly step: StepKey };
  const step = instance.steps[key];
  invariant(step !== undefined, `step ${key} is not in instance ${instance.id}`);
  return step;
};

export const onStep =
  <T extends StepEventType>(fold: StepFold<T>): Fold<T> =>
  (instance, body, event) => {
    const step = stepOf(instance, body);
    return { ...instance, steps: { ...instance.steps, [step.key]: fold(step, body, event) } };
  };

/** An event that only an active or a blocked step can have; anything else is a bug of whoever emitted it. */
export const onWork = <T extends StepEventType>(fold: WorkFold<T>): Fold<T> =>
  onStep<T>((step, body, event) => {
    invariant(isWork(step), `${event.body.type} on ${step.key}, which is ${step.status}`);
    return fold(step, body, event);
  });

/** What a trace shows but no state holds. */
export const noChange = (instance: Instance): Instance => instance;

export const isWork = (step: Step): step is ActiveStep | BlockedStep => step.status === "active" || step.status === "blocked";

/** What the clock names is set, `null` ends it, what it leaves out stays. */
export const withClock = <S extends ActiveStep | BlockedStep>(step: S, clock: Clock): S => ({
  ...step,
  ...(clock.dueAt === undefined ? {} : { dueAt: clock.dueAt ?? undefined }),
  ...(clock.heardAt === undefined ? {} : { heardAt: clock.heardAt }),
  ...(clock.silentAt === undefined ? {} : { silentAt: clock.silentAt ?? undefined }),
  ...(clock.reminder === undefined ? {} : { reminder: clock.reminder ?? undefined }),
  ...(clock.until === undefined ? {} : { until: clock.until ?? undefined }),
});
