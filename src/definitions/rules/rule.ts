import type { Within } from "../parse.ts";
import type { Path } from "../path.ts";
import type { DirectoryDocument } from "../schema/directory.ts";
import type { WorkflowDocument } from "../schema/workflow.ts";
import type { DirectoryNames } from "./directory-names.ts";
import type { StepGraph } from "./step-graph.ts";

/** What a rule says of a path; the place, the file and the rule's name are added by whoever runs it. */
export interface Finding {
  readonly path: Path;
  readonly on?: "key" | "value";
  readonly within?: Within;
  readonly message: string;
  readonly expected?: string | undefined;
  readonly nearest?: string | undefined;
}

/** What rules know of one workflow: its document as written, and what surrounds it. */
export interface WorkflowContext {
  readonly document: WorkflowDocument;
  readonly graph: StepGraph;
  /** Undefined when `teams.yaml` cannot be read: nobody is then called unknown. */
  readonly directory: DirectoryNames | undefined;
  /** Every workflow of the folder, by id. */
  readonly workflows: ReadonlyMap<string, WorkflowDocument>;
}

export type WorkflowRule = (context: WorkflowContext) => readonly Finding[];
export type DirectoryRule = (document: DirectoryDocument, names: DirectoryNames) => readonly Finding[];
