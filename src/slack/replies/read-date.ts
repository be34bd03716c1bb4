import type { Instant } from "../../engine/ids.ts";
import { instantOn, localDate } from "../../engine/wall-clock.ts";
import { fold } from "./fold.ts";

/** Sunday first, in the languages that are read. */
const DAYS: readonly (readonly string[])[] = [
  ["sunday", "sun", "sonntag", "so", "domenica", "dom", "dimanche", "dim", "domingo"],
  ["monday", "mon", "montag", "mo", "lunedi", "lun", "lundi", "lunes"],
  ["tuesday", "tue", "tues", "dienstag", "di", "martedi", "mardi", "martes"],
  ["wednesday", "wed", "mittwoch", "mi", "mercoledi", "mercredi", "miercoles"],
  ["thursday", "thu", "thur", "thurs", "donnerstag", "do", "giovedi", "jeudi", "jueves"],
  ["friday", "fri", "freitag", "fr", "venerdi", "vendredi", "viernes"],
  ["saturday", "sat", "samstag", "sonnabend", "sa", "sabato", "samedi", "sabado"],
];
const MONTHS: readonly (readonly string[])[] = [
  ["january", "jan", "januar", "gennaio", "janvier", "enero"],
  ["february", "feb", "februar", "febbraio", "fevrier", "febrero"],
  ["march", "mar", "marz", "marzo", "mars"],
  ["april", "apr", "aprile", "avril", "abril"],
  ["may", "mai", "maggio", "mayo"],
  ["june", "jun", "juni", "giugno", "juin", "junio"],
  ["july", "jul", "juli", "luglio", "juillet", "julio"],
  ["august", "aug", "agosto", "aout"],
  ["september", "sep", "sept", "settembre", "septembre", "septiembre"],
  ["october", "oct", "oktober", "okt", "ottobre", "octobre", "octubre"],
  ["november", "nov", "novembre", "noviembre"],
  ["december", "dec", "dezember", "dez", "dicembre", "decembre", "diciembre"],
];
const TODAY = [
  ...["today", "tonight", "this afternoon", "this evening", "heute", "heute noch", "noch heute", "heute nachmittag", "heute abend"],
  ...["oggi", "oggi stesso", "oggi pomeriggio", "stasera", "aujourd'hui", "cet apres-midi", "ce soir", "hoy", "hoy mismo", "esta tarde"],
];
const TOMORROW = ["tomorrow", "tmrw", "morgen", "domani", "demain", "manana"];
const NOON = ["noon", "midday", "mittag", "mezzogiorno", "midi", "mediodia"];
/** Over by noon. */
const MORNING = ["in the morning", "morning", "fruh", "vormittag", "mattina", "matin", "por la manana"];
const AFTERNOON = ["in the afternoon", "afternoon", "nachmittag", "pomeriggio", "apres-midi", "por la tarde"];
const END_OF_DAY = ["eod", "cob", "end of day", "end of the day", "close of business", "feierabend"];

const alternatives = (words: readonly string[]): string => [...words].sort((a, b) => b.length - a.length).join("|");

const JOIN = "(?:(?:at|um|gegen|alle ore|alle|ore|a las|a la|a|von|,|by)\\s+)?";
const CLOCK = `(?<clock>\\d{1,2}(?:[:.h]\\d{2})?\\s?(?:am|pm|h|uhr)?|${alternatives([...NOON, ...END_OF_DAY])})`;
const PART = `(?<part>${alternatives([...MORNING, ...AFTERNOON])})`;
const DAY = [
  "(?<iso>\\d{4}-\\d{2}-\\d{2})",
  `(?<dom>\\d{1,2})(?:st|nd|rd|th|º|\\.)?\\s(?:of\\s|de\\s)?(?<month>${alternatives(MONTHS.flat())})`,
  `(?<monthFirst>${alternatives(MONTHS.flat())})\\s(?<domAfter>\\d{1,2})(?:st|nd|rd|th)?`,
  "(?<dotted>\\d{1,2}\\.\\d{1,2}\\.(?:\\d{4})?)",
  `(?<near>${alternatives([...TODAY, ...TOMORROW])})`,
  `(?:(?:on|next|this|am|le|el)\\s)?(?<weekday>${alternatives(DAYS.flat())})\\.?`,
].join("|");

const WITH_DAY = new RegExp(`^(?:${DAY})(?:,?\\s(?:${JOIN}${CLOCK}|${PART}))?(?:\\s(?:sharp|latest|at the latest|spatestens))?$`, "iu");
const CLOCK_FIRST = new RegExp(`^${JOIN}${CLOCK}(?:\\s(?:${DAY}))?$`, "iu");

