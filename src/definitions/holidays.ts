import Holidays from "date-holidays";
import { nearest } from "../engine/nearest.ts";

const DAY = 86_400_000;

const countries: Readonly<Record<string, string>> = new Holidays().getCountries("en");

/** `IT`, `DE-BY`, `US-LA-NO`: a country, its state, its region; each must be known to the library. */
const calendarOf = (place: string): Holidays | undefined => {
  const [country = "", state, region, ...more] = place.trim().toUpperCase().split("-");
  if (!Object.hasOwn(countries, country) || more.length > 0) return undefined;
  const library = new Holidays(country);
  if (state === undefined) return library;
  const states = Object.keys(library.getStates(country) ?? {}).find((each) => each.toUpperCase() === state);
  if (states === undefined) return undefined;
  if (region === undefined) return new Holidays(country, states);
  const regions = Object.keys(library.getRegions(country, states) ?? {}).find((each) => each.toUpperCase() === region);
  return regions === undefined ? undefined : new Holidays(country, states, regions);
};

/** A holiday of several days is each of them; one of half a day (China's Youth Day) closes nothing. */
const daysOf = ({ date, start, end }: { readonly date: string; readonly start: Date; readonly end: Date }): readonly string[] => {
  const first = Date.parse(date.slice(0, 10));
  const days = Math.floor((end.getTime() - start.getTime() + DAY / 24) / DAY);
  return Array.from({ length: days }, (_, index) => new Date(first + index * DAY).toISOString().slice(0, 10));
};

const calendars = new Map<string, Holidays | undefined>();
const known = new Map<string, readonly string[]>();

const calendarFor = (place: string): Holidays | undefined => {
  if (!calendars.has(place)) calendars.set(place, calendarOf(place));
  return calendars.get(place);
};

const holidaysOf = (calendar: Holidays, place: string, year: number): readonly string[] => {
  const key = `${place} ${year}`;
  const found =
    known.get(key) ??
    calendar
      .getHolidays(year)
      .filter(({ type }) => type === "public")
      .flatMap(daysOf);
  known.set(key, found);
  return found;
};

/** Public holidays, `YYYY-MM-DD` in order, each once. Undefined for a country, state or region nobody knows. Computed once a year of each place. */
export const publicHolidays = (place: string, years: Iterable<number>): readonly string[] | undefined => {
  const calendar = calendarFor(place);
  return calendar && [...new Set([...years].flatMap((year) => holidaysOf(calendar, place, year)))].sort();
};

/** For messages: what to write instead of a place nobody knows, such as `IT (Italy)` for `Italia`; the states there are for `DE-XX`. */
export const nearestPlaces = (place: string): readonly string[] => {
  const [country = "", state] = place.trim().toUpperCase().split("-");
  if (state !== undefined && Object.hasOwn(countries, country)) {
    return Object.entries(new Holidays().getStates(country) ?? {}).map(([code, name]) => `${country}-${code} (${name})`);
  }
  const names = Object.entries(countries).flatMap(([code, name]) => [[code, code] as const, [name, code] as const]);
  const close = nearest(
    place,
    names.map(([word]) => word),
  );
  return names.filter(([word]) => word === close).map(([, code]) => `${code} (${countries[code]})`);
};
