import { editDistance } from "../../engine/nearest.ts";
import { ENGLISH } from "./phrases/english.ts";
import { FRENCH } from "./phrases/french.ts";
import { GERMAN } from "./phrases/german.ts";
import { ITALIAN } from "./phrases/italian.ts";
import type { Phrases } from "./phrases/phrases.ts";
import { SPANISH } from "./phrases/spanish.ts";

// All of them are read over folded words: without accents, in any case.

const LANGUAGES: readonly Phrases[] = [ENGLISH, GERMAN, ITALIAN, FRENCH, SPANISH];

const all = (kind: keyof Phrases): string => LANGUAGES.flatMap((phrases) => phrases[kind]).join("|");

const clause = (kind: keyof Phrases): RegExp => new RegExp(`^(?:${all(kind).replaceAll("@", "@[uw][a-z0-9]+")})$`, "iu");

const AUDIENCE = "(?: (?:all|team|everyone|everybody|there|zusammen|tutti|a tous|a todos))?";

/** Said before the point, it changes nothing: with a mark after it, or one of a few that need none. */
export const GREETING = new RegExp(
  `^(?:(?:(?:${all("greeting")})${AUDIENCE}(?:[,.!:;]+|\\s[–—-])\\s*)|(?:ok(?:ay)?|yep|yeah|yes|hey|ja|oui)\\s(?=\\S))+`,
  "iu",
);

export const DONE = clause("done");
export const UNBLOCKED = clause("unblocked");
export const NOT_MINE = clause("notMine");
export const HAND_OFF = clause("handOff");
export const ON_IT = clause("onIt");

const REASON = "(?:(?:[,:;.!–—-]+\\s*|\\s)(?<reason>[\\s\\S]+))?$";

export const BLOCKED = new RegExp(`^(?:${all("blocked")})${REASON}`, "iu");
/** Their own reason, whole. */
export const WAITING = new RegExp(`^(?:${all("waiting")})\\s?(?=\\S)[\\s\\S]{2,}$`, "iu");
export const HALTED = new RegExp(`^(?:${all("halted")})(?:[\\s,:;.!–—-][\\s\\S]*)?$`, "iu");
export const BECAUSE = new RegExp(`^(?:${all("because")}|d'|dell'|all')\\s+`, "iu");

/** One for each way of promising, so that the one whose date can be read wins. */
export const PROMISES: readonly RegExp[] = LANGUAGES.flatMap((phrases) =>
  phrases.promise.flatMap((way) => [...wayPoints(way)].map((each) => new RegExp(`^${each}$`, "iu"))),
);

/** Each alternative at the top has a date of its own, and a name may be given once in a pattern. */
function* wayPoints(way: string): Generator<string> {
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= way.length; at++) {
    if (way[at] === "(") depth++;
    if (way[at] === ")") depth--;
    if (at < way.length && !(way[at] === "|" && depth === 0)) continue;
    yield way.slice(from, at).replace("{when}", "(?:el |le |il |la |den |dem |the |on )?(?<when>\\S.*?)");
    from = at + 1;
  }
}

/** Takes back, limits, postpones or passes on what stands beside it. */
export const HEDGE = new RegExp(`\\b(?:${all("hedge")})\\b|\u2026`, "iu");
export const CONDITION = new RegExp(`^(?:${all("condition")})\\b`, "iu");
export const PAST = new RegExp(`\\b(?:${all("past")})\\b`, "iu");

const ASKING = new RegExp(`^(?:${all("asking")})\\b`, "iu");

/** A question mark at the end of a clause. */
export const isMarkedQuestion = (text: string): boolean => /\?(?:\s|$)|^\u00bf/u.test(text);

/** A question's first word, and nothing said after it. */
export const beginsAsQuestion = (text: string): boolean => ASKING.test(text) && !/[.!;\n]/.test(text.trim().slice(0, -1));

const DONE_WORDS = ["finished", "completed", "erledigt", "completato", "terminato", "terminado", "termine"];

/** One slip of the fingers in a word that would be `done`. */
export const isMisspeltDone = (word: string): boolean =>
  word.length > 6 && DONE_WORDS.some((known) => editDistance(word.toLowerCase(), known) === 1);
