import type { View } from "../api.ts";

/** The text of a plain text object, as labels and titles are. */
export const textIn = (given: unknown): string | undefined =>
  typeof given === "object" && given !== null && "text" in given && typeof given.text === "string" ? given.text : undefined;

/** Of what was typed in a view, what belongs to its inputs now: an update may have taken a field away. */
export const inputBlocks = (view: View, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const inputs = new Set(view.blocks.filter(({ type }) => type === "input").map(({ block_id }) => block_id));
  return Object.fromEntries(Object.entries(given).filter(([block]) => inputs.has(block)));
};
