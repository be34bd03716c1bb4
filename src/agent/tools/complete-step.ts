import { isWrong } from "../scope.ts";
import { noteOf, onStep, valuesOf } from "./step-acts.ts";
import { STEP, VALUES, WORDS, writeTool } from "./tool.ts";

export const completeStepTool = writeTool(
  { name: "complete_step", description: "Says that a step is done, with the evidence it requires. Only where its owner has said so." },
  { step: STEP, evidence: VALUES.optional(), note: WORDS.optional().describe("Why you do it and not the owner") },
  (input, desk) => {
    const on = onStep(desk, input.step);
    if (isWrong(on)) return on;
    const fields = desk.file.definition.steps.find(({ key }) => key === on.step)?.evidence ?? [];
    const evidence = valuesOf(desk, desk.file.definition, fields, input.evidence ?? []);
    const note = noteOf(input.note);
    if (isWrong(evidence)) return evidence;
    if (isWrong(note)) return note;
    return { type: "CompleteStep", ...on, ...(input.evidence === undefined ? {} : { evidence: evidence.values }), ...note };
  },
);
