import type { Definition } from "./definition.ts";
import type { StartWorkflow } from "./messages/command.ts";
import { isTextRef } from "./value.ts";

/** What makes two spellings the same case: trimmed, NFKC, case-folded (`STRASSE` and `Straße` are one). */
export const caseKeyOf = (typed: string): string => typed.trim().normalize("NFKC").toUpperCase().toLowerCase();

/** The case as it was typed into a start; undefined when it was left out. A personal one is read from beside the command. */
export const caseIdOf = (definition: Definition, command: Pick<StartWorkflow, "inputs" | "personal">): string | undefined => {
  const stored = command.inputs[definition.case.key];
  const typed = isTextRef(stored) ? command.personal?.[definition.case.key] : stored;
  const text = typed === undefined || typed === null ? "" : String(typed).trim();
  return text === "" ? undefined : text;
};
