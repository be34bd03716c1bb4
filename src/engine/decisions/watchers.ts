import type { Decider } from "../decider.ts";
import type { ChangeWatchers } from "../messages/command.ts";
import { isHere } from "../people.ts";
import { actorOf } from "../tell.ts";

/** Watchers are told, never asked. Whoever is unknown or has left cannot be told anything. */
export const changeWatchers: Decider<ChangeWatchers> = (h, { add = [], remove = [] }) => {
  const gone = add.filter((person) => !isHere(h.context.directory, person));
  if (gone.length > 0)
    return { code: "invalid", message: `Nobody here is known as ${gone.join(", ")}.`, fields: { watchers: "Not known here." } };
  const before = h.instance().watchers;
  const watchers = [...new Set([...before, ...add])].filter((person) => !remove.includes(person));
  if (watchers.length === before.length && watchers.every((person) => before.includes(person))) return undefined;
  h.emit({ type: "watchers.changed", by: actorOf(h), watchers }, { rule: "watchers" });
  return undefined;
};
