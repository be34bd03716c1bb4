import type { WaitingOn } from "../../engine/definition.ts";
import type { Instant } from "../../engine/ids.ts";
import { BLOCKED, DONE, GREETING, HAND_OFF, HEDGE, isQuestion, NOT_MINE, ON_IT, PROMISE, UNBLOCKED } from "./phrases.ts";
import type { PlainReply } from "./plain-reply.ts";
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

const CUSTOMER = /\b(customer|client|kund(?:e|in|en)|auftraggeber|cliente|claimant|policyholder)\b/iu;
const VENDOR = /\b(vendor|supplier|lieferant(?:en)?|fornitore|fournisseur|proveedor|contractor)\b/iu;

/** Whom a block waits for, as its reason names them. */
export const blockedOn = (reason: string | undefined): WaitingOn => {
  const words = reason ?? "";
  if (CUSTOMER.test(words)) return "customer";
  if (VENDOR.test(words)) return "vendor";
  return /@[A-Z0-9]{3,}/.test(words) ? "person" : "other";
};

interface Clauses {
  /** The point, without greeting and closing marks. */
  readonly first: string;
  readonly rest: string;
}

/** A dot inside a number or an address ends nothing. */
const clausesOf = (text: string): Clauses => {
  const body = text.replace(GREETING, "");
  const end = /[.!;\n]+(?=\s|$)|,(?=\s)|\s[–—-]\s|:\s/.exec(body);
  if (end === null) return { first: body.trim(), rest: "" };
  return { first: body.slice(0, end.index).trim(), rest: body.slice(end.index + end[0].length).trim() };
};

const UNCLEAR: Interpretation = { says: "unclear" };

/** The whole text up to its first full stop: a reason or date may hold commas. */
const wholeOf = (text: string): string => text.replace(GREETING, "").trim();

const readBlocked = (text: string): Interpretation | undefined => {
  const found = BLOCKED.exec(wholeOf(text));
  if (found === null) return undefined;
  const given = found.groups?.reason?.trim();
  // "Waiting for legal" is its own reason; "blocked by legal" needs only what follows.
  const isWaiting = /wait|warte|attes|aspett|attend|espera/i.test(found[0].slice(0, found[0].length - (given?.length ?? 0)));
  const reason = isWaiting
    ? wholeOf(text)
    : given?.replace(/^(?:on|by|because(?: of)?|due to|as|since|durch|von|wegen|weil|da|da(?:l|lla)?|per|par|à cause d[eu]|por)\s+/i, "");
  return { says: "blocked", reason: reason === "" ? undefined : reason, on: blockedOn(reason) };
};

const readPromise = (text: string, zone: string, now: Instant): Interpretation | undefined => {
  const whole = wholeOf(text);
  const sentences = [whole, whole.split(/[.!\n](?:\s|$)/)[0] ?? ""];
  for (const sentence of sentences) {
    const until = readDate(PROMISE.exec(sentence)?.groups?.when ?? "", zone, now);
    const rest = whole.slice(sentence.length);
    if (until !== undefined && !HEDGE.test(rest)) return { says: "commit", until };
  }
  return undefined;
};

const readHandOff = (first: string, mentions: readonly string[]): Interpretation | undefined => {
  const groups = HAND_OFF.exec(first)?.groups;
  const named = groups === undefined ? undefined : Object.values(groups).find((each) => each !== undefined);
  const to = named?.slice(1);
  return to !== undefined && mentions.length === 1 && mentions[0] === to ? { says: "hand-off", to } : undefined;
};

const CLEAR: readonly (readonly [RegExp, Interpretation])[] = [
  [DONE, { says: "done" }],
  [UNBLOCKED, { says: "unblocked" }],
  [NOT_MINE, { says: "not-mine" }],
  [ON_IT, { says: "on-it" }],
];

const readClear = (first: string): Interpretation | undefined => CLEAR.find(([phrase]) => phrase.test(first))?.[1];

/**
 * Reads a reply for one of a few clear things; in doubt it is unclear. A question, a negation, a condition or somebody else's words never
 * count as saying something: `done?`, `not done yet`, `done except for the contract`. `zone` and `now` are the writer's.
 */
export const interpretReply = (reply: PlainReply, zone: string, now: Instant): Interpretation => {
  const text = reply.text.trim().replaceAll("’", "'");
  if (text === "" || text.length > 1_500) return UNCLEAR;
  if (isQuestion(text)) return { says: "question" };
  const { first, rest } = clausesOf(text);
  const clear = readHandOff(first, reply.mentions) ?? readClear(first);
  if (clear !== undefined) return HEDGE.test(rest) ? UNCLEAR : clear;
  return readPromise(text, zone, now) ?? readBlocked(text) ?? UNCLEAR;
};
