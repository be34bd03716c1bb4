const DAY_MS = 86_400_000;
const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const LAST = 8.64e15 - DAY_MS;

interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  /** Days since 1970 in that zone. */
  readonly dayNumber: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatFor = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const parts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const made = new Intl.DateTimeFormat("en-US", { ...parts, timeZone: zone, hourCycle: "h23", calendar: "gregory" });
  formats.set(zone, made);
  return made;
};

/** What a clock on the wall there shows. */
export const wallAt = (at: number, zone: string): Wall => {
  const parts = formatFor(zone).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [read("year"), read("month"), read("day")];
  const dayNumber = Math.floor(Date.UTC(year, month - 1, day) / DAY_MS);
  const weekday = (((dayNumber + 4) % 7) + 7) % 7;
  return { year, month, day, hour: read("hour"), minute: read("minute"), second: read("second"), weekday, dayNumber };
};

const two = (part: number): string => String(part).padStart(2, "0");
const monthOf = (wall: Wall): string => MONTHS[wall.month - 1] ?? "";
const dayOf = (wall: Wall): string => DAYS[wall.weekday] ?? "";

const ordinal = (day: number): string => {
  const ending = { 1: "st", 2: "nd", 3: "rd" }[day % 10];
  return `${day}${ending === undefined || (day > 10 && day < 14) ? "th" : ending}`;
};

const relative = (wall: Wall, now: Wall): string | undefined =>
  ({ "-1": "yesterday", 0: "today", 1: "tomorrow" })[String(wall.dayNumber - now.dayNumber)];

const ago = (at: number, now: number): string => {
  const minutes = Math.round(Math.abs(now - at) / 60_000);
  const [many, unit] =
    minutes < 60 ? [minutes, "minute"] : minutes < 1_440 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1_440), "day"];
  if (many === 0) return "just now";
  const words = `${many} ${unit}${many === 1 ? "" : "s"}`;
  return at > now ? `in ${words}` : `${words} ago`;
};

const date = (wall: Wall): string => `${monthOf(wall)} ${ordinal(wall.day)}, ${wall.year}`;
const dateShort = (wall: Wall): string => `${monthOf(wall).slice(0, 3)} ${wall.day}, ${wall.year}`;
const dateLong = (wall: Wall): string => `${dayOf(wall)}, ${date(wall)}`;
const time = (wall: Wall): string => `${two(wall.hour)}:${two(wall.minute)}`;

/** Slack's own names of formats: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
const TOKENS: Readonly<Record<string, (wall: Wall, now: Wall) => string>> = {
  date_num: (wall) => `${wall.year}-${two(wall.month)}-${two(wall.day)}`,
  date_slash: (wall) => `${two(wall.month)}/${two(wall.day)}/${wall.year}`,
  date,
  date_pretty: (wall, now) => relative(wall, now) ?? date(wall),
  date_short: dateShort,
  date_short_pretty: (wall, now) => relative(wall, now) ?? dateShort(wall),
  date_long: dateLong,
  date_long_pretty: (wall, now) => relative(wall, now) ?? dateLong(wall),
  date_long_full: dateLong,
  day_divider_pretty: (wall, now) => relative(wall, now) ?? `${dayOf(wall)}, ${monthOf(wall)} ${ordinal(wall.day)}`,
  time,
  time_secs: (wall) => `${time(wall)}:${two(wall.second)}`,
};

/** The beginning of a line of its own, as Slack writes it: "Tomorrow 10:00". */
const capitalized = (text: string): string => text.replace(/^(today|tomorrow|yesterday)/, (word) => word[0]?.toUpperCase() + word.slice(1));

/** `{date_short_pretty} {time}` in a reader's zone, times of 24 hours; undefined for a moment that no calendar has. */
export const formatDate = (at: number, format: string, reader: { readonly zone: string; readonly now: number }): string | undefined => {
  if (!Number.isFinite(at) || Math.abs(at) > LAST) return undefined;
  const [wall, now] = [wallAt(at, reader.zone), wallAt(reader.now, reader.zone)];
  const written = format.replaceAll(/\{(\w+)\}/g, (all, name: string) =>
    name === "ago" ? ago(at, reader.now) : Object.hasOwn(TOKENS, name) ? (TOKENS[name]?.(wall, now) ?? all) : all,
  );
  return format.startsWith("{") ? capitalized(written) : written;
};
