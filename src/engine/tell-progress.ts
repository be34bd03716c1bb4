import type { Happening } from "./happening.ts";
import type { EventBody } from "./messages/event.ts";
import { tell } from "./tell.ts";

const ENDS: ReadonlySet<EventBody["type"]> = new Set<EventBody["type"]>(["step.completed", "decision.made", "approval.decided"]);

/**
 * Watchers hear of each step that has ended and of what comes next, in one message for one decision; not who is handed the next step by
 * it, as that says the same, and not of a step that repeats.
 */
export const tellProgress = (h: Happening): void => {
  const { status, watchers, steps } = h.instance();
  const ended = h.events.findLast(({ body, step }) => ENDS.has(body.type) && step !== undefined && steps[step]?.status === "done");
  if (status !== "running" || ended?.step === undefined) return;
  const started = new Set(h.events.flatMap(({ body }) => (body.type === "step.activated" ? [body.pick.owner] : [])));
  tell(
    h,
    "progress",
    watchers.filter((person) => !started.has(person)),
    { step: ended.step },
  );
};
