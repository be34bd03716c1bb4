import { z } from "zod";
import { isZero, parseDuration } from "../../engine/duration.ts";

const EXPECTED = "a duration, such as 2 working days, 4 working hours, 3 days, 48 hours or 30 minutes";

/** As written; a duration of nothing is allowed where something may follow at once. */
export const duration = z
  .string({ error: EXPECTED })
  .refine((text) => parseDuration(text) !== undefined, { error: EXPECTED })
  .meta({ description: "A duration: 2 working days, 4 working hours, 3 days, 48 hours, 30 minutes, 2 seconds." });

/** A duration that takes time. */
export const someDuration = duration.refine((text) => !isNothing(text), { error: "a duration longer than nothing" });

const isNothing = (text: string): boolean => {
  const parsed = parseDuration(text);
  return parsed !== undefined && isZero(parsed);
};
