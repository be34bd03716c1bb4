import type { Decider } from "../decider.ts";
import { isWork } from "../evolve/fold.ts";
import type { Happening } from "../happening.ts";
import type { PersonId } from "../ids.ts";
import type { PauseInstance } from "../messages/command.ts";
import { answerable } from "../reach.ts";
import { actorOf, tell } from "../tell.ts";

/** Stops a case's clocks. Those at work on it and the watchers are told, for it is the last thing they hear until it is resumed. */
export const pauseInstance: Decider<PauseInstance> = (h, { reason }) => {
  if (h.instance().status === "paused") return undefined;
  h.emit({ type: "instance.paused", by: actorOf(h), why: reason });
  tell(h, "paused", concernedBy(h), { detail: reason });
  return undefined;
};

/** Watchers, and whoever something is expected of now. */
export const concernedBy = (h: Happening): readonly PersonId[] => {
  const { watchers, steps } = h.instance();
  return [...new Set([...watchers, ...Object.values(steps).filter(isWork).flatMap(answerable)])];
};
