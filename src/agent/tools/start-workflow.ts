import { z } from "zod";
import { instanceCausedBy } from "../../application/run-action.ts";
import { WorkflowId } from "../../engine/ids.ts";
import { canStart } from "../../engine/may-see.ts";
import { isWrong } from "../scope.ts";
import { valuesOf } from "./step-acts.ts";
import { VALUES, writeTool } from "./tool.ts";

export const startWorkflowTool = writeTool(
  {
    name: "start_workflow",
    description: "Proposes to start another workflow because of this case. The person you act for is asked, where they may start it.",
  },
  { workflow: z.string().min(1).max(80), inputs: VALUES },
  (input, desk) => {
    const workflow = WorkflowId.safeParse(input.workflow).data;
    const definition = workflow === undefined ? undefined : desk.catalogue.current(workflow);
    if (definition === undefined) return { wrong: `There is no workflow ${JSON.stringify(input.workflow)}.` };
    // Nobody else is asked: what an agent read in this case is not for whoever owns that process.
    if (!canStart(definition, desk.file.directory, desk.person, false))
      return { wrong: "Whoever you act for may not start that workflow." };
    const inputs = valuesOf(desk, definition, definition.inputs, input.inputs);
    if (isWrong(inputs)) return inputs;
    return {
      type: "StartWorkflow",
      workflow: definition.workflow,
      newInstance: instanceCausedBy(`agent ${desk.file.instance.workspace} ${desk.act}`),
      inputs: inputs.values,
    };
  },
);
