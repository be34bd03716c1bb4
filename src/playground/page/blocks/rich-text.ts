import type { Json } from "../../api.ts";
import type { Inline, Passage } from "../mrkdwn/inline.ts";
import { safeUrl } from "../mrkdwn/safe-url.ts";
import { isJson, listOf, stringOf } from "./json.ts";

const styled = (part: Inline, style: unknown): Inline => {
  if (!isJson(style)) return part;
  const inner: Inline = style.code === true && part.kind === "text" ? { kind: "code", text: part.text } : part;
  const tags = (["bold", "italic", "strike", "underline"] as const).filter((name) => style[name] === true);
  const letters = { bold: "b", italic: "i", strike: "s", underline: "u" } as const;
  return tags.reduce<Inline>((inside, name) => ({ kind: "styled", tag: letters[name], parts: [inside] }), inner);
};

const words = (text: string): Inline => ({ kind: "text", text });

/** Some clients send an emoji as its code points, `1f642-200d-2194-fe0f`. */
const unicode = (points: string): string | undefined => {
  const codes = points.split("-").map((point) => Number.parseInt(point, 16));
  return points !== "" && codes.every((code) => code > 0 && code <= 0x10_ff_ff) ? String.fromCodePoint(...codes) : undefined;
};

const emoji = (part: Json): Inline => {
  const sign = unicode(stringOf(part.unicode));
  return sign === undefined ? { kind: "emoji", name: stringOf(part.name) } : words(sign);
};

const link = (part: Json): Inline => {
  const url = safeUrl(part.url);
  const text = stringOf(part.text) || stringOf(part.url);
  return url === undefined ? words(text) : { kind: "link", url, parts: [words(text)] };
};

const date = (part: Json): Inline => ({
  kind: "date",
  seconds: Number(part.timestamp),
  format: stringOf(part.format),
  url: safeUrl(part.url),
  fallback: stringOf(part.fallback),
});

const INLINES: Readonly<Record<string, (part: Json) => Inline>> = {
  broadcast: (part) => ({ kind: "broadcast", range: stringOf(part.range) }),
  channel: (part) => ({ kind: "channel", id: stringOf(part.channel_id), label: undefined }),
  color: (part) => ({ kind: "color", value: stringOf(part.value) }),
  date,
  emoji,
  link,
  team: (part) => ({ kind: "group", id: stringOf(part.team_id), label: undefined }),
  text: (part) => words(stringOf(part.text)),
  user: (part) => ({ kind: "user", id: stringOf(part.user_id), label: undefined }),
  usergroup: (part) => ({ kind: "group", id: stringOf(part.usergroup_id), label: undefined }),
};

/** What is left of a kind that is not known: its text. */
const inlineOf = (unknown: (type: string) => void) => (part: Json) => {
  const type = String(part.type);
  const read = Object.hasOwn(INLINES, type) ? INLINES[type] : undefined;
  if (read !== undefined) return styled(read(part), part.style);
  unknown(type);
  return words(stringOf(part.text) || `[${type}]`);
};

const list = (part: Json, inlines: (of: unknown) => readonly Inline[]): Passage => ({
  kind: "list",
  ordered: part.style === "ordered",
  start: Number(part.offset ?? 0) + 1,
  items: listOf(part.elements).map(({ elements }) => ({ indent: Math.min(4, Number(part.indent ?? 0)), parts: inlines(elements) })),
});

/** The passages of a rich text; `unknown` hears of every kind in it that is not known. */
export const readRichText = (richText: Json, unknown: (type: string) => void): readonly Passage[] => {
  const inlines = (of: unknown): readonly Inline[] => listOf(of).map(inlineOf(unknown));
  const passages: Readonly<Record<string, (part: Json) => Passage>> = {
    rich_text_section: (part) => ({ kind: "text", parts: inlines(part.elements) }),
    rich_text_list: (part) => list(part, inlines),
    rich_text_quote: (part) => ({ kind: "quote", passages: [{ kind: "text", parts: inlines(part.elements) }] }),
    rich_text_preformatted: (part) => ({
      kind: "code",
      text: listOf(part.elements)
        .map(({ text, url }) => stringOf(text) || stringOf(url))
        .join(""),
    }),
  };
  return listOf(richText.elements).map((part) => {
    const type = String(part.type);
    const read = Object.hasOwn(passages, type) ? passages[type] : undefined;
    if (read !== undefined) return read(part);
    unknown(type);
    return { kind: "text", parts: [words(`[${type}]`)] };
  });
};
