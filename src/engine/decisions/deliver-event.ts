import { isTrue } from "../condition.ts";
import type { Decider } from "../decider.ts";
import type { WaitStep } from "../definition.ts";
import { endStep } from "../end-step.ts";
import { isWork } from "../evolve/fold.ts";
import type { Happening } from "../happening.ts";
import type { DeliverEvent } from "../messages/machine-command.ts";
import { scopeOf } from "../scope.ts";

/** An event ends every step that waits for it, as long as its `where` holds for the event's data. */
export const deliverEvent: Decider<DeliverEvent> = (h, { event }) => {
  const met = h.definition.steps.filter((step): step is WaitStep => step.kind === "wait" && isMet(h, step, event));
  if (met.length === 0) return { code: "unknown", message: `Nothing in this case waits for ${event.type} as it came.` };
  for (const { key, rule } of met) {
    h.emit({ type: "event.delivered", step: key, event: { type: event.type, id: event.id } }, { rule: `${rule}.for` });
    endStep(h, key, {});
  }
  return undefined;
};

const isMet = (h: Happening, { key, waitFor }: WaitStep, event: DeliverEvent["event"]): boolean => {
  if (!isWork(h.step(key)) || !("event" in waitFor) || waitFor.event !== event.type) return false;
  return waitFor.where === undefined || isTrue(waitFor.where, scopeOf(h.instance(), event.data));
};