/** When a person names a day and no time, its working day ends then. */
const END_OF_WORK = 17 * 60;

type Groups = Readonly<Record<string, string | undefined>>;

const hoursAndMinutes = (hour: number, minute: number, half: string): number | undefined => {
  const isHalf = half === "am" || half === "pm";
  if (hour > 23 || minute > 59 || (isHalf && (hour < 1 || hour > 12))) return undefined;
  return ((isHalf ? hour % 12 : hour) + (half === "pm" ? 12 : 0)) * 60 + minute;
};

const minuteOf = ({ clock, part }: Groups): number | undefined => {
  const words = clock?.toLowerCase();
  if (part !== undefined) return MORNING.includes(part.toLowerCase()) ? 12 * 60 : END_OF_WORK;
  if (words === undefined || END_OF_DAY.includes(words)) return END_OF_WORK;
  if (NOON.includes(words)) return 12 * 60;
  const parts = /^(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|h|uhr)?$/.exec(words);
  return parts === null ? undefined : hoursAndMinutes(Number(parts[1]), Number(parts[2] ?? 0), parts[3] ?? "");
};

/** A year beyond it is a slip of the keys, or stands for "never". */
const LAST_YEAR = 2199;

const iso = (year: number, month: number, day: number): string | undefined => {
  if (year > LAST_YEAR) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
};

const plusDays = (date: string, days: number): string => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** A day of the year without its year is the next of that name. */
const nextOf = (today: string, month: number, day: number): string | undefined => {
  const year = Number(today.slice(0, 4));
  const thisYear = iso(year, month, day);
  return thisYear !== undefined && thisYear >= today ? thisYear : iso(year + 1, month, day);
};

const monthOf = (name: string): number => MONTHS.findIndex((names) => names.includes(name.toLowerCase())) + 1;

const dottedDate = (dotted: string, today: string): string | undefined => {
  const [day = "", month = "", year = ""] = dotted.split(".");
  return year === "" ? nextOf(today, Number(month), Number(day)) : iso(Number(year), Number(month), Number(day));
};

const nearDate = (word: string, today: string): string => (TOMORROW.includes(word.toLowerCase()) ? plusDays(today, 1) : today);

/** Sunday is 0. */
export const weekdayOf = (word: string): number | undefined => {
  const found = DAYS.findIndex((names) => names.includes(word.toLowerCase()));
  return found === -1 ? undefined : found;
};

const weekdayDate = (word: string, today: string): string => {
  const wanted = weekdayOf(word) ?? 0;
  const ahead = (wanted - new Date(Date.parse(today)).getUTCDay() + 7) % 7;
  return plusDays(today, ahead === 0 ? 7 : ahead);
};

/** Undefined for a day that does not exist; today where none is named. */
const dateOf = ({ iso: whole, dom, month, monthFirst, domAfter, dotted, near, weekday }: Groups, today: string): string | undefined => {
  if (whole !== undefined) return iso(Number(whole.slice(0, 4)), Number(whole.slice(5, 7)), Number(whole.slice(8)));
  const named = month ?? monthFirst;
  if (named !== undefined) return nextOf(today, monthOf(named), Number(dom ?? domAfter));
  if (dotted !== undefined) return dottedDate(dotted, today);
  if (near !== undefined) return nearDate(near, today);
  return weekday === undefined ? today : weekdayDate(weekday, today);
};

/** A bare number is no time of day: `until 3` could be anything. */
const isBareNumber = (words: string): boolean => /^\d{1,2}$/.test(words);

/**
 * The moment a person names, in their zone: `Thursday 15:00`, `tomorrow 3pm`, `20 Nov`, `bis 15 Uhr`. Undefined when it is none, or is past.
 */
export const readDate = (given: string, zone: string, now: Instant): Instant | undefined => {
  const words = fold(given)
    .trim()
    .replaceAll(/\s+/g, " ")
    .replace(/!+$|(?<!\d)\.+$/, "");
  if (isBareNumber(words)) return undefined;
  const groups = (WITH_DAY.exec(words) ?? CLOCK_FIRST.exec(words))?.groups;
  if (groups === undefined) return undefined;
  const minute = minuteOf(groups);
  const date = dateOf(groups, localDate(zone, now));
  if (minute === undefined || date === undefined) return undefined;
  const at = instantOn(zone, date, minute);
  return at > now ? at : undefined;
};
