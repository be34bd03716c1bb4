import type { Json } from "../../api.ts";
import { isJson, listOf, stringOf } from "./json.ts";

// What is typed in a field of formatted text: *bold*, _italic_, and lines that begin with "- ", as one types them in Slack.

const STYLED = /(?<![\p{L}\d*_])([*_])(\S(?:[^*_\n]*\S)?)\1(?![\p{L}\d*_])/gu;
const ITEM = /^[-•] (.*)$/;

const words = (text: string, style?: "bold" | "italic"): readonly Json[] =>
  text === "" ? [] : [{ type: "text", text, ...(style === undefined ? {} : { style: { [style]: true } }) }];

const section = (text: string): Json => {
  const parts: Json[] = [];
  let from = 0;
  for (const { 0: whole, 1: sign, 2: inner = "", index } of text.matchAll(STYLED)) {
    parts.push(...words(text.slice(from, index)), ...words(inner, sign === "*" ? "bold" : "italic"));
    from = index + whole.length;
  }
  return { type: "rich_text_section", elements: [...parts, ...words(text.slice(from))] };
};

const passage = (isList: boolean, lines: readonly string[]): Json =>
  isList
    ? { type: "rich_text_list", style: "bullet", elements: lines.map((line) => section(ITEM.exec(line)?.[1] ?? "")) }
    : section(lines.join("\n"));

/** Lines that follow one another and are of one kind, together. */
const runsOf = (lines: readonly string[]): readonly { readonly isList: boolean; readonly lines: readonly string[] }[] => {
  const runs: { readonly isList: boolean; readonly lines: string[] }[] = [];
  for (const line of lines) {
    const isList = ITEM.test(line);
    const last = runs.at(-1);
    if (last?.isList === isList) last.lines.push(line);
    else runs.push({ isList, lines: [line] });
  }
  return runs;
};

/** What somebody typed, as Slack's field makes rich text of it; null when it is nothing. */
export const typedAsRichText = (text: string): Json | null => {
  const passages = runsOf(text.split("\n"))
    .map(({ isList, lines }) => passage(isList, lines))
    .filter(({ elements }) => listOf(elements).length > 0);
  return passages.length === 0 ? null : { type: "rich_text", elements: passages };
};

const signOf = (style: unknown): string => (isJson(style) ? (style.bold === true ? "*" : style.italic === true ? "_" : "") : "");

const typedLine = (part: Json): string => {
  if (Array.isArray(part.elements)) return listOf(part.elements).map(typedLine).join("");
  const sign = signOf(part.style);
  return `${sign}${stringOf(part.text)}${sign}`;
};

const typedPassage = (part: Json): string =>
  part.type === "rich_text_list"
    ? listOf(part.elements)
        .map((item) => `- ${typedLine(item)}`)
        .join("\n")
    : typedLine(part);

/** A rich text as one would have typed it, to go on typing. */
export const typedIn = (richText: unknown): string => (isJson(richText) ? listOf(richText.elements).map(typedPassage).join("\n") : "");
