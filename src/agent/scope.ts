import type { CaseFile } from "../application/case-file.ts";
import type { Definition } from "../engine/definition.ts";
import type { PersonId, StepKey } from "../engine/ids.ts";
import type { Step } from "../engine/instance.ts";
import { personAt } from "../engine/people.ts";
import { participantsOf } from "../engine/roles.ts";
import type { Value } from "../engine/value.ts";
import { cleanText } from "./controls/clean-text.ts";

// A run is about one case and its participants. What a model names beyond them is an error of its call, whoever talked it into that.

/** What a call asked for and does not get, in words that the model can read. */
export interface Wrong {
  readonly wrong: string;
}

export const isWrong = (value: object): value is Wrong => "wrong" in value;

/** By its key, its id as people write it, or its own id. */
export const isThisCase = ({ instance }: CaseFile, asked: string): boolean =>
  [instance.id, instance.caseId, instance.caseKey].includes(asked.trim());

export const otherCase = (file: CaseFile): Wrong => ({ wrong: `You work on the case ${file.instance.caseId} only.` });

export const stepIn = (file: CaseFile, asked: string): Step | Wrong => {
  const key = asked.trim();
  if (Object.hasOwn(file.instance.steps, key)) return file.instance.steps[key as StepKey] as Step; // It is an own key.
  return { wrong: `This case has no step ${JSON.stringify(asked)}. It has: ${Object.keys(file.instance.steps).join(", ")}.` };
};

export const participantIn = (file: CaseFile, asked: string): PersonId | undefined => {
  const person = personAt(file.directory, asked.trim());
  return person !== undefined && participantsOf(file).includes(person) ? person : undefined;
};

export const NO_OUTSIDER = "Only somebody who takes part in this case can be named. get_people_and_load lists them.";

/** Whoever a message of the definition goes to is named by a person. */
export const addressed = (definition: Definition): ReadonlySet<string> =>
  new Set(Object.values(definition.messages).flatMap(({ to }) => to.flatMap((who) => (who.who === "input" ? [who.input] : []))));

/** Values that would bring somebody in who has no part in the case: nobody is reached because a model named them. */
export const bringsOutsiders = (file: CaseFile, definition: Definition, values: Readonly<Record<string, Value>>): Wrong | undefined => {
  const recipients = addressed(definition);
  const named = Object.entries(values).filter(([name, value]) => {
    if (value === null || typeof value !== "string") return false;
    if (recipients.has(name)) return true;
    return personAt(file.directory, value) !== undefined && participantIn(file, value) === undefined;
  });
  if (named.length === 0) return undefined;
  return { wrong: `A person must say who this is, you cannot: ${named.map(([name]) => name).join(", ")}. ${NO_OUTSIDER}` };
};

const MENTION = /<\s*[!@#]|@\s*(?:channel|here|everyone)\b/iu;

/** Words as they may stand in a case: clean, and calling nobody. */
export const plainWords = (text: string): string | Wrong => {
  const words = cleanText(text).trim();
  if (words === "") return { wrong: "There is nothing in that text." };
  return MENTION.test(words) ? { wrong: "A text can mention neither people nor channels: name them without @ and <>." } : words;
};
