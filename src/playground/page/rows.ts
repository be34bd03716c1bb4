import type { World } from "../api.ts";
import type { Desk } from "./desk.ts";
import type { Reading } from "./reading.ts";

/** What every row of a conversation shares. */
export interface Rows {
  readonly shortcuts: World["shortcuts"];
  readonly bot: World["bot"];
  readonly reading: Reading;
  readonly act: Desk["act"];
  readonly openThread: (ts: string) => void;
  /** Threads have no threads. */
  readonly inThread: boolean;
}
