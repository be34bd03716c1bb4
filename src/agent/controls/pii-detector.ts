import { createHash } from "node:crypto";
import type { CountryCode } from "libphonenumber-js/max";
import { findCards } from "./pii/cards.ts";
import { findEmails } from "./pii/emails.ts";
import { findIbans } from "./pii/ibans.ts";
import { findMarks, findNumbers, findPlaces, findWords } from "./pii/kept.ts";
import { findNames } from "./pii/names.ts";
import { findPhones } from "./pii/phones.ts";
import { findSecrets } from "./pii/secrets.ts";
import { type Kind, type Span, spansOf } from "./pii/span.ts";

export interface Detecting {
  /** Nothing but keys, tokens and passwords: those are kept from a model always. */
  readonly secretsOnly: boolean;
  readonly regions: readonly CountryCode[];
  readonly names: readonly string[];
  /** What is never taken for a number: case keys. */
  readonly keep: readonly string[];
}

interface Found extends Span {
  /** Undefined: it stays. */
  readonly kind: Kind | undefined;
}

const TOKEN = /\[(?:SECRET|EMAIL|IBAN|CARD|PHONE|PERSON|TEXT)_\d{1,6}\]/g;
export const LONGEST_TOKEN = "[SECRET_999999]".length;

type Finder = readonly [kind: Kind | undefined, find: (text: string, given: Detecting) => readonly Span[]];

// One after the other, each on what those before it left.
const FINDERS: readonly Finder[] = [
  // What somebody wrote that looks like a token of ours would come back as what the token stands for.
  ["TEXT", (text) => spansOf(TOKEN, text)],
  [undefined, findMarks],
  ["SECRET", findSecrets],
  ["EMAIL", findEmails],
  [undefined, findPlaces],
  [undefined, (text, { keep }) => findWords(text, keep)],
  ["IBAN", findIbans],
  ["CARD", findCards],
  [undefined, findNumbers],
  ["PHONE", (text, { regions }) => findPhones(text, regions)],
  ["PERSON", (text, { names }) => findNames(text, names)],
];

const merged = (spans: readonly Span[]): readonly Span[] => {
  const whole: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = whole.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else whole.push({ start, end });
  }
  return whole;
};

/** As long as it was, with nothing in the places that were found. */
const blanked = (text: string, spans: readonly Span[]): string => {
  const pieces = spans.flatMap(({ start, end }, n) => [text.slice(spans[n - 1]?.end ?? 0, start), ";".repeat(end - start)]);
  return [...pieces, text.slice(spans.at(-1)?.end ?? 0)].join("");
};

/** Until secrets are found. */
const ALWAYS = FINDERS.slice(0, FINDERS.findIndex(([kind]) => kind === "SECRET") + 1);

const findAll = (text: string, given: Detecting): readonly Found[] => {
  let left = text;
  const all: Found[][] = [];
  for (const [kind, find] of given.secretsOnly ? ALWAYS : FINDERS) {
    const spans = merged(find(left, given));
    if (spans.length === 0) continue;
    all.push(spans.map((span) => ({ ...span, kind })));
    left = blanked(left, spans);
  }
  return all.flat().sort((a, b) => a.start - b.start);
};

/** Puts tokens for personal values, and the values back; what a token stands for never leaves it. */
export interface PiiDetector {
  hide(text: string): string;
  /** Secrets stay tokens: nobody says them again. */
  restore(text: string): string;
  /** A hash of what the tokens stand for; undefined where there is none. */
  meaning(): string | undefined;
  /** How many different values of each kind were hidden, in words; undefined where none was. */
  hidden(): string | undefined;
}

export const createPiiDetector = (given: Detecting): PiiDetector => {
  const tokens = new Map<string, string>();
  const values = new Map<string, string>();
  const counts = new Map<Kind, number>();
  const tokenOf = (kind: Kind, value: string): string => {
    const known = tokens.get(`${kind} ${value}`);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    const token = `[${kind}_${count}]`;
    counts.set(kind, count);
    tokens.set(`${kind} ${value}`, token);
    if (kind !== "SECRET") values.set(token, value);
    return token;
  };
  return {
    hide: (text) => {
      const found = findAll(text, given).filter((span): span is Found & { kind: Kind } => span.kind !== undefined);
      const pieces = found.flatMap(({ start, end, kind }, n) => [
        text.slice(found[n - 1]?.end ?? 0, start),
        tokenOf(kind, text.slice(start, end)),
      ]);
      return [...pieces, text.slice(found.at(-1)?.end ?? 0)].join("");
    },
    restore: (text) => text.replace(TOKEN, (token) => values.get(token) ?? token),
    meaning: () => {
      if (values.size === 0) return undefined;
      return createHash("sha256")
        .update(JSON.stringify([...values]))
        .digest("hex");
    },
    hidden: () => {
      const said = [...counts].filter(([kind]) => kind !== "TEXT").map(([kind, count]) => `${count} ${kind}`);
      return said.length === 0 ? undefined : said.join(", ");
    },
  };
};
