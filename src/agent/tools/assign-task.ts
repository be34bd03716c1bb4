import { z } from "zod";
import { isWrong, NO_OUTSIDER, participantIn } from "../scope.ts";
import { noteOf, onStep } from "./step-acts.ts";
import { STEP, WORDS, writeTool } from "./tool.ts";

export const assignTaskTool = writeTool(
  { name: "assign_task", description: "Proposes to the team's lead that somebody of the case takes a step over." },
  { step: STEP, to: z.string().min(1).max(300).describe("Their id"), note: WORDS.optional() },
  (input, desk) => {
    const on = onStep(desk, input.step);
    const to = participantIn(desk.file, input.to);
    const note = noteOf(input.note);
    if (isWrong(on)) return on;
    if (isWrong(note)) return note;
    return to === undefined ? { wrong: NO_OUTSIDER } : { type: "ReassignStep", ...on, to, ...note };
  },
);
