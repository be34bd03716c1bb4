import { groupLines } from "./group-lines.ts";
import type { Inline, Passage } from "./inline.ts";
import { parseInline } from "./parse-inline.ts";
import { safeUrl } from "./safe-url.ts";

/** Code, link or picture, bold, struck, italic; what Markdown does not know is then read for mentions, dates and emoji. */
const TOKEN =
  /`([^`\n]+)`|!?\[([^[\]\n]*)\]\(([^()\s]+)\)|\*\*(?=\S)([^\n]+?)\*\*|__(?=\S)([^\n_]+)__|~~(?=\S)([^\n~]+)~~|(?<![\w*])[*](?=[^\s*])([^*\n]+)[*](?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+)_(?![\w_])/gu;

const DEEPEST = 6;

const plain = (text: string): Inline[] =>
  text
    .split(/(<[^<>\n]*>)/)
    .flatMap((part) => (/^<.*>$/.test(part) ? [...parseInline(part)] : part === "" ? [] : [{ kind: "text", text: part }]));

const linked = (label: string, address: string, all: string, depth: number): Inline => {
  const url = safeUrl(address);
  return url === undefined ? { kind: "text", text: all } : { kind: "link", url, parts: inline(label || address, depth + 1) };
};

const tokenOf = (match: RegExpExecArray, depth: number): Inline => {
  const [all, code, label, address, bold, bold2, struck, italic, italic2] = match;
  if (code !== undefined) return { kind: "code", text: code };
  if (address !== undefined) return linked(label ?? "", address, all, depth);
  const tag = (bold ?? bold2) !== undefined ? "b" : struck !== undefined ? "s" : "i";
  return { kind: "styled", tag, parts: inline(bold ?? bold2 ?? struck ?? italic ?? italic2 ?? "", depth + 1) };
};

const inline = (written: string, depth = 0): readonly Inline[] => {
  if (depth > DEEPEST) return plain(written);
  const parts: Inline[] = [];
  let behind = 0;
  for (const match of written.matchAll(TOKEN)) {
    parts.push(...plain(written.slice(behind, match.index)), tokenOf(match, depth));
    behind = match.index + match[0].length;
  }
  return [...parts, ...plain(written.slice(behind))];
};

type Kind = "heading" | "rule" | "quote" | "bullets" | "numbers" | "table" | "blank" | "text";

const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ["blank", /^\s*$/],
  ["heading", /^#{1,6} +\S/],
  ["rule", /^ {0,3}([-*_])( *\1){2,} *$/],
  ["quote", /^>/],
  ["bullets", /^ *[-*+] +\S/],
  ["numbers", /^ *\d{1,9}[.)] +\S/],
  ["table", /^\|.*\|\s*$/],
];

const kindOf = (line: string): Kind => KINDS.find(([, pattern]) => pattern.test(line))?.[0] ?? "text";

const item = (line: string) => {
  const [, space = "", rest = ""] = /^( *)(?:[-*+]|\d{1,9}[.)]) +(.*)$/.exec(line) ?? [];
  return { indent: Math.min(4, Math.floor(space.length / 2)), parts: inline(rest) };
};

const cells = (row: string): (readonly Inline[])[] =>
  row
    .trim()
    .slice(1, -1)
    .split("|")
    .map((cell) => inline(cell.trim()));

const isRuler = (line: string | undefined): boolean => line !== undefined && /^\|[\s:|-]+\|\s*$/.test(line);

const table = (lines: readonly string[]): Passage => {
  const [head, ruler, ...rows] = lines;
  return isRuler(ruler)
    ? { kind: "table", head: cells(head ?? ""), rows: rows.map(cells) }
    : { kind: "text", parts: inline(lines.join("\n")) };
};

const PASSAGES: Readonly<Record<Kind, (lines: readonly string[]) => readonly Passage[]>> = {
  blank: () => [],
  heading: (lines) =>
    lines.map((line) => ({ kind: "heading", level: Math.min(3, line.indexOf(" ")), parts: inline(line.replace(/^#+ +/, "").trimEnd()) })),
  rule: (lines) => lines.map(() => ({ kind: "rule" })),
  quote: (lines) => [{ kind: "quote", passages: parseLines(lines.map((line) => line.replace(/^(?:> ?)+/, ""))) }],
  bullets: (lines) => [{ kind: "list", ordered: false, start: 1, items: lines.map(item) }],
  numbers: (lines) => [{ kind: "list", ordered: true, start: Number.parseInt(lines[0] ?? "1", 10), items: lines.map(item) }],
  table: (lines) => [table(lines)],
  text: (lines) => [{ kind: "text", parts: inline(lines.join("\n")) }],
};

const parseLines = (lines: readonly string[]): readonly Passage[] =>
  groupLines(lines, kindOf).flatMap(({ kind, lines: of }) => PASSAGES[kind](of));

/** Markdown as a `markdown` block has it: what Slack draws of it, and no HTML. */
export const parseMarkdown = (text: string): readonly Passage[] =>
  text.split(/(^```[^\n]*\n[\s\S]*?\n```[ \t]*$)/m).flatMap((part): readonly Passage[] => {
    const [, code] = /^```[^\n]*\n([\s\S]*?)\n```[ \t]*$/.exec(part) ?? [];
    return code === undefined ? parseLines(part.split("\n")) : [{ kind: "code", text: code }];
  });
