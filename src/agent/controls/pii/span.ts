export type Kind = "SECRET" | "EMAIL" | "IBAN" | "CARD" | "PHONE" | "PERSON" | "TEXT";

/** A part of a text, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a pattern holds; of a group `x`, that alone. The pattern has the flag `g`. */
export const spansOf = (pattern: RegExp, text: string): readonly Span[] =>
  Array.from(text.matchAll(pattern), (match) => {
    const { x: part } = match.groups ?? {};
    const start = part === undefined ? match.index : match.index + match[0].lastIndexOf(part);
    return { start, end: start + (part ?? match[0]).length };
  });
