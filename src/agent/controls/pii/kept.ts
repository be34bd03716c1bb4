import { type Span, spansOf } from "./span.ts";

/** Slack's own marks, exactly: what only looks like one is text. */
const MARKS =
  /<(?:@[UW][A-Z0-9]{2,20}|#[CG][A-Z0-9]{2,20}|!(?:here|channel|everyone|subteam\^S[A-Z0-9]{2,20}|date\^\d{1,12}\^[^<>|]{0,100}))(?:\|[^<>|]{0,100})?>/g;

/** Numbers in them are no telephone's, account's or card's. */
const PLACES = /https?:\/\/[^\s<>|"]{1,4000}|(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/gi;

const AMOUNT = "\\d{1,3}(?:[ .,'’\\u00a0\\u202f]\\d{3}){1,5}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?";
const MONEY = "[€$£¥]|EUR|USD|GBP|CHF|euros?|dollars?|dollari|dólares|pounds?|francs?|Franken";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const MONTH = "(?:0?[1-9]|1[0-2])";

const NUMBERS: readonly RegExp[] = [
  // 2026-03-12, with a time
  /(?<![\p{L}\p{N}+])(?:19|20)\d\d([-/.])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?(?!\p{N}|[./-]\p{N})/gu,
  // 12.03.2026, 3/12/26
  new RegExp(
    `(?<![\\p{L}\\p{N}+]|\\p{N}[./-])(?:${DAY}[./-]${MONTH}|${MONTH}/${DAY})[./-](?:(?:19|20)\\d\\d|\\d\\d)(?!\\p{N}|[./-]\\p{N}|[ ]\\d\\d[ ./-]\\d\\d(?![\\p{N}:]))`,
    "gu",
  ),
  /(?<![\p{N}+])\d{1,2}:\d{2}(?::\d{2})?(?!\p{N})/gu,
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${MONEY})[ \\u00a0\\u202f]?(?:${AMOUNT})(?![\\p{L}\\p{N}]|[.,]\\p{N})`, "gu"),
  new RegExp(`(?<![\\p{L}\\p{N}+.,]|\\p{N}[ \\u00a0\\u202f])(?:${AMOUNT})[ \\u00a0\\u202f]?(?:%|(?:${MONEY})(?!\\p{L}))`, "gu"),
  // 2024-0847, CLM-2024-0847, #48213, PO/2026/00417
  /(?<![\p{L}\p{N}+]|\p{N}[ ./-])(?:19|20)\d\d[-/]\d{3,7}(?!\p{N}|[ ./-]\p{N})/gu,
  /(?<![\p{L}\p{N}])(?!(?:TEL|FAX|MOB|CELL|T|F|M|H|P)(?![\p{L}]))\p{Lu}[\p{Lu}\d]{0,9}(?:[-_/]\d{1,12}){1,4}(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])#\d{1,15}(?!\p{N})/gu,
  // A message's place in Slack, an address on a network
  /(?<![\p{L}\p{N}.])\d{10}\.\d{6}(?![\p{N}.])/gu,
  /(?<![\p{L}\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?!\p{N}|\.\p{N})/gu,
];

export const findMarks = (text: string): readonly Span[] => spansOf(MARKS, text);
export const findPlaces = (text: string): readonly Span[] => spansOf(PLACES, text);

/** Dates, times, amounts, case keys: what is a number and nobody's. */
export const findNumbers = (text: string): readonly Span[] => NUMBERS.flatMap((pattern) => spansOf(pattern, text));

/** Wherever these words stand as they are. */
export const findWords = (text: string, words: readonly string[]): readonly Span[] =>
  words
    .filter((word) => word !== "")
    .flatMap((word) => {
      const spans: Span[] = [];
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length))
        spans.push({ start: at, end: at + word.length });
      return spans;
    });
