import type { WorkflowFolder } from "../../src/application/ports/workflow-folder.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { openWorkflowFolder } from "../../src/definitions/workflow-folder.ts";

/** A folder that is read on this thread. */
export const workflowFolder = (folder: string, now: () => number = Date.now): WorkflowFolder =>
  openWorkflowFolder({ folder, load: loadDefinitions, clock: { now } });
