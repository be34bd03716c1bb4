import { type Duration, parseDuration } from "../../engine/duration.ts";
import { invariant } from "../../engine/invariant.ts";

/** The duration that the schema has already accepted. */
export const normaliseDuration = (text: string): Duration => {
  const duration = parseDuration(text);
  invariant(duration !== undefined, `the schema accepted the duration "${text}"`);
  return duration;
};

export const normaliseOptionalDuration = (text: string | undefined): Duration | undefined =>
  text === undefined ? undefined : normaliseDuration(text);
