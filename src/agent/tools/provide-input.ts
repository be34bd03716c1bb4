import { isWrong } from "../scope.ts";
import { valuesOf } from "./step-acts.ts";
import { VALUES, writeTool } from "./tool.ts";

export const provideInputTool = writeTool(
  { name: "provide_input", description: "Gives information that the case still misses." },
  { inputs: VALUES.min(1) },
  ({ inputs }, desk) => {
    const given = valuesOf(desk, desk.file.definition, desk.file.definition.inputs, inputs);
    return isWrong(given) ? given : { type: "ProvideInput", instance: desk.file.instance.id, inputs: given.values };
  },
);
