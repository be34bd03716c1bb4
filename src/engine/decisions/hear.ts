import type { Decider } from "../decider.ts";
import { countAsHeard, saysSomething } from "../heard.ts";
import type { Hear } from "../messages/command.ts";

/** The owner wrote something: it counts as heard if it says something. What anybody else writes does not. */
export const hear: Decider<Hear> = (h, { step, text }) => {
  if (saysSomething(text)) countAsHeard(h, step);
  return undefined;
};
