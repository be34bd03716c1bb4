import type { Problem } from "./problem.ts";

export const MAX_BYTES = 1024 * 1024;

type ReadText = { readonly text: string } | { readonly problem: Problem };

// What no editor shows and no database or Slack message takes: controls, marks that reorder what is read, lone surrogates. Joiners may stay.
const UNREADABLE = /[^\P{Cc}\t\n\r]|[^\P{Cf}\u200c\u200d]|[\p{Cs}\u2028\u2029\ufffe\uffff]/u;

/** The text of a definition file, or why its bytes cannot be one. */
export const readText = (file: string, bytes: Uint8Array): ReadText => {
  if (bytes.byteLength > MAX_BYTES) return refuse(file, 1, 1, "the file is too large", "at most 1 MB");
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  if (text.startsWith("\ufeff")) return refuse(file, 1, 1, "the file begins with a byte order mark", "UTF-8 without a byte order mark");
  const broken = text.indexOf("\ufffd");
  if (broken >= 0) return refuseAt(file, text, broken, "a character that is not UTF-8", "UTF-8");
  const bad = unreadable(text);
  return bad === undefined ? { text } : refuseAt(file, text, bad.index, bad.message, "text that a person can see");
};

/** The first character that a person cannot see, if there is one. */
export const unreadable = (text: string): { readonly index: number; readonly message: string } | undefined => {
  const found = UNREADABLE.exec(text);
  if (found === null) return undefined;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return { index: found.index, message: `an invisible character (U+${code})` };
};

const refuseAt = (file: string, text: string, index: number, message: string, expected: string): ReadText => {
  const before = text.slice(0, index).split("\n");
  return refuse(file, before.length, (before.at(-1)?.length ?? 0) + 1, message, expected);
};

const refuse = (file: string, line: number, column: number, message: string, expected: string): ReadText => ({
  problem: { severity: "mistake", rule: "readableText", file, line, column, message, expected, nearest: undefined },
});
