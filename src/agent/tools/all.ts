import { addNoteTool } from "./add-note.ts";
import { assignTaskTool } from "./assign-task.ts";
import { blockStepTool } from "./block-step.ts";
import { completeStepTool } from "./complete-step.ts";
import { draftMessageTool } from "./draft-message.ts";
import { escalateBlockerTool } from "./escalate-blocker.ts";
import { extendTool } from "./extend.ts";
import { findSimilarCasesTool } from "./find-similar-cases.ts";
import { getHistoryTool } from "./get-history.ts";
import { getPeopleAndLoadTool } from "./get-people-and-load.ts";
import { getWorkflowStateTool } from "./get-workflow-state.ts";
import { provideInputTool } from "./provide-input.ts";
import { startWorkflowTool } from "./start-workflow.ts";
import type { Tool } from "./tool.ts";
import { unblockStepTool } from "./unblock-step.ts";

/** Everything that a run may be given: it gets those that its pattern names. */
export const TOOLS: readonly Tool[] = [
  getWorkflowStateTool,
  getHistoryTool,
  getPeopleAndLoadTool,
  findSimilarCasesTool,
  completeStepTool,
  blockStepTool,
  unblockStepTool,
  addNoteTool,
  extendTool,
  assignTaskTool,
  escalateBlockerTool,
  draftMessageTool,
  startWorkflowTool,
  provideInputTool,
];
