import { z } from "zod";
import { isWrong, plainWords } from "../scope.ts";
import { onStep } from "./step-acts.ts";
import { STEP, TIME, WORDS, writeTool } from "./tool.ts";

export const blockStepTool = writeTool(
  { name: "block_step", description: "Says that a step is blocked: by what, on whom it waits, and until when if that is known." },
  { step: STEP, reason: WORDS, on: z.enum(["customer", "vendor", "person", "other"]), until: TIME.optional() },
  ({ step, reason, on: waitingOn, until }, desk) => {
    const on = onStep(desk, step);
    const words = plainWords(reason);
    if (isWrong(on)) return on;
    if (typeof words !== "string") return words;
    return { type: "BlockStep", ...on, reason: words, on: waitingOn, ...(until === undefined ? {} : { until: Date.parse(until) }) };
  },
);
