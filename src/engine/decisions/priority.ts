import type { Decider } from "../decider.ts";
import type { SetPriority } from "../messages/command.ts";
import { actorOf } from "../tell.ts";

/** From now on a person's word counts, not the workflow's expression. */
export const setPriority: Decider<SetPriority> = (h, { priority }) => {
  const { priority: before, priorityFixed } = h.instance();
  if (before === priority && priorityFixed) return undefined;
  h.emit({ type: "priority.changed", by: actorOf(h), priority, fixed: true }, { rule: "priority" });
  return undefined;
};
