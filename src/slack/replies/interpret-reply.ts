import type { WaitingOn } from "../../engine/definition.ts";
import type { Instant } from "../../engine/ids.ts";
import {
  beginsAsQuestion,
  DONE,
  GREETING,
  HAND_OFF,
  HEDGE,
  isMarkedQuestion,
  isMisspeltDone,
  NOT_MINE,
  ON_IT,
  PROMISES,
  UNBLOCKED,
} from "./all-phrases.ts";
import { fold } from "./fold.ts";
import type { PlainReply } from "./plain-reply.ts";
import { readBlocked } from "./read-blocked.ts";
import { readDate } from "./read-date.ts";

/** What a reply says, as far as it is clear. Nothing is carried out by it: its writer confirms with a click. */
export type Interpretation =
  | { readonly says: "done" }
  | { readonly says: "blocked"; readonly reason: string | undefined; readonly on: WaitingOn }
  | { readonly says: "unblocked" }
  | { readonly says: "commit"; readonly until: Instant }
  /** A Slack id. */
  | { readonly says: "hand-off"; readonly to: string }
  | { readonly says: "not-mine" }
  | { readonly says: "on-it" }
  | { readonly says: "question" }
  | { readonly says: "unclear" };

const UNCLEAR: Interpretation = { says: "unclear" };

interface Clauses {
  /** The point, without closing marks. */
  readonly first: string;
  readonly rest: string;
}

/** A dot inside a number or an address ends nothing. */
const clausesOf = (words: string): Clauses => {
  const end = /[.!;\n]+(?=\s|$)|,(?=\s)|\s[–—-]\s|:\s|\s\(/.exec(words);
  if (end === null) return { first: words.trim(), rest: "" };
  return { first: words.slice(0, end.index).trim(), rest: words.slice(end.index + end[0].length).trim() };
};

/** Alone, these greet, or could be a word of another language. */
const isNoBareDate = (words: string): boolean => /^(?:morgen|\p{L}{1,3}\.?|\d+)$/iu.test(words.trim());

/** `Bis morgen!`, `hasta el lunes`: see you then. */
const isFarewell = (words: string): boolean => /^(?:bis|hasta)(?: el)? \p{L}+$/iu.test(words);

const promised = (sentence: string, zone: string, now: Instant): Instant | undefined => {
  if (isFarewell(sentence)) return undefined;
  for (const way of PROMISES) {
    const until = readDate(way.exec(sentence)?.groups?.when ?? "", zone, now);
    if (until !== undefined) return until;
  }
  return isNoBareDate(sentence) ? undefined : readDate(sentence, zone, now);
};

/** A date may hold commas and dots: the whole is tried before its first sentence and its first clause. */
const readPromise = (words: string, zone: string, now: Instant): Interpretation | undefined => {
  const sentences = [words, words.split(/[.!\n](?:\s|$)/)[0] ?? "", clausesOf(words).first];
  for (const sentence of sentences) {
    const until = promised(sentence.trim().replace(/(?:!|,|(?<!\d)\.)+$/, ""), zone, now);
    if (until !== undefined && !HEDGE.test(words.slice(sentence.length))) return { says: "commit", until };
  }
  return undefined;
};

const readHandOff = (first: string, mentions: readonly string[]): Interpretation | undefined => {
  const [to, ...others] = mentions;
  return to !== undefined && others.length === 0 && HAND_OFF.test(first) ? { says: "hand-off", to } : undefined;
};

const CLEAR: readonly (readonly [RegExp, Interpretation])[] = [
  [DONE, { says: "done" }],
  [UNBLOCKED, { says: "unblocked" }],
  [NOT_MINE, { says: "not-mine" }],
  [ON_IT, { says: "on-it" }],
];

const readClear = (first: string): Interpretation | undefined =>
  CLEAR.find(([phrase]) => phrase.test(first))?.[1] ?? (isMisspeltDone(first) ? { says: "done" } : undefined);

/** `on it, done by Friday` promises; `done, by Friday` contradicts itself. */
const withRest = (clear: Interpretation, rest: string, zone: string, now: Instant): Interpretation => {
  if (rest === "") return clear;
  const promise = readPromise(rest, zone, now);
  if (promise !== undefined) return clear.says === "on-it" ? promise : UNCLEAR;
  return HEDGE.test(rest) ? UNCLEAR : clear;
};

/** What came before the point is why, where it takes nothing back: `got the access, can continue now`. */
const readUnblockedAfter = (first: string, rest: string): Interpretation | undefined =>
  UNBLOCKED.test(rest.replace(/[.!]+$/, "")) && !HEDGE.test(first) ? { says: "unblocked" } : undefined;

/**
 * Reads a reply for one of a few clear things; in doubt it is unclear. A question, a negation, a condition or somebody else's words never
 * count as saying something: `done?`, `not done yet`, `done except for the contract`. `zone` and `now` are the writer's.
 */
export const interpretReply = (reply: PlainReply, zone: string, now: Instant): Interpretation => {
  const text = reply.text.trim();
  if (text === "" || text.length > 1_500) return UNCLEAR;
  if (isMarkedQuestion(text)) return { says: "question" };
  const skipped = GREETING.exec(fold(text))?.[0].length ?? 0;
  const own = text.slice(skipped).trim();
  const plain = fold(own);
  const { first, rest } = clausesOf(plain);
  const clear = readHandOff(first, reply.mentions) ?? readClear(first);
  if (clear !== undefined) return withRest(clear, rest, zone, now);
  const said = readPromise(plain, zone, now) ?? readBlocked(own, plain, { first, rest }) ?? readUnblockedAfter(first, rest);
  return said ?? (beginsAsQuestion(plain) ? { says: "question" } : UNCLEAR);
};
