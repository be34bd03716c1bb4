import type { PersonId } from "../ids.ts";
import type { OnInstance, OnStep } from "./on-case.ts";

// What no person says: events, results, the clock.

/** A wait step's event; `data` is the event's own. The edge sends one command for each instance that waits for the type. */
export interface DeliverEvent extends OnInstance {
  readonly type: "DeliverEvent";
  readonly event: { readonly type: string; readonly id: string; readonly data: Readonly<Record<string, unknown>> };
}
export interface ReportActionResult extends OnStep {
  readonly type: "ReportActionResult";
  /** The alternative that was carried out, instead of the step's own action. */
  readonly alternative?: string;
  readonly ok: boolean;
  readonly detail?: string;
}
/** A message finally failed or was dropped: its last word in the trace. */
export interface ReportUndelivered extends OnInstance {
  readonly type: "ReportUndelivered";
  readonly message: string;
  readonly reason: string;
  readonly person?: PersonId;
  /** The process owner is told otherwise: once for all that cannot be said there. Here it is only a row. */
  readonly lasting?: boolean;
}
export interface Tick extends OnInstance {
  readonly type: "Tick";
}

export type MachineCommand = DeliverEvent | ReportActionResult | ReportUndelivered | Tick;
