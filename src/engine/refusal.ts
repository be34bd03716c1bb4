import type { Definition } from "./definition.ts";
import { beginHappening, type Happening } from "./happening.ts";
import type { StepKey } from "./ids.ts";
import type { Instance } from "./instance.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Context, Decision, Rejection } from "./messages/decision.ts";
import type { Actor } from "./messages/envelope.ts";

const MINUTE = 60_000;

/** Whose refusal the row says it is: an agent's stands under the name of whoever it acts for, too. */
export const actorName = (actor: Actor): string => (actor.kind === "agent" ? `${actor.id} for ${actor.onBehalfOf}` : actor.id);

const stepIn = (instance: Instance, command: InstanceCommand): StepKey | undefined => {
  const step = "step" in command ? command.step : undefined;
  return step !== undefined && Object.hasOwn(instance.steps, step) ? step : undefined;
};

/** What a machine may not do is a row; that its event or tick found nothing to do is not worth one. */
const isAudited = (command: InstanceCommand, rejection: Rejection): boolean =>
  command.actor.kind === "person" || command.actor.kind === "agent" || rejection.code === "not-entitled";

/**
 * The answer to a command that is not carried out, with its DENY row on the instance's chain. Repeats within the minute collapse for a
 * person and an act. Without an instance there is no row here: the workspace's own chain takes it.
 * `also` adds what the refusal itself sets off.
 */
export const refuse = (
  definition: Definition,
  instance: Instance | undefined,
  command: InstanceCommand,
  context: Context,
  rejection: Rejection,
  also: (h: Happening) => void = () => {},
): Decision => {
  if (instance === undefined || !isAudited(command, rejection)) return { ok: false, rejection, instance, events: [], effects: [] };
  const h = beginHappening(definition, instance, command, context);
  const by = actorName(command.actor);
  const repeated = instance.refusals[`${by}:${command.type}`] === Math.floor(h.now / MINUTE);
  if (!repeated) {
    const step = stepIn(instance, command);
    const options = { verdict: "DENY", rule: `${rejection.code}: ${command.type}` } as const;
    h.emit({ type: "act.refused", act: command.type, step, by, code: rejection.code }, options);
  }
  also(h);
  return { ok: false, rejection, instance: h.instance(), events: h.events, effects: h.effects };
};
