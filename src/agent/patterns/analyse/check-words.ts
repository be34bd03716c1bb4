import type { CaseFile } from "../../../application/case-file.ts";
import type { PersonId } from "../../../engine/ids.ts";
import { participantsOf } from "../../../engine/roles.ts";
import { plainWords } from "../../scope.ts";
import type { Labels } from "./labels.ts";

const LONGEST_WORDS = 400;
const LABEL = /\b([CPR])\d+\b/g;

/** The words alone, so that a name is found whatever stands around it. */
const folded = (text: string): string =>
  ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(" ")} `;

const isNamed = (text: string, name: string): boolean => folded(name).trim() !== "" && folded(text).includes(folded(name));

const namesOutsiders = (text: string, about: readonly CaseFile[]): boolean => {
  const inside = new Set(about.flatMap((file) => participantsOf(file)));
  const people = about[0]?.directory.people ?? new Map<PersonId, { readonly name: string }>();
  return [...people].some(([id, { name }]) => !inside.has(id) && isNamed(text, name));
};

/**
 * A model's words as people read them: names for the labels it was given, about the cases given and nobody outside them. Undefined where
 * they are too long, call somebody, or name what they are not about.
 */
export const checkedWords = (said: string, about: readonly CaseFile[], { cases, people }: Labels): string | undefined => {
  const words = said.length > LONGEST_WORDS ? undefined : plainWords(said);
  if (typeof words !== "string" || namesOutsiders(words, about)) return undefined;
  const inside = new Set(about.flatMap((file) => participantsOf(file)));
  let holds = true;
  const named = words.replace(LABEL, (label) => {
    const person = people.get(label);
    const file = cases.get(label);
    const isInside = person === undefined ? file !== undefined && about.includes(file) : inside.has(person);
    holds &&= isInside;
    return person === undefined ? (file?.instance.caseId ?? label) : (about[0]?.directory.people.get(person)?.name ?? label);
  });
  return holds ? named : undefined;
};
