import type { Directory } from "../engine/directory.ts";
import type { Instant, PersonId } from "../engine/ids.ts";
import { isZone, wallClock } from "../engine/wall-clock.ts";
import { cut, SHOWN } from "./limits.ts";

// Nothing that a person typed reaches Slack without passing here: see `md` in mrkdwn.ts, which escapes by itself.

/** Controls, marks of format and direction, private use, and whatever Unicode says to ignore; line breaks, tabs and emoji style stay. */
const INVISIBLE = /(?!\t|\n|\uFE0F)[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Without what cannot be seen: half characters, control characters, zero-width and direction marks. Line ends become `\n`. */
export const clean = (text: string): string => text.toWellFormed().replaceAll(/\r\n?/g, "\n").replaceAll(INVISIBLE, "");

/** On one line, for titles, names and labels. */
export const oneLine = (text: string): string => clean(text).replaceAll(/\s+/g, " ").trim();

/** The beginning of it on one line, at most `max` characters; what is far longer is not looked through. */
export const short = (text: string, max: number): string => cut(oneLine(text.slice(0, max * 4)), max);

/** `@channel` typed as words notifies where a workspace still parses names; with a wide sign it never does. */
const withoutBroadcast = (text: string): string => text.replaceAll(/(?<![\w.+-])@(?=(?:channel|here|everyone|group)\b)/gi, "＠");

/** Marks that would format what they stand around: at the edge of a word, not inside one (`customer_id`) nor between spaces (`2 * 3`). */
const LOOKALIKE: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };
const FORMATTING = /(?<![\p{L}\p{N}])[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?![\p{L}\p{N}])/gu;
const QUOTE = /^(\s*)>+/gm;
const EMOJI = /:(?=[a-z0-9_+-]*[a-z][a-z0-9_+-]*:)/gi;

/**
 * A person's words as mrkdwn that shows them and does nothing else: no mention, link, date, formatting, quote or emoji comes alive.
 * Escaping `& < >` alone leaves Slack's formatting marks live, and they have no escape: they are replaced by what looks the same.
 */
export const escapeMrkdwn = (text: string): string =>
  withoutBroadcast(clean(text))
    .replaceAll(QUOTE, "$1›")
    .replaceAll(FORMATTING, (marks) => [...marks].map((mark) => LOOKALIKE[mark]).join(""))
    .replaceAll(EMOJI, "꞉")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");

/** A person's words for a plain field (a label, a button, a title). Slack parses none of it; what looks like a command is broken all the same. */
export const escapePlain = (text: string): string => withoutBroadcast(clean(text)).replaceAll(/<(?=\s*(?:[@#!]|https?:|mailto:))/gi, "‹");

/** As somebody is named in words. An id that nobody is known by is shown as it is. */
export const nameOf = (directory: Directory, person: PersonId): string =>
  short(directory.people.get(person)?.name || person, SHOWN.name) || "somebody";

/** `Maria`, `Maria and Ivo`, `Maria, Ivo and Iris`. */
export const listOf = (words: readonly string[], joined = "and"): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} ${joined} ${words.at(-1)}`;

/** mrkdwn that pings a person; their name where Slack does not know them. */
export const mention = (directory: Directory, person: PersonId): string => {
  const slackId = directory.people.get(person)?.slackId;
  return slackId !== undefined && /^[UW][A-Z0-9]{2,}$/.test(slackId) ? `<@${slackId}>` : escapeMrkdwn(nameOf(directory, person));
};

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const two = (part: number): string => String(part).padStart(2, "0");

const LAST_INSTANT = 8.64e15 - 86_400_000;
const zoneOr = (zone: string | undefined): string => (zone !== undefined && isZone(zone) ? zone : "UTC");
const isDate = (at: Instant): boolean => Number.isFinite(at) && Math.abs(at) < LAST_INSTANT;

/** In a zone's own words where Slack cannot do it (plain fields, notifications): `Fri 20 Nov 2026 15:00 (Europe/Rome)`. */
export const plainDate = (at: Instant, zone: string | undefined): string => {
  if (!isDate(at)) return "an unknown time";
  const shown = new Date(wallClock(zoneOr(zone)).toWall(at));
  const day = `${DAYS[shown.getUTCDay()]} ${shown.getUTCDate()} ${MONTHS[shown.getUTCMonth()]} ${shown.getUTCFullYear()}`;
  return `${day} ${two(shown.getUTCHours())}:${two(shown.getUTCMinutes())} (${zoneOr(zone)})`;
};

/** A moment in mrkdwn, in each reader's own zone; `zone` is for readers whose client cannot do that. */
export const dateFor = (at: Instant, zone: string | undefined): string =>
  isDate(at) ? `<!date^${Math.floor(at / 1_000)}^{date_short_pretty} {time}|${plainDate(at, zone)}>` : plainDate(at, zone);

/** `2026-11-20` as `20 Nov 2026`; anything else as it is. */
export const calendarDate = (date: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? date : `${Number(day)} ${name} ${year}`;
};

/** A web address as a link that shows where it leads; undefined for anything but plain http and https. */
export const linkTo = (address: string): string | undefined => {
  const url = URL.parse(clean(address).trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.href.length > 1_000) return undefined;
  const href = url.href.replaceAll(/[<>|]/g, (sign) => encodeURIComponent(sign)).replaceAll("&", "&amp;");
  return `<${href}>`;
};
