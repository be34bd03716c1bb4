import { isWrong, plainWords, stepIn } from "../scope.ts";
import { STEP, WORDS, writeTool } from "./tool.ts";

export const addNoteTool = writeTool(
  { name: "add_note", description: "Keeps a note with the case, shown in its thread." },
  { text: WORDS, step: STEP.optional() },
  ({ text, step: asked }, { file }) => {
    const words = plainWords(text);
    if (typeof words !== "string") return words;
    const note = { type: "AddNote", instance: file.instance.id, text: words } as const;
    if (asked === undefined) return note;
    const step = stepIn(file, asked);
    return isWrong(step) ? step : { ...note, step: step.key };
  },
);
