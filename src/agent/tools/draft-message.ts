import { z } from "zod";
import { isWrong, stepIn } from "../scope.ts";
import { STEP, writeTool } from "./tool.ts";

export const draftMessageTool = writeTool(
  {
    name: "draft_message",
    description:
      "Prepares a message that the workflow has by this name. The workflow says to whom; nothing is sent before a person approves it.",
  },
  { message: z.string().min(1).max(80), step: STEP.optional() },
  ({ message, step: asked }, { file }) => {
    const draft = { type: "DraftMessage", instance: file.instance.id, message } as const;
    if (asked === undefined) return draft;
    const step = stepIn(file, asked);
    return isWrong(step) ? step : { ...draft, step: step.key };
  },
);
