import type { Decider } from "../decider.ts";
import type { ReportUndelivered } from "../messages/machine-command.ts";
import { processOwner } from "../people.ts";
import { tell } from "../tell.ts";

/** A message is given up: the trace says so, and the process owner learns that somebody was not told. */
export const reportUndelivered: Decider<ReportUndelivered> = (h, { message, reason, person, lasting }) => {
  h.emit({ type: "delivery.failed", message, why: reason, person }, { verdict: "WARN", rule: "delivery" });
  // Where nothing can be said, the process owner learns it once for all cases (`RecordTrouble`), not once for each message.
  if (lasting === true) return undefined;
  const name = person === undefined ? undefined : (h.context.directory.people.get(person)?.name ?? person);
  tell(h, "delivery-failed", processOwner(h), { detail: name === undefined ? reason : `${name}: ${reason}` });
  return undefined;
};
