import { type CountryCode, getCountries } from "libphonenumber-js/max";

let known: ReadonlyMap<string, readonly CountryCode[]> | undefined;

/** The platform has it; TypeScript does not know of it yet. */
type ZonedLocale = Intl.Locale & { getTimeZones(): readonly string[] | undefined };

/** Which countries keep which time: asked of the platform once. */
const countriesByZone = (): ReadonlyMap<string, readonly CountryCode[]> => {
  const zones = new Map<string, CountryCode[]>();
  for (const country of getCountries()) {
    const locale = new Intl.Locale(`und-${country}`) as ZonedLocale;
    for (const zone of locale.getTimeZones() ?? []) zones.set(zone, [...(zones.get(zone) ?? []), country]);
  }
  return zones;
};

/** Where people are who keep these zones. */
export const regionsOf = (zones: readonly (string | undefined)[]): readonly CountryCode[] => {
  known ??= countriesByZone();
  const found = zones.flatMap((zone) => (zone === undefined ? [] : (known?.get(zone) ?? [])));
  return [...new Set(found)];
};
