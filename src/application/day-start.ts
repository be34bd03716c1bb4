import type { Directory } from "../engine/directory.ts";
import type { Instant, PersonId } from "../engine/ids.ts";
import { instantOn, localDate } from "../engine/wall-clock.ts";

/** Midnight of the person's present day in their own zone. */
export const dayStartOf = (directory: Directory, person: PersonId, now: Instant): Instant => {
  const zone = directory.people.get(person)?.zone ?? "UTC";
  return instantOn(zone, localDate(zone, now));
};
