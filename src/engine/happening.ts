import type { Definition, StepDefinition, Verdict } from "./definition.ts";
import { evolve } from "./evolve.ts";
import type { Instant, PersonId, StepKey } from "./ids.ts";
import type { Instance, Step } from "./instance.ts";
import { invariant } from "./invariant.ts";
import type { Command } from "./messages/command.ts";
import type { Context, Load } from "./messages/decision.ts";
import type { Effect } from "./messages/effect.ts";
import type { Event, InstanceEventBody } from "./messages/event.ts";

/**
 * One decision in the making: what is emitted is folded at once, so that each rule sees what the rules before it did.
 * Local to one `decide`; nothing outside ever sees it change.
 */
export interface Happening {
  readonly definition: Definition;
  readonly command: Command;
  readonly context: Context;
  readonly now: Instant;
  /** The instance as of the last event. Throws before `instance.started`. */
  instance(): Instance;
  step(key: StepKey): Step;
  /** Records what happened. `rule` is a rule path of the definition, or plain words where no rule stands behind it. */
  emit(body: InstanceEventBody, options?: EmitOptions): void;
  effect(effect: Effect): void;
  /** Load as it stands after the picks of this decision. */
  load(person: PersonId): Load;
  /** Books an assignment, so that the next pick sees it. */
  book(person: PersonId): void;
  readonly events: readonly Event[];
  readonly effects: readonly Effect[];
  readonly picks: readonly PersonId[];
}

export interface EmitOptions {
  readonly verdict?: Verdict;
  readonly rule?: string;
}

/** The definition of a step; throws for a key that the definition does not have. */
export const stepDefinition = (definition: Definition, key: StepKey): StepDefinition => {
  const found = definition.steps.find((step) => step.key === key);
  invariant(found !== undefined, `step ${key} is not in ${definition.workflow} ${definition.hash}`);
  return found;
};

/** Rule path with its place: `steps.sso.due (customer-onboarding.yaml:71:5)`. */
export const ruleWithPlace = (definition: Definition, rule: string): string => {
  const place = definition.places[rule];
  return place === undefined ? rule : `${rule} (${place})`;
};

const ENDING: ReadonlySet<InstanceEventBody["type"]> = new Set(["step.completed", "decision.made", "approval.decided"]);

/** The pass an event belongs to: the one it begins, else the step's present one. */
const passOf = (body: InstanceEventBody, step: StepKey | undefined, instance: Instance | undefined): number | undefined => {
  if (body.type === "step.activated") return body.pass;
  return step === undefined ? undefined : instance?.steps[step]?.pass;
};

const endName = (definition: Definition, body: InstanceEventBody, step: StepKey | undefined): string | undefined =>
  step !== undefined && ENDING.has(body.type) ? stepDefinition(definition, step).audit : undefined;

const NO_LOAD: Load = { active: 0, lastAssignedAt: undefined };

/** Starts a decision on `instance` (undefined for a start). */
export const beginHappening = (definition: Definition, instance: Instance | undefined, command: Command, context: Context): Happening => {
  let current = instance;
  const now = Math.max(context.now, instance?.lastAt ?? context.now);
  const events: Event[] = [];
  const effects: Effect[] = [];
  const picks: PersonId[] = [];
  const booked = new Map<PersonId, Load>();
  const load = (person: PersonId): Load => booked.get(person) ?? context.load.get(person) ?? NO_LOAD;

  const present = (): Instance => {
    invariant(current !== undefined, "nothing has started yet");
    return current;
  };
  const stepOf = (key: StepKey): Step => {
    const step = present().steps[key];
    invariant(step !== undefined, `step ${key} is not in instance ${present().id}`);
    return step;
  };
  const emit = (body: InstanceEventBody, options: EmitOptions = {}): void => {
    const step = "step" in body ? body.step : undefined;
    const event: Event<InstanceEventBody> = {
      seq: (current?.seq ?? 0) + 1,
      at: now,
      action: endName(definition, body, step) ?? body.type,
      verdict: options.verdict ?? "ALLOW",
      reason: ruleWithPlace(definition, options.rule ?? (step === undefined ? "" : `steps.${step}`)),
      step,
      pass: passOf(body, step, current),
      body,
    };
    current = evolve(current, event);
    events.push(event);
  };

  return {
    definition,
    command,
    context,
    now,
    instance: present,
    step: stepOf,
    emit,
    effect: (effect) => void effects.push(effect),
    load,
    book: (person) => {
      const before = load(person);
      booked.set(person, { active: before.active + 1, lastAssignedAt: now });
      picks.push(person);
    },
    events,
    effects,
    picks,
  };
};
