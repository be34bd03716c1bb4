import { nearest } from "../../engine/nearest.ts";

/** A line at the prompt, understood as far as it goes. */
export type Line =
  | { readonly says: "nothing" | "help" | "quit" | "people" | "channels" }
  | { readonly says: "see" | "home"; readonly whom: string }
  | { readonly says: "later"; readonly ms: number }
  | { readonly says: "act"; readonly person: string; readonly act: Act }
  | { readonly says: "unclear"; readonly why: string };

/** What somebody does. */
export type Act =
  | { readonly does: "command"; readonly command: string }
  | { readonly does: "click"; readonly label: string; readonly about: string | undefined }
  | { readonly does: "fill"; readonly values: Readonly<Record<string, string>> }
  | { readonly does: "close" }
  | { readonly does: "look" }
  | { readonly does: "reply"; readonly words: string }
  | { readonly does: "write"; readonly words: string; readonly channel: string | undefined };

export const VERBS = ["help", "people", "channels", "see", "home", "later", "quit"] as const;
const OTHER_WORDS: Readonly<Record<string, (typeof VERBS)[number]>> = { exit: "quit", bye: "quit", q: "quit", "?": "help", wait: "later" };

const PAIR = /([^\s="]+|"[^"]*")\s*=\s*("[^"]*"|\S*)/g;
const unquoted = (text: string): string => text.replaceAll('"', "");

const pairsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...text.matchAll(PAIR)].map(([, name = "", value = ""]) => [unquoted(name), unquoted(value)]));

/** `Done on "Check cover"`: a label, and words of the message that is meant. */
const clickOf = (rest: string): Act => {
  const [, label = "", about] = /^(.+?)(?:\s+on\s+(.+))?$/.exec(rest) ?? [];
  const whole = unquoted(label.replace(/^\[(.*)\]$/, "$1")).trim();
  return { does: "click", label: whole, about: about === undefined ? undefined : unquoted(about).trim() };
};

/** Undefined: as words alone, it is something said. */
const ACTS: Readonly<Record<string, (rest: string) => Act | undefined>> = {
  click: (rest) => (rest === "" ? undefined : clickOf(rest)),
  fill: (rest) => (rest === "" || rest.includes("=") ? { does: "fill", values: pairsOf(rest) } : undefined),
  reply: (rest) => (rest === "" ? undefined : { does: "reply", words: rest }),
  close: (rest) => (rest === "" ? { does: "close" } : undefined),
  look: (rest) => (rest === "" ? { does: "look" } : undefined),
};

const actOf = (what: string): Act => {
  if (what.startsWith("/")) return { does: "command", command: what };
  const [, verb = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(what) ?? [];
  const channel = verb.startsWith("#") && rest !== "" ? verb : undefined;
  const read = Object.hasOwn(ACTS, verb.toLowerCase()) ? ACTS[verb.toLowerCase()] : undefined;
  return read?.(rest) ?? { does: "write", words: channel === undefined ? what : rest, channel };
};

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^m(in(ute)?s?)?$/, 60_000],
  [/^h(ours?)?$/, 3_600_000],
  [/^d(ays?)?$/, 86_400_000],
  [/^w(eeks?)?$/, 7 * 86_400_000],
];

const LONGEST_WEEKS = 52;

const laterOf = (rest: string): Line => {
  const [, count = "", unit = ""] = /^(\d+)\s*(\p{L}+)$/u.exec(rest.toLowerCase()) ?? [];
  const each = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
  const ms = Number(count) * (each ?? 0);
  if (each === undefined || ms > LONGEST_WEEKS * 7 * 86_400_000)
    return { says: "unclear", why: 'How much later? For example "later 4 hours" or "later 2 days", a year at most.' };
  return { says: "later", ms };
};

const wordOf = (line: string): Line => {
  const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  const lower = word.toLowerCase();
  const verb = VERBS.find((each) => each === lower) ?? (Object.hasOwn(OTHER_WORDS, lower) ? OTHER_WORDS[lower] : undefined);
  switch (verb) {
    case undefined: {
      const near = nearest(word, VERBS);
      const hint = near === undefined ? 'To act as somebody: "<person>: <what>". "help" says more.' : `Did you mean "${near}"?`;
      return { says: "unclear", why: `"${word}" is not understood. ${hint}` };
    }
    case "see":
    case "home":
      if (rest === "") return { says: "unclear", why: `Whose? For example "${verb} maria". "people" lists them.` };
      return { says: verb, whom: rest.replace(/^@/, "") };
    case "later":
      return laterOf(rest);
    default:
      return { says: verb };
  }
};

/** A line of the prompt, whatever was typed. */
export const readLine = (typed: string): Line => {
  const line = typed.trim();
  if (line === "") return { says: "nothing" };
  const [, person, what] = /^@?([\p{L}\p{N}._-]+)\s*:\s*(.*)$/su.exec(line) ?? [];
  if (person === undefined || what === undefined) return wordOf(line);
  if (what === "") return { says: "unclear", why: `What does ${person} do? "help" lists it.` };
  return { says: "act", person: person.toLowerCase(), act: actOf(what) };
};
