import { z } from "zod";

/** Points at an erasable text outside the chain; `hash` is salted, so the trace can prove the text without holding it. */
export const TextRef = z.strictObject({ text: z.string(), hash: z.string() });
export type TextRef = z.infer<typeof TextRef>;

/** Inputs and evidence as a person gives them: dates as `YYYY-MM-DD`, datetimes as epoch milliseconds, people as their id. */
export type Value = string | number | boolean | null;

/** What state and trace hold: a value, or a reference to a personal one. */
export type StoredValue = Value | TextRef;

export const isTextRef = (value: unknown): value is TextRef =>
  typeof value === "object" && value !== null && "text" in value && "hash" in value;
