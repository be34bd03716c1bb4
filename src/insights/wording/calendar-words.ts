import type { Language } from "./language.ts";

// Times and numbers as words, in the languages of `LANGUAGES`, without accents and in small letters.

/** Those of a place in the year or the week, apart by `|`: what stands in one row is the same month or day. */
const MONTHS = [
  "january|jan|januar|janner|gennaio|janvier|enero",
  "february|feb|februar|febbraio|fevrier|febrero",
  "march|mar|marz|marzo|mars",
  "april|apr|aprile|avril|abril",
  "may|mai|maggio|mayo",
  "june|jun|juni|giugno|juin|junio",
  "july|jul|juli|luglio|juillet|julio",
  "august|aug|agosto|aout",
  "september|sep|sept|settembre|septembre|septiembre",
  "october|oct|oktober|okt|ottobre|octobre|octubre",
  "november|nov|novembre|noviembre",
  "december|dec|dezember|dez|dicembre|decembre|diciembre",
];
const DAYS = [
  "monday|mon|montag|lunedi|lundi|lunes",
  "tuesday|tue|dienstag|martedi|mardi|martes",
  "wednesday|wed|mittwoch|mercoledi|mercredi|miercoles",
  "thursday|thu|donnerstag|giovedi|jeudi|jueves",
  "friday|fri|freitag|venerdi|vendredi|viernes",
  "saturday|sat|samstag|sonnabend|sabato|samedi|sabado",
  "sunday|sun|sonntag|domenica|dimanche|domingo",
];
/** From two on: one is an article as well, as some others are words of another language (`sei`, `neuf`, `once`, `fast`), which are not here. */
const NUMBERS: readonly (readonly [string, string])[] = [
  ["2", "two|zwei|due|deux|dos"],
  ["3", "three|drei|tre|trois|tres"],
  ["4", "four|vier|quattro|quatre|cuatro"],
  ["5", "five|funf|cinque|cinq|cinco"],
  ["6", "six|sechs|seis"],
  ["7", "seven|sieben|sette|sept|siete"],
  ["8", "eight|acht|otto|huit|ocho"],
  ["9", "nine|neun|nove|nueve"],
  ["10", "ten|zehn|dieci|dix|diez"],
  ["11", "eleven|elf|undici|onze"],
  ["12", "twelve|zwolf|dodici|douze|doce|dozen|dutzend|dozzina|douzaine|docena"],
  ["13", "thirteen|dreizehn|tredici|treize|trece"],
  ["14", "fourteen|vierzehn|quattordici|quatorze|catorce"],
  ["15", "fifteen|funfzehn|quindici|quinze|quince"],
  ["16", "sixteen|sechzehn|sedici|seize|dieciseis"],
  ["17", "seventeen|siebzehn|diciassette|diecisiete"],
  ["18", "eighteen|achtzehn|diciotto|dieciocho"],
  ["19", "nineteen|neunzehn|diciannove|diecinueve"],
  ["20", "twenty|zwanzig|venti|vingt|veinte"],
  ["30", "thirty|dreissig|trenta|trente|treinta"],
  ["40", "forty|vierzig|quaranta|quarante|cuarenta"],
  ["50", "fifty|funfzig|cinquanta|cinquante|cincuenta"],
  ["60", "sixty|sechzig|sessanta|soixante|sesenta"],
  ["70", "seventy|siebzig|settanta|septante|setenta"],
  ["80", "eighty|achtzig|ottanta|ochenta"],
  ["90", "ninety|neunzig|novanta|nonante|noventa"],
  ["100", "hundred|hundert|cento|cent|cien|ciento"],
  ["1000", "thousand|tausend|mille|mila|mil"],
  ["1000000", "million|millionen|millione|milioni|millions|millones"],
];

/** Numbers of one language that say something else in another. */
const SAYS_ELSE: { readonly [L in Language]?: readonly string[] } = { English: ["due", "cent", "seize"], French: ["due", "tres"] };

