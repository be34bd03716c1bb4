import { z } from "zod";

/** How the issue for an unknown key names the keys that would have been known. */
export const KNOWN_KEYS = "known keys: ";

/** How the expectation of a closed list of words begins. */
export const ONE_OF = "one of ";

/** An object in which a key that is not listed is a mistake; the issue then names the keys there are. */
export const closed = <Shape extends z.core.$ZodLooseShape>(shape: Shape, expected?: { readonly error: string }) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `${KNOWN_KEYS}${Object.keys(shape).join(" ")}` : (expected?.error ?? "a map of keys and values"),
  });
