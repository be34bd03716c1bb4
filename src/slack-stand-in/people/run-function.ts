import { randomUUID } from "node:crypto";
import type { Acknowledgement } from "../delivery/acknowledgement.ts";
import type { Outbox } from "../delivery/outbox.ts";
import type { Json } from "../json.ts";
import type { FunctionExecution } from "../workspace/state.ts";
import type { Workspace } from "../workspace/workspace.ts";

export interface FunctionRun {
  /** Changes in place when the app completes it. */
  readonly execution: FunctionExecution;
  readonly response: Acknowledgement;
}

/** Workflow Builder reaches one of the app's custom steps. */
export const runFunction = async (workspace: Workspace, outbox: Outbox, callbackId: string, inputs: Json): Promise<FunctionRun> => {
  const execution: FunctionExecution = { id: workspace.nextId("Fx"), callbackId, token: `xwfp-${randomUUID()}`, status: "running" };
  workspace.state.functions.set(execution.id, execution);
  const response = await outbox.event({
    type: "function_executed",
    function: {
      id: workspace.nextId("Fn"),
      callback_id: callbackId,
      title: callbackId,
      type: "app",
      app_id: workspace.app.id,
      input_parameters: [],
      output_parameters: [],
    },
    inputs,
    function_execution_id: execution.id,
    workflow_execution_id: workspace.nextId("Wx"),
    bot_access_token: execution.token,
    event_ts: workspace.nextTs(),
  });
  return { execution, response };
};
