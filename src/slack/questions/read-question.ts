import type { Instant } from "../../engine/ids.ts";
import { instantOn, localDate } from "../../engine/wall-clock.ts";
import { LANGUAGES, type Language } from "../../insights/wording/language.ts";
import { fold } from "../replies/fold.ts";
import { LANGUAGE_AFTER, languageNamed } from "./language.ts";
import { lastDay } from "./last-day.ts";
import { ABOUT_AFTER, HERE, QUESTIONS, SINCE_AFTER } from "./questions.ts";

export type Asks = keyof typeof QUESTIONS;

/** What is asked, and about what; without `about`: where it is asked, or all that the asker may see. */
export interface Question {
  readonly asks: Asks;
  /** A key, or words of a title, without accents. */
  readonly about: string | undefined;
  readonly since: Instant | undefined;
  /** Whom an update is for. */
  readonly audience: Audience;
  /** In which language an update is asked for: the one that is named, else that of the question where it is not English. */
  readonly language?: Language;
}

export type Audience = "customer" | "team" | "executive";

/** Whose end may name a case and a day. */
const TAIL: Readonly<Record<Asks, string>> = {
  stuck: "",
  late: "",
  who: "",
  update: LANGUAGE_AFTER,
  next: ABOUT_AFTER,
  since: ABOUT_AFTER + SINCE_AFTER,
};

/** A name can stand in a pattern once, so each alternative is one. */
const alternatives = (ways: readonly string[], tail: string): readonly RegExp[] =>
  ways
    .flatMap((way) => topLevel(way))
    .map(
      (way) => new RegExp(`^${`(?:${way})${tail}`.replace("{about}", "(?<about>\\S.*?)").replace("{since}", "(?<since>\\S.*?)")}$`, "iu"),
    );

/** Split at bars that stand in no bracket. */
const topLevel = (way: string): readonly string[] => {
  const parts = [""];
  let depth = 0;
  for (const sign of way) {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    if (sign === "|" && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts;
};

const PATTERNS: readonly (readonly [Asks, readonly RegExp[]])[] = (Object.keys(QUESTIONS) as Asks[]).map((asks) => [
  asks,
  alternatives(QUESTIONS[asks], TAIL[asks]),
]);

const midnight = (words: string | undefined, zone: string, now: Instant): Instant | undefined => {
  const day = words === undefined ? undefined : lastDay(words, localDate(zone, now));
  return day === undefined ? undefined : instantOn(zone, day, 0);
};

/** Ways to ask are in the order of the languages. */
const askedIn = (asks: Asks, words: string): Language | undefined => {
  const n = QUESTIONS[asks].findIndex((way) => alternatives([way], TAIL[asks]).some((pattern) => pattern.test(words)));
  return n > 0 ? LANGUAGES[n] : undefined;
};

const languageOf = (asks: Asks, found: RegExpExecArray): Language | undefined => {
  const named = found.groups?.language;
  return named === undefined ? askedIn(asks, found[0]) : languageNamed(named);
};

const toQuestion = (asks: Asks, found: RegExpExecArray, zone: string, now: Instant): Question => {
  const { about, since, audience } = found.groups ?? {};
  const language = asks === "update" ? languageOf(asks, found) : undefined;
  const isFor: Audience = audience === undefined ? "customer" : audience.toLowerCase() === "team" ? "team" : "executive";
  return {
    asks,
    about: about === undefined || HERE.test(about) ? undefined : about,
    since: midnight(since, zone, now),
    audience: isFor,
    ...(language === undefined ? {} : { language }),
  };
};

/** A question that facts can answer; undefined for all else. */
export const readQuestion = (text: string, zone: string, now: Instant): Question | undefined => {
  const words = fold(text)
    .trim()
    .replace(/^(?:@\S+|hi|hey|hallo|ciao|salut|hola|please|bitte)[,:!]?\s+/iu, "")
    .replace(/^\u00bf/u, "")
    .replace(/[\s?!.]+$/u, "")
    .replaceAll(/\s+/g, " ");
  if (words.length > 200) return undefined;
  for (const [asks, ways] of PATTERNS) {
    const found = ways.map((way) => way.exec(words)).find((each) => each !== null);
    if (found !== undefined) return toQuestion(asks, found, zone, now);
  }
  return undefined;
};