const table = (rows: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
  new Map(rows.flatMap(([value, words]) => words.split("|").map((word) => [word, value] as const)));

const places = (kind: string, rows: readonly string[]): readonly (readonly [string, string])[] =>
  rows.map((words, n) => [`${kind} ${n + 1}`, words] as const);

/** Words that are a month only beside a number: `may`, `mar`, `mai` say other things as well. */
const UNSURE: ReadonlySet<string> = new Set([
  "may",
  "mai",
  "mar",
  "march",
  "mars",
  "dec",
  "sept",
  "jun",
  "jul",
  "jan",
  "apr",
  "sat",
  "sun",
  "mon",
  "wed",
]);

/** Written as one word: `einundzwanzig`, `ventidue`, `veintitrés`. What it comes to is not reckoned: only the word itself says the same. */
const COMPOUND =
  /^\p{L}+und(?:zwanzig|dreissig|(?:vier|funf|sech|sieb|acht|neun)zig)$|^(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)[ai]?(?:uno|due|tre|quattro|cinque|sei|sette|otto|nove)$|^veinti\p{L}+$/u;

const countOf = (word: string): string | undefined => COUNTS.get(word) ?? (COMPOUND.test(word) ? word : undefined);

const CALENDAR = table([...places("month", MONTHS), ...places("day", DAYS)]);
const COUNTS = table(NUMBERS);

/** Time that is counted from a day on which nobody knows when it is read. */
const RELATIVE =
  /(?<!\p{L})(?:today|tonight|tomorrow|yesterday|heute|morgen|gestern|ubermorgen|oggi|stasera|domani|ieri|aujourd'hui|demain|hoy|manana|ayer|(?:next|last|this|nachste[nrs]?|letzte[nrs]?|diese[nrs]?|prossim[oa]|scors[oa]|quest[oa]|proxim[oa]|pasad[oa]|est[ea]|cette|ce) (?:week|month|quarter|year|woche|monat|quartal|jahr|settimana|mese|trimestre|anno|semana|mes|ano|semaine|mois|annee)|(?:la )?(?:settimana|semaine|semana) (?:prossima|scorsa|prochaine|derniere|proxima|pasada))(?!\p{L})/gu;

const plain = (text: string): string =>
  text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("’", "'").replaceAll("ß", "ss").toLowerCase();

interface Word {
  readonly word: string;
  readonly besideNumber: boolean;
}

const wordsIn = (text: string): readonly Word[] => {
  const pieces = plain(text).match(/\p{L}+|\d+/gu) ?? [];
  const isNumber = (piece: string | undefined): boolean => piece !== undefined && /^\d/.test(piece);
  // `20 de noviembre`, `20. November`, `November 20`.
  const before = (n: number): string | undefined => (/^(?:de|of|di)$/.test(pieces[n - 1] ?? "") ? pieces[n - 2] : pieces[n - 1]);
  return pieces.map((word, n) => ({ word, besideNumber: isNumber(before(n)) || isNumber(pieces[n + 1]) }));
};

/** Months and days of the week that a text names, whatever its language, with the word that names each. */
export const calendarIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    wordsIn(text).flatMap(({ word, besideNumber }) => {
      const place = CALENDAR.get(word);
      return place === undefined || (UNSURE.has(word) && !besideNumber) ? [] : [[place, word] as const];
    }),
  );

/** Numbers that it says in words, as digits where one word is one number. */
export const countsIn = (text: string, language: Language): ReadonlyMap<string, string> =>
  new Map(
    wordsIn(text).flatMap(({ word }) => {
      const count = SAYS_ELSE[language]?.includes(word) === true ? undefined : countOf(word);
      return count === undefined ? [] : [[count, word] as const];
    }),
  );

export const relativeTimesIn = (text: string): readonly string[] => plain(text).match(RELATIVE) ?? [];
