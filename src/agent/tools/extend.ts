import { isWrong, plainWords } from "../scope.ts";
import { onStep } from "./step-acts.ts";
import { STEP, TIME, WORDS, writeTool } from "./tool.ts";

export const extendTool = writeTool(
  { name: "extend", description: "Asks for a later due date of a step, with the reason. Only people can give it: the answer says who." },
  { step: STEP, until: TIME, reason: WORDS },
  ({ step, until, reason }, desk) => {
    const on = onStep(desk, step);
    const words = plainWords(reason);
    if (isWrong(on)) return on;
    return typeof words === "string" ? { type: "ExtendStep", ...on, until: Date.parse(until), reason: words } : words;
  },
);
