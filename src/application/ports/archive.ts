import type { Definition } from "../../engine/definition.ts";
import type { Instant, VersionHash, WorkflowId, WorkspaceId } from "../../engine/ids.ts";

/** A version as it is kept: whole, for ever, with its source and its Git commit if there is one. */
export interface ArchivedDefinition {
  readonly definition: Definition;
  readonly source: string;
  readonly gitCommit: string | undefined;
}

/** Where versions are kept, so that running instances keep theirs. */
export interface Archive {
  version(workspace: WorkspaceId, hash: VersionHash): Promise<Definition | undefined>;
  /** What was current when the process last ran: the last good version of each workflow. */
  current(workspace: WorkspaceId): Promise<readonly Definition[]>;
  /** Stores new versions, makes these the current ones, and keeps the directory; what is stored already stays as it is. */
  save(
    workspace: WorkspaceId,
    definitions: readonly ArchivedDefinition[],
    directory: { readonly hash: VersionHash; readonly normalised: unknown },
    now: Instant,
  ): Promise<void>;
  /** No file of these workflows is left: nothing new starts, running instances go on. */
  retire(workspace: WorkspaceId, workflows: readonly WorkflowId[]): Promise<void>;
}
