import { nearest } from "../../../engine/nearest.ts";

/** A slash command's words, understood as far as they go. */
export type Parsed =
  | { readonly verb: "welcome" | "help" | "mine" | "reload" }
  | { readonly verb: "start"; readonly name: string | undefined; readonly given: Readonly<Record<string, string>> }
  | { readonly verb: "status" | "board" | "charter"; readonly name: string | undefined }
  | { readonly verb: "pause" | "resume" | "cancel"; readonly name: string | undefined; readonly reason: string | undefined }
  | { readonly verb: "audit"; readonly name: string | undefined; readonly exported: "json" | "csv" | undefined }
  | { readonly verb: "unknown"; readonly word: string; readonly meant: string | undefined };

export const VERBS = ["start", "status", "mine", "board", "pause", "resume", "cancel", "charter", "audit", "reload", "help"] as const;

const OTHER_WORDS: Readonly<Record<string, (typeof VERBS)[number]>> = {
  begin: "start",
  new: "start",
  state: "status",
  list: "status",
  me: "mine",
  my: "mine",
  tasks: "mine",
  stop: "pause",
  continue: "resume",
  unpause: "resume",
  abort: "cancel",
  trace: "audit",
  history: "audit",
  log: "audit",
  "?": "help",
};

const QUOTED = `"[^"]*"|“[^”"]*[”"]|„[^“”]*[“”]|«[^»]*»|‘[^’]*’|(?<=^|\\s|=)'[^']*'(?=\\s|$)`;
const WORD = new RegExp(`(?:${QUOTED}|[^\\s"“„«])+|\\S`, "gu");
const QUOTE = new RegExp(QUOTED, "gu");

/** Words, where quotation marks keep what belongs together: `name="Acme Corp"` is one. Phones make quotation marks curly. */
export const splitWords = (text: string): readonly string[] =>
  (text.match(WORD) ?? []).map((word) => word.replaceAll(QUOTE, (quoted) => quoted.slice(1, -1)));

const startOf = (words: readonly string[]): Parsed => {
  const pair = (word: string): readonly [string, string] | undefined => {
    const at = word.indexOf("=");
    return at > 0 ? [word.slice(0, at), word.slice(at + 1)] : undefined;
  };
  const given = words.map(pair).filter((each) => each !== undefined);
  const name = words.filter((word) => pair(word) === undefined).join(" ");
  return { verb: "start", name: name === "" ? undefined : name, given: Object.fromEntries(given) };
};

const orNothing = (words: readonly string[]): string | undefined => (words.length === 0 ? undefined : words.join(" "));

const auditOf = (words: readonly string[]): Parsed => {
  const last = words.at(-1)?.toLowerCase();
  const format = last === "csv" || last === "json" ? last : undefined;
  const before = format === undefined ? words : words.slice(0, -1);
  const isExport = format !== undefined || before.at(-1)?.toLowerCase() === "export";
  const name = before.filter((word) => word.toLowerCase() !== "export");
  return { verb: "audit", name: orNothing(name), exported: isExport ? (format ?? "json") : undefined };
};

const verbOf = (word: string): (typeof VERBS)[number] | undefined => {
  const lower = word.toLowerCase();
  return VERBS.find((verb) => verb === lower) ?? OTHER_WORDS[lower];
};

/** What follows `/workflow`. The case of an act is its first word (quoted, if it has several); the rest is the reason. */
export const parseCommand = (text: string): Parsed => {
  const [first, ...rest] = splitWords(text.trim());
  if (first === undefined) return { verb: "welcome" };
  const verb = verbOf(first);
  switch (verb) {
    case undefined:
      return { verb: "unknown", word: first, meant: nearest(first, VERBS) };
    case "help":
    case "mine":
    case "reload":
      return { verb };
    case "start":
      return startOf(rest);
    case "status":
    case "board":
    case "charter":
      return { verb, name: orNothing(rest) };
    case "audit":
      return auditOf(rest);
    case "pause":
    case "resume":
    case "cancel":
      return { verb, name: rest[0], reason: orNothing(rest.slice(1)) };
  }
};
