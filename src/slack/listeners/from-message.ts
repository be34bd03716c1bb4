import type { Definition } from "../../engine/definition.ts";

const TELLING = /descri|summary|detail|request|reason|notes?$|what|about/i;

/** A message's words fill in the input that tells what it is about: one named so, else the first text that is not the case's name. */
export const fromMessage = (definition: Definition, words: string | undefined): Readonly<Record<string, string>> => {
  const texts = definition.inputs.filter(({ type, name, personal }) => type === "text" && name !== definition.case.key && !personal);
  const field = texts.find(({ name, label }) => TELLING.test(name) || TELLING.test(label)) ?? texts[0];
  return words === undefined || words === "" || field === undefined ? {} : { [field.name]: words };
};
