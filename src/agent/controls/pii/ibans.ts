import { countrySpecs, isValidIBAN } from "ibantools";
import type { Span } from "./span.ts";

const BEGINNING = /(?<![\p{L}\p{N}])[a-z]{2}[ ]?\d{2}(?=[ .-]?[a-z0-9])/giu;
const SEPARATOR = "[ .\\-\\u00a0\\u202f]";

/** So many letters and digits, a separator between any two at most. */
const numberOf = (length: number): RegExp => new RegExp(`[a-z0-9](?:${SEPARATOR}?[a-z0-9]){${length - 1}}(?![\\p{L}\\p{N}])`, "iuy");
const LENGTHS = new Map(Object.entries(countrySpecs).map(([country, { chars }]) => [country, chars]));
const BY_LENGTH = new Map([...LENGTHS.values()].flatMap((chars) => (typeof chars === "number" ? [[chars, numberOf(chars)]] : [])));

const readFrom = (text: string, start: number): Span | undefined => {
  const number = BY_LENGTH.get(LENGTHS.get(text.slice(start, start + 2).toUpperCase()) ?? 0);
  if (number === undefined) return undefined;
  number.lastIndex = start;
  const found = number.exec(text)?.[0];
  if (found === undefined || !isValidIBAN(found.replaceAll(/[^a-z0-9]/gi, "").toUpperCase())) return undefined;
  return { start, end: start + found.length };
};

/** Account numbers whose check digits are right. */
export const findIbans = (text: string): readonly Span[] =>
  Array.from(text.matchAll(BEGINNING), ({ index }) => readFrom(text, index) ?? []).flat();
