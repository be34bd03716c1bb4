import type { InstanceId, StepKey } from "../ids.ts";
import type { Envelope } from "./envelope.ts";

/** Names the instance (and step) it is about. `pass` is what the card showed: an act on an older pass is refused as stale. */
export interface OnInstance extends Envelope {
  readonly instance: InstanceId;
}
export interface OnStep extends OnInstance {
  readonly step: StepKey;
  readonly pass?: number | undefined;
}
