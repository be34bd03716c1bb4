import type { Definition } from "../../engine/definition.ts";
import type { Directory } from "../../engine/directory.ts";
import type { VersionHash, WorkflowId } from "../../engine/ids.ts";

/** Definitions and directory as loaded. Synchronous where a click needs it: it reads memory only. */
export interface Catalogue {
  /** Current version of a workflow; undefined when there is none of that name. */
  current(workflow: WorkflowId): Definition | undefined;
  all(): readonly Definition[];
  /** Any version that an instance may run on: from memory, else from the database. Undefined when it was never stored. */
  version(hash: VersionHash): Promise<Definition | undefined>;
  directory(): Directory;
}
