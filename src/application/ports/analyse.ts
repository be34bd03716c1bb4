import type { PersonId, WorkflowId, WorkspaceId } from "../../engine/ids.ts";
import type { Analysis } from "../../insights/watch/analysis.ts";
import type { WatchRow } from "../../insights/watch/rows.ts";
import type { CaseFile } from "../case-file.ts";

/** The open cases of one workflow, as the sweep knows them. */
export interface Watched {
  readonly workspace: WorkspaceId;
  readonly workflow: WorkflowId;
  /** On whose behalf: whoever owns the process. */
  readonly person: PersonId;
  readonly run: string;
  readonly rows: readonly WatchRow[];
  /** Of the rows. */
  readonly files: readonly CaseFile[];
  readonly signal?: AbortSignal;
}

/** What a model makes of the rows; whatever it names is among them. Undefined where it makes nothing that holds, and the log says why. */
export type Analyse = (watched: Watched) => Promise<Analysis | undefined>;
