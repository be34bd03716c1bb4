import { LANGUAGES, type Language } from "../../insights/wording/language.ts";

/** How each is called in each of them, without accents. */
const NAMES: { readonly [L in Language]: string } = {
  English: "english|englisch|inglese|anglais|ingles",
  German: "german|deutsch|tedesco|allemand|aleman",
  Italian: "italian|italienisch|italiano|italien",
  French: "french|franzosisch|francese|francais|frances",
  Spanish: "spanish|spanisch|spagnolo|espagnol|espanol",
};

/** May follow what asks for words: *in German*, *auf Deutsch*, *en français*. */
export const LANGUAGE_AFTER = `(?: (?:in|auf|en) (?<language>${Object.values(NAMES).join("|")}))?`;

export const languageNamed = (name: string): Language | undefined =>
  LANGUAGES.find((language) => NAMES[language].split("|").includes(name.toLowerCase()));
