import { unescapeOnce } from "./entities.ts";
import { groupLines } from "./group-lines.ts";
import type { ListItem, Passage } from "./inline.ts";
import { parseInline } from "./parse-inline.ts";

type Kind = "text" | "quote" | "list";

const QUOTED = /^(?:>|&gt;) ?/;
const BULLET = /^( *)[•◦▪-] +(?=\S)/;

const kindOf = (line: string): Kind => {
  if (QUOTED.test(line)) return "quote";
  return BULLET.test(line) ? "list" : "text";
};

const item = (line: string): ListItem => ({
  indent: Math.min(4, Math.floor((BULLET.exec(line)?.[1] ?? "").length / 2)),
  parts: parseInline(line.replace(BULLET, "")),
});

const PASSAGES: Readonly<Record<Kind, (lines: readonly string[]) => Passage>> = {
  text: (lines) => ({ kind: "text", parts: parseInline(lines.join("\n")) }),
  // As in Slack, a quote is in no other quote.
  quote: (lines) => ({ kind: "quote", passages: [PASSAGES.text(lines.map((line) => line.replace(QUOTED, "")))] }),
  list: (lines) => ({ kind: "list", ordered: false, start: 1, items: lines.map(item) }),
};

const parseLines = (lines: readonly string[]): readonly Passage[] =>
  groupLines(lines, kindOf).map(({ kind, lines: of }) => PASSAGES[kind](of));

const unfenced = (text: string): readonly Passage[] => {
  const trimmed = text.replace(/^\n/, "").replace(/\n$/, "");
  return trimmed === "" ? [] : parseLines(trimmed.split("\n"));
};

/** Text in Slack's own markup. */
export const parseMrkdwn = (text: string): readonly Passage[] =>
  text.split(/(```[\s\S]+?```)/).flatMap((part): readonly Passage[] => {
    if (part.length < 7 || !part.startsWith("```")) return unfenced(part);
    return [{ kind: "code", text: unescapeOnce(part.slice(3, -3).replace(/^\n/, "").replace(/\n$/, "")) }];
  });
