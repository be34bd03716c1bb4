import { z } from "zod";
import { coerceValue } from "../../application/coerce-values.ts";
import type { Field, FieldType } from "../../engine/definition.ts";
import type { Directory } from "../../engine/directory.ts";
import type { Value } from "../../engine/value.ts";
import { cleanText } from "../controls/clean-text.ts";
import { quoted } from "../tools/tell-case.ts";

/** What a model says that a message gives. */
export const Given = z.strictObject({
  name: z.string().describe("Name of the field, as it stands in the list"),
  value: z.string().describe("The value: an option exactly as listed, a day as YYYY-MM-DD, a number in digits, else as it is written"),
  words: z.string().describe("The words of the message that say so, copied exactly"),
});
export type Given = z.infer<typeof Given>;

export const folded = (text: string): string => cleanText(text).normalize("NFKC").replaceAll(/\s+/g, " ").trim();

/** Only what the message itself says counts. */
export const isBackedBy = (words: string, message: string): boolean => folded(words) !== "" && folded(message).includes(folded(words));

const digits = (text: string): string => text.replaceAll(/\D/g, "");

const MENTION = /@?\b([UW][A-Z0-9]{4,})\b/;

/** Words of the writer's own stand as they wrote them; a number has the digits that they wrote. */
const BACKED: { readonly [T in FieldType]?: (given: Given) => boolean } = {
  text: ({ value, words }) => folded(words).includes(folded(value)),
  email: ({ value, words }) => folded(words).toLowerCase().includes(folded(value).toLowerCase()),
  url: ({ value, words }) => folded(words).includes(folded(value)),
  number: ({ value, words }) => digits(words).includes(digits(value)) && digits(value) !== "",
  money: ({ value, words }) => digits(words).includes(digits(value)) && digits(value) !== "",
  person: ({ words }) => MENTION.test(words),
  file: () => false,
};

interface Checking {
  readonly message: string;
  readonly directory: Directory;
}

const heldBy = (field: Field, given: Given, { message, directory }: Checking): Value | undefined => {
  if (!isBackedBy(given.words, message) || BACKED[field.type]?.(given) === false) return undefined;
  const raw = field.type === "person" ? MENTION.exec(given.words)?.[1] : given.value;
  const coerced = coerceValue(field, raw, directory);
  return coerced.ok && coerced.value !== null ? coerced.value : undefined;
};

/** The values that hold, by the names of their fields; what is not backed by words of the message is not there. */
export const backedInputs = (fields: readonly Field[], given: readonly Given[], checking: Checking): Readonly<Record<string, Value>> => {
  const values: Record<string, Value> = {};
  for (const each of given) {
    const field = fields.find(({ name }) => name === each.name);
    const value = field && heldBy(field, each, checking);
    if (field !== undefined && value !== undefined) values[field.name] = value;
  }
  return values;
};

const MOST_OPTIONS = 30;

/** A field as it is listed: `region (choice: "north", "south"): "Region"`. */
export const fieldLine = ({ name, type, options, label }: Field): string => {
  const listed = options.slice(0, MOST_OPTIONS).map((each) => quoted(each, 60));
  return `${name} (${type}${listed.length === 0 ? "" : `: ${listed.join(", ")}`}): ${quoted(label || name, 80)}`;
};
