import { unescapeOnce } from "./entities.ts";
import type { Inline } from "./inline.ts";
import { safeUrl } from "./safe-url.ts";

const WORD = String.raw`[\p{L}\p{N}]`;
const mark = (sign: string): string =>
  String.raw`(?<!${WORD}|[${sign}])[${sign}](?=[^\s${sign}])([^${sign}\n]*)(?<=\S)[${sign}](?!${WORD}|[${sign}])`;

/** Code, `<...>`, bold, italic, struck, emoji: one group each, in this order. */
const TOKEN = new RegExp(
  [String.raw`\x60([^\x60\n]+)\x60`, "<([^<>\\n]*)>", mark("*"), mark("_"), mark("~"), ":([a-z0-9_+-]+):"].join("|"),
  "gu",
);

/** Deeper than anybody nests formatting. */
const DEEPEST = 6;

const text = (written: string): Inline[] => (written === "" ? [] : [{ kind: "text", text: unescapeOnce(written) }]);

const split = (written: string): readonly [string, string | undefined] => {
  const at = written.indexOf("|");
  return at < 0 ? [written, undefined] : [written.slice(0, at), written.slice(at + 1)];
};

const DATE = /^!date\^(-?\d{1,12})\^([^^|]*)(?:\^([^|]*))?$/;

const special = (what: string, label: string | undefined): Inline | undefined => {
  const [, seconds, format = "", url] = DATE.exec(what) ?? [];
  if (seconds !== undefined) {
    return { kind: "date", seconds: Number(seconds), format: unescapeOnce(format), url: safeUrl(url), fallback: unescapeOnce(label ?? "") };
  }
  const [, range] = /^!(here|channel|everyone)$/.exec(what) ?? [];
  if (range !== undefined) return { kind: "broadcast", range };
  const [, group] = /^!subteam\^(\w+)$/.exec(what) ?? [];
  return group === undefined ? undefined : { kind: "group", id: group, label };
};

const mentioned = (what: string, label: string | undefined): Inline | undefined => {
  const [, sigil, id = ""] = /^([@#])([A-Z0-9]+)$/.exec(what) ?? [];
  return sigil === undefined ? undefined : { kind: sigil === "@" ? "user" : "channel", id, label: label && unescapeOnce(label) };
};

const link = (what: string, label: string | undefined): Inline | undefined => {
  const url = safeUrl(unescapeOnce(what));
  return url === undefined ? undefined : { kind: "link", url, parts: text(label || what.replace(/^mailto:/, "")) };
};

/** What stands between `<` and `>`; as it was written when it is nothing that Slack knows, or leads where it may not. */
const angled = (written: string): Inline => {
  const [what, label] = split(written);
  return special(what, label) ?? mentioned(what, label) ?? link(what, label) ?? { kind: "text", text: unescapeOnce(`<${written}>`) };
};

const TAGS = ["b", "i", "s"] as const;

const tokenOf = (match: RegExpExecArray, depth: number): Inline => {
  const [all, code, angle, bold, italic, struck, emoji] = match;
  if (code !== undefined) return { kind: "code", text: unescapeOnce(code) };
  if (angle !== undefined) return angled(angle);
  if (emoji !== undefined) return { kind: "emoji", name: emoji };
  const which = [bold, italic, struck].findIndex((each) => each !== undefined);
  const tag = TAGS[which];
  return tag === undefined
    ? { kind: "text", text: all }
    : { kind: "styled", tag, parts: parseInline([bold, italic, struck][which] ?? "", depth + 1) };
};

/** A line or more of mrkdwn, without quotes and fences. */
export const parseInline = (written: string, depth = 0): readonly Inline[] => {
  if (depth > DEEPEST) return text(written);
  const parts: Inline[] = [];
  let behind = 0;
  for (const match of written.matchAll(TOKEN)) {
    parts.push(...text(written.slice(behind, match.index)), tokenOf(match, depth));
    behind = match.index + match[0].length;
  }
  return [...parts, ...text(written.slice(behind))];
};
