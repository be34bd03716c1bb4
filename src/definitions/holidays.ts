import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type Holidays from "date-holidays";
import { nearest } from "../engine/nearest.ts";
import { createHolidayCache, type KeptHoliday } from "./holiday-cache.ts";

const DAY = 86_400_000;

const require = createRequire(import.meta.url);

/** Read when it is first asked: most starts know the days that they need. */
const askLibrary = (...place: readonly string[]): Holidays => new (require("date-holidays") as typeof Holidays)(...(place as [string]));

const versionOfLibrary = (): string => {
  const file = join(dirname(require.resolve("date-holidays")), "../package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
};

const cached = createHolidayCache(versionOfLibrary());

const countriesOf = (): Readonly<Record<string, string>> => askLibrary().getCountries("en");

/** `IT`, `DE-BY`, `US-LA-NO`: a country, its state, its region; each must be known to the library. */
const calendarOf = (place: string): Holidays | undefined => {
  const [country = "", state, region, ...more] = place.split("-");
  if (!Object.hasOwn(countriesOf(), country) || more.length > 0) return undefined;
  const library = askLibrary(country);
  if (state === undefined) return library;
  const states = Object.keys(library.getStates(country) ?? {}).find((each) => each.toUpperCase() === state);
  if (states === undefined) return undefined;
  if (region === undefined) return askLibrary(country, states);
  const regions = Object.keys(library.getRegions(country, states) ?? {}).find((each) => each.toUpperCase() === region);
  return regions === undefined ? undefined : askLibrary(country, states, regions);
};

/** A holiday of several days is each of them; one of half a day (China's Youth Day) closes nothing. */
const daysOf = ({ date, start, end }: KeptHoliday): readonly string[] => {
  const first = Date.parse(date.slice(0, 10));
  const days = Math.floor((end - start + DAY / 24) / DAY);
  return Array.from({ length: days }, (_, index) => new Date(first + index * DAY).toISOString().slice(0, 10));
};

const calendars = new Map<string, Holidays | undefined>();

const calendarFor = (place: string): Holidays | undefined => {
  if (!calendars.has(place)) calendars.set(place, calendarOf(place));
  return calendars.get(place);
};

const holidaysOf = (place: string, year: number): readonly KeptHoliday[] | undefined =>
  cached(`${year} of ${place}`, () =>
    calendarFor(place)
      ?.getHolidays(year)
      .filter(({ type }) => type === "public")
      .map(({ date, start, end }) => ({ date, start: start.getTime(), end: end.getTime() })),
  );

/** Public holidays, `YYYY-MM-DD` in order, each once. Undefined for a country, state or region nobody knows. */
export const publicHolidays = (asked: string, years: Iterable<number>): readonly string[] | undefined => {
  const place = asked.trim().toUpperCase();
  if (cached(`place ${place}`, () => calendarFor(place) && []) === undefined) return undefined;
  return [...new Set([...years].flatMap((year) => holidaysOf(place, year) ?? []).flatMap(daysOf))].sort();
};

/** For messages: what to write instead of a place nobody knows, such as `IT (Italy)` for `Italia`; the states there are for `DE-XX`. */
export const nearestPlaces = (place: string): readonly string[] => {
  const [country = "", state] = place.trim().toUpperCase().split("-");
  const countries = countriesOf();
  if (state !== undefined && Object.hasOwn(countries, country)) {
    return Object.entries(askLibrary().getStates(country) ?? {}).map(([code, name]) => `${country}-${code} (${name})`);
  }
  const names = Object.entries(countries).flatMap(([code, name]) => [[code, code] as const, [name, code] as const]);
  const close = nearest(
    place,
    names.map(([word]) => word),
  );
  return names.filter(([word]) => word === close).map(([, code]) => `${code} (${countries[code]})`);
};
