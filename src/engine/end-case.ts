import { isWork } from "./evolve/fold.ts";
import type { Happening } from "./happening.ts";
import type { PersonId } from "./ids.ts";
import { answerable } from "./reach.ts";
import { tell } from "./tell.ts";

export interface CaseEnd {
  readonly by: PersonId | undefined;
  readonly outcome: string;
  readonly why: string | undefined;
  /** Rule path, where a rule of the definition ends it. */
  readonly rule?: string;
}

/** Ends a case before its steps have: watchers, and those who were at work on it, are told. */
export const endCase = (h: Happening, { by, outcome, why, rule }: CaseEnd): void => {
  const { watchers, steps } = h.instance();
  const atWork = Object.values(steps).filter(isWork).flatMap(answerable);
  h.emit({ type: "instance.cancelled", by, outcome, why }, rule === undefined ? {} : { rule });
  tell(h, "cancelled", [...new Set([...watchers, ...atWork])], { detail: why });
};
