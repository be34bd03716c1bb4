import type { Span } from "./span.ts";

const LONGEST_NAME = 64;
const LONGEST_HOST = 255;
const NAME = /[\p{L}\p{N}._%+'-]*$/u;
const HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}/u;

/** Around each `@`, as far as an address can reach. */
const addressAt = (text: string, at: number): Span | undefined => {
  const name = NAME.exec(text.slice(Math.max(0, at - LONGEST_NAME), at))?.[0].replace(/^['.]+/, "") ?? "";
  const host = HOST.exec(text.slice(at + 1, at + 1 + LONGEST_HOST))?.[0];
  // An address of a repository is nobody's.
  if (name === "" || name === "git" || host === undefined) return undefined;
  return { start: at - name.length, end: at + 1 + host.length };
};

export const findEmails = (text: string): readonly Span[] => {
  const spans: Span[] = [];
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const span = addressAt(text, at);
    if (span !== undefined) spans.push(span);
  }
  return spans;
};
