import { describe, expect, it } from "vitest";
import { customerFacts, plainFacts } from "../../src/insights/updates.ts";
import { type PlainFact, type WordedSentence, wrongWith } from "../../src/insights/wording/check-wording.ts";
import type { Language } from "../../src/insights/wording/language.ts";

const fact = (id: string, words: string, mustBeSaid = false): PlainFact => ({
  id,
  hears: "internal",
  words,
  source: `${id}, here`,
  mustBeSaid,
});

const FACTS: readonly PlainFact[] = [
  fact("F1", "The work is under way"),
  fact("F2", "2 of 6 steps are done"),
  fact("F3", "Connect single sign-on is blocked on the customer since Fri 20 Nov 2026 15:00 (Europe/Rome): Rita has certificate.pem"),
  fact("F4", "It is expected to cost €3,000 and 10 % more"),
  fact("F5", "Sign it is with Anna Berg, due tomorrow, see https://acme.example/c"),
];
const NAMES = ["Anna Berg", "Mark Ross"];

const wrong = (words: string, facts: readonly string[] = ["F1"], language: Language = "English"): string | undefined =>
  wrongWith([{ words, facts }], { facts: FACTS, names: NAMES, language });

type Said = readonly [words: string, facts: readonly string[], language?: Language];
const rows = (all: readonly Said[]) => all.map((said) => ({ said, words: said[0] }));
const titled = (all: readonly (readonly [title: string, ...said: Said])[]) =>
  all.map(([title, ...said]) => ({ title, said, words: said[0] }));

describe("words of a model hold against their facts", () => {
  it.each(
    rows([
      ["The work is under way.", ["F1"]],
      ["Two of 6 steps are done.", ["F2"]],
      ["2 von 6 Schritten sind erledigt.", ["F2"], "German"],
      ["Due passi su sei sono conclusi.", ["F2"], "Italian"],
      ["It has been blocked since 20 November 2026, 15:00.", ["F3"]],
      ["Es wartet seit Freitag, dem 20. November 2026, auf den Kunden.", ["F3"], "German"],
      ["Está parado desde el viernes 20 de noviembre de 2026.", ["F3"], "Spanish"],
      ["C’est bloqué depuis le vendredi 20 novembre 2026.", ["F3"], "French"],
      ["È fermo da venerdì 20 novembre 2026.", ["F3"], "Italian"],
      ["It may cost €3000, and 10 % more.", ["F4"]],
      ["Es kostet voraussichtlich €3.000.", ["F4"], "German"],
      ["It is with Anna, due tomorrow: https://acme.example/c", ["F5"]],
      ["The work is due.", ["F1"]],
      ["Le travail est très avancé.", ["F1"], "French"],
      ["I am told that Rita has certificate.pem.", ["F3"]],
      ["I'm told that it waits for Rita's certificate.pem.", ["F3"]],
      ["We seize nothing: the work is under way.", ["F1"]],
    ]),
  )("as does $words", ({ said }) => expect(wrong(...said)).toBeUndefined());

  it.each([
    ["a sentence without facts", "names no fact", []],
    ["a fact that was not given", 'no fact "F9"', ["F1", "F9"]],
    ["more facts than a sentence can say", "more than 4 facts", ["F1", "F2", "F3", "F4", "F5"]],
  ])("%s is refused", (_, why, facts) => expect(wrong("The work is under way.", facts)).toContain(why));

  it.each(
    titled([
      ["a number", "3 of 6 steps are done.", ["F2"]],
      ["a number of another fact", "6 steps are blocked.", ["F3"]],
      ["a number in words", "Three steps are done.", ["F2"]],
      ["a number between twelve and twenty", "It takes fifteen days.", ["F2"]],
      ["tens", "Seventy users wait.", ["F2"]],
      ["a compound", "Es dauert einundzwanzig Tage.", ["F2"], "German"],
      ["a compound in Italian", "Mancano ventidue giorni.", ["F2"], "Italian"],
      ["a compound in Spanish", "Faltan veintitrés días.", ["F2"], "Spanish"],
      ["digits of another width", "It is １５ days late.", ["F2"]],
      ["digits of another script", "It is ١٥ days late.", ["F2"]],
      ["a fraction", "It is ½ done.", ["F2"]],
      ["somebody's name with an s", "Mark's review is due.", ["F1"]],
      ["somebody's name after an apostrophe", "On attend l’avis d’Anna.", ["F1"], "French"],
      ["an amount", "It costs €30,000.", ["F4"]],
      ["a currency", "It costs $3,000.", ["F4"]],
      ["a share", "10 % is done.", ["F3"]],
      ["a month", "It waits since 20 December 2026.", ["F3"]],
      ["a month in another language", "Es wartet seit dem 20. Dezember 2026.", ["F3"], "German"],
      ["a short month", "Blocked since 20 Mar 2026.", ["F3"]],
      ["a weekday", "It waits since Monday.", ["F3"]],
      ["a time", "It waits since 16:00.", ["F3"]],
      ["a day that moves", "It will be done tomorrow.", ["F1"]],
      ["a day that moves, elsewhere", "Es wird nächste Woche fertig.", ["F1"], "German"],
      ["a colleague", "The work is with Mark.", ["F1"]],
      ["a colleague at its beginning", "Anna is at work.", ["F1"]],
      ["a stranger", "The work is with John Smith.", ["F1"]],
      ["a stranger among nouns", "Die Arbeit liegt bei John Smith.", ["F1"], "German"],
      ["a link", "See https://evil.example now.", ["F1"]],
      ["a bare address", "See evil.example now.", ["F1"]],
      ["an address of mail", "Write to me@evil.example.", ["F1"]],
    ]),
  )("$title that stands in none of them is refused: $words", ({ said }) => expect(wrong(...said)).toMatch(/stands in none of/));

  it.each(["The work is done, <!channel>.", "Ask <@U1>.", "Ask @anna.", "@here the work is under way."])(
    "a mention is refused: %s",
    (words) => expect(wrong(words)).toContain("mention"),
  );

  it("what is too long, empty or on several lines is refused", () => {
    for (const words of ["", " ", "a\nb", "a".repeat(401)]) expect(wrong(words)).toContain("empty");
    const sentence: WordedSentence = { words: "The work is under way.", facts: ["F1"] };
    const measure = { facts: FACTS, names: NAMES, language: "English" } as const;
    expect(wrongWith([], measure)).toBe("there is no sentence");
    expect(
      wrongWith(
        Array.from({ length: 41 }, () => sentence),
        measure,
      ),
    ).toContain("more than 40");
  });

  it("leaving out what must be said is refused", () => {
    const facts = [fact("F1", "The work is under way"), fact("F2", "We are waiting for you", true)];
    const measure = { facts, names: [], language: "English" } as const;
    expect(wrongWith([{ words: "The work is under way.", facts: ["F1"] }], measure)).toBe("F2 is left out");
  });
});

describe("the facts of a customer's wording", () => {
  it("are a customer's: an internal fact does not fit in", () => {
    const shown = { words: () => "words", source: () => "F1" };
    const internal = { id: "F1", kind: "stuck", hears: "internal", words: [], source: { place: "here" } } as const;
    const heard: readonly PlainFact<"customer">[] = plainFacts(customerFacts([internal]), shown);
    expect(heard).toEqual([]);
    // @ts-expect-error What is internal is no customer's fact: that is its type.
    const leaked: readonly PlainFact<"customer">[] = plainFacts([internal], shown);
    expect(leaked).toHaveLength(1);
  });
});
