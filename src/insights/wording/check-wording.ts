import { calendarIn, countsIn, relativeTimesIn } from "./calendar-words.ts";
import type { Language } from "./language.ts";

/** A fact in plain words, as a text is made of it. `hears` says who may read it. */
export interface PlainFact<H extends "internal" | "customer" = "internal" | "customer"> {
  readonly id: string;
  readonly hears: H;
  readonly words: string;
  /** Where it is from, with its id. */
  readonly source: string;
  /** A text that leaves it out says something else. */
  readonly mustBeSaid: boolean;
}

/** A sentence with the ids of the facts that it says. */
export interface WordedSentence {
  readonly words: string;
  readonly facts: readonly string[];
}

export interface Measure {
  readonly facts: readonly PlainFact[];
  /** Of everybody who is known: nobody is named whom its facts do not name. */
  readonly names: readonly string[];
  readonly language: Language;
}

const LONGEST = { sentences: 40, sentence: 400, facts: 4 } as const;

/** With its thousands apart or not, it is the same number. */
const numberOf = (token: string): string => (/^\d{1,3}(?:[.,'’ ]\d{3})+$/.test(token) ? token.replaceAll(/\D/g, "") : token);

const numbersIn = (text: string): readonly string[] => (text.match(/\d+(?:[.,:/'’-]\d+)*/g) ?? []).map(numberOf);

/** Digits of another script are taken one by one. */
const signsIn = (text: string): readonly string[] => text.match(/[€$£¥%]|[^\P{N}\d]/gu) ?? [];

const linksIn = (text: string): readonly string[] =>
  text.match(/[\w.+-]+@[\w.-]+|\w+:\/\/\S+|(?<![\w@])(?:[\p{L}\d-]+\.)+\p{L}{2,}(?:\/\S*)?/giu) ?? [];

/** What calls somebody in Slack, or might. */
const MENTION = /[<>]|(?<![\w.+-])@/;

/** Apart at an apostrophe: `Anna's`, `d'Anna`. */
const lettersOf = (text: string): readonly string[] => text.match(/\p{L}[\p{L}\p{M}-]*/gu) ?? [];

const known = (facts: string): ReadonlySet<string> => new Set(lettersOf(facts).map((word) => word.toLowerCase()));

const CAPITAL = /^\p{Lu}/u;
/** English says *I* and its months with a capital, which are looked at by themselves. */
const isAlwaysCapital = (word: string): boolean => word === "I" || calendarIn(`1 ${word}`).size > 0;

/** Names that its facts do not have. German writes every noun with a capital: there it takes two in a row to be a name. */
const strangersIn = (text: string, facts: string, { names, language }: Measure): readonly string[] => {
  const said = known(facts);
  const isUnknown = (word: string | undefined): boolean =>
    word !== undefined && CAPITAL.test(word) && !said.has(word.toLowerCase()) && !isAlwaysCapital(word);
  const parts = new Set(names.flatMap(lettersOf).filter((part) => part.length > 2));
  const people = lettersOf(text).filter((word) => isUnknown(word) && parts.has(word));
  // The first word of a sentence has a capital whatever it is.
  const inside = text.split(/[.!?:]\s+/).flatMap((sentence) => [lettersOf(sentence).slice(1)]);
  const others = inside.flatMap((words) =>
    words.filter((word, n) => isUnknown(word) && (language !== "German" || isUnknown(words[n + 1]) || isUnknown(words[n - 1]))),
  );
  return [...people, ...others];
};

const quote = (word: string): string => `"${word.slice(0, 60)}"`;

/** What a sentence says that stands in none of its facts. */
const beyond = (words: string, facts: string, measure: Measure): string | undefined => {
  const numbers = new Set(numbersIn(facts));
  const counts = countsIn(facts, "English");
  const lowered = facts.toLowerCase();
  const calendar = calendarIn(facts);
  const times = relativeTimesIn(facts);
  return [
    ...numbersIn(words).filter((number) => !numbers.has(number)),
    ...[...countsIn(words, measure.language)].filter(([number]) => !numbers.has(number) && !counts.has(number)).map(([, word]) => word),
    ...[...calendarIn(words)].filter(([place]) => !calendar.has(place)).map(([, word]) => word),
    ...relativeTimesIn(words).filter((time) => !times.includes(time)),
    ...signsIn(words).filter((sign) => !facts.includes(sign)),
    ...linksIn(words).filter((link) => !lowered.includes(link.toLowerCase())),
    ...strangersIn(words, facts, measure),
  ][0];
};

/** `１５` and `½` are numbers as well. */
const plainly = (text: string): string => text.normalize("NFKC");

const wrongInSentence = ({ words, facts }: WordedSentence, measure: Measure): string | undefined => {
  if (words.trim() === "" || words.length > LONGEST.sentence || words.includes("\n"))
    return `a sentence is empty, has several lines, or is longer than ${LONGEST.sentence} characters`;
  if (facts.length === 0) return `${quote(words)} names no fact`;
  if (facts.length > LONGEST.facts) return `${quote(words)} names more than ${LONGEST.facts} facts`;
  const unknown = facts.find((id) => !measure.facts.some((fact) => fact.id === id));
  if (unknown !== undefined) return `there is no fact ${quote(unknown)}`;
  if (MENTION.test(words)) return `${quote(words)} has a mention in it, or could`;
  const said = measure.facts.filter(({ id }) => facts.includes(id)).map((fact) => fact.words);
  const stranger = beyond(plainly(words), plainly(said.join("\n")), measure);
  return stranger === undefined ? undefined : `${quote(stranger)} stands in none of ${facts.join(", ")}`;
};

/**
 * What keeps words from being used; undefined where nothing does. Each sentence names facts that were given, and no number, date, amount,
 * name, mention or link stands in it that is not theirs; nothing is left out that must be said.
 */
export const wrongWith = (sentences: readonly WordedSentence[], measure: Measure): string | undefined => {
  if (sentences.length === 0) return "there is no sentence";
  if (sentences.length > LONGEST.sentences) return `there are more than ${LONGEST.sentences} sentences`;
  const wrong = sentences.map((sentence) => wrongInSentence(sentence, measure)).find((each) => each !== undefined);
  if (wrong !== undefined) return wrong;
  const left = measure.facts.find(({ id, mustBeSaid }) => mustBeSaid && !sentences.some(({ facts }) => facts.includes(id)));
  return left === undefined ? undefined : `${left.id} is left out`;
};
