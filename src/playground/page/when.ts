const formats = new Map<string, Intl.DateTimeFormat>();

const format = (zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${zone} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
};

/** `09:05` */
export const timeOf = (at: number, zone: string): string =>
  format(zone, "time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

/** `Tue 3 Mar 2026` */
export const dateOf = (at: number, zone: string): string =>
  format(zone, "date", { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(at).replace(",", "");

/** `Tuesday 3 March` */
export const dayOf = (at: number, zone: string): string =>
  format(zone, "day", { weekday: "long", day: "numeric", month: "long" }).format(at).replace(",", "");

/** `Tue 3 Mar, 09:05` */
export const whenOf = (at: number, zone: string): string =>
  `${format(zone, "when", { weekday: "short", day: "numeric", month: "short" }).format(at).replace(",", "")}, ${timeOf(at, zone)}`;

/** Milliseconds of Slack's `ts`. */
export const msOf = (ts: string): number => Number(ts) * 1000;

const UNITS: readonly (readonly [number, string])[] = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
];

/** `in 3 days`, `in 20 minutes`, `now`: in the largest unit that fits. */
export const fromNow = (at: number, now: number): string => {
  const unit = UNITS.find(([ms]) => at - now >= ms);
  if (!unit) return "now";
  const count = Math.round((at - now) / unit[0]);
  return `in ${count} ${unit[1]}${count === 1 ? "" : "s"}`;
};

/** `21 days`, for what a jump went over. */
export const lengthOf = (ms: number): string => {
  const unit = UNITS.find(([each]) => ms >= each);
  if (!unit) return "less than a minute";
  const count = Math.floor(ms / unit[0]);
  return `${count} ${unit[1]}${count === 1 ? "" : "s"}`;
};
