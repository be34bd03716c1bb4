import type { Span } from "./span.ts";

const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;
/** Shorter parts of a name are words of some language. */
const SHORTEST_PART = 4;
/** Given names that are words, too: alone they are left. */
const WORDS = new Set(
  "will mark may june april august grace hope joy faith rose bill frank grant chase chance dean drew jack rich summer dawn earnest ernest pace luce bella serena vera gioia felice leo max pilar paz blanca luz clara claire aimée fleur reine christian ehre freie lange kurz klein gross große weiss weiß schwarz braun roth reich koch jung neumann bianchi rossi blanc petit grand roy long young green white black brown king bishop baker cook stone wood hill field banks price sharp case bond".split(
    " ",
  ),
);

const folded = (word: string): string => word.normalize("NFC").toLowerCase();

interface Word extends Span {
  readonly word: string;
}

const wordsOf = (text: string): readonly Word[] =>
  Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ word, start: index, end: index + word.length }));

/** Whole names by their first word; parts that stand for somebody on their own. */
interface Names {
  readonly whole: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly parts: ReadonlySet<string>;
}

const namesOf = (names: readonly string[]): Names => {
  const split = names.map((name) => wordsOf(name).map(({ word }) => folded(word))).filter((words) => words.length > 0);
  const whole = Map.groupBy(split, (words) => words[0] ?? "");
  for (const [first, list] of whole)
    whole.set(
      first,
      list.toSorted((a, b) => b.length - a.length),
    );
  const parts = split.flat().filter((part) => part.length >= SHORTEST_PART && !WORDS.has(part));
  return { whole, parts: new Set(parts) };
};

/** How many words from here on are a name. */
const reach = (names: Names, words: readonly Word[], at: number): number => {
  const first = words[at]?.word ?? "";
  const all = names.whole.get(folded(first)) ?? [];
  const found = all.find((name) => name.length > 1 && name.every((word, n) => folded(words[at + n]?.word ?? "") === word));
  if (found !== undefined) return found.length;
  // A part alone is a name when it is written like one.
  return names.parts.has(folded(first.replace(/['’]s$/, ""))) && /^\p{Lu}/u.test(first) ? 1 : 0;
};

/** The names of these people, whole in any case, or a part of one with a capital. */
export const findNames = (text: string, people: readonly string[]): readonly Span[] => {
  if (people.length === 0) return [];
  const names = namesOf(people);
  const words = wordsOf(text);
  const spans: Span[] = [];
  for (let at = 0; at < words.length; at++) {
    const count = reach(names, words, at);
    const [first, last] = [words[at], words[at + count - 1]];
    if (count === 0 || first === undefined || last === undefined) continue;
    const end = count === 1 ? first.start + first.word.replace(/['’]s$/, "").length : last.end;
    spans.push({ start: first.start, end });
    at += count - 1;
  }
  return spans;
};
