import type { Instant, WorkspaceId } from "../../engine/ids.ts";

/** Domain schedules: swept like instances, on domain time, by whichever replica claims them. */
export interface Routines {
  /** Makes the routine known; an existing one keeps its next moment. */
  ensure(workspace: WorkspaceId, name: string, nextAt: Instant): Promise<void>;
  /** Claims what is due for `leaseMs` of machine time; its planned moment comes with it. */
  claim(workspace: WorkspaceId, now: Instant, leaseMs: number): Promise<readonly { readonly name: string; readonly nextAt: Instant }[]>;
  /** It ran: it is due again then. */
  ran(workspace: WorkspaceId, name: string, nextAt: Instant): Promise<void>;
}
