import type { Decider } from "../decider.ts";
import type { ReportUndelivered } from "../messages/command.ts";
import { processOwner } from "../people.ts";
import { tell } from "../tell.ts";

/** A message is given up: the trace says so, and the process owner learns that somebody was not told. */
export const reportUndelivered: Decider<ReportUndelivered> = (h, { message, reason, person }) => {
  h.emit({ type: "delivery.failed", message, why: reason, person }, { verdict: "WARN", rule: "delivery" });
  // What cannot be said to the process owner either would be said for ever.
  if (message.includes("told:delivery-failed")) return undefined;
  const name = person === undefined ? undefined : (h.context.directory.people.get(person)?.name ?? person);
  tell(h, "delivery-failed", processOwner(h), { detail: name === undefined ? reason : `${name}: ${reason}` });
  return undefined;
};
