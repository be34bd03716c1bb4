import { isWrong } from "../scope.ts";
import { noteOf, onStep } from "./step-acts.ts";
import { STEP, WORDS, writeTool } from "./tool.ts";

export const unblockStepTool = writeTool(
  { name: "unblock_step", description: "Says that a step is no longer blocked." },
  { step: STEP, note: WORDS.optional() },
  (input, desk) => {
    const on = onStep(desk, input.step);
    const note = noteOf(input.note);
    if (isWrong(on)) return on;
    return isWrong(note) ? note : { type: "UnblockStep", ...on, ...note };
  },
);
