import type { Decider } from "../decider.ts";
import { invariant } from "../invariant.ts";
import type { ReadTrace } from "../messages/command.ts";
import { actorOf } from "../tell.ts";

/** Whoever reads or exports the trace leaves a row in it. */
export const readTrace: Decider<ReadTrace> = (h, { how }) => {
  const by = actorOf(h);
  invariant(by !== undefined, "a trace is read by a person");
  h.emit({ type: "trace.read", by, how }, { rule: "access.audit" });
  return undefined;
};
