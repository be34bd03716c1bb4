import type { Json, View } from "../api.ts";

/** The text of a plain text object, as labels and titles are. */
export const textIn = (given: unknown): string | undefined =>
  typeof given === "object" && given !== null && "text" in given && typeof given.text === "string" ? given.text : undefined;

/** What was given to a field, and which element it was given to. */
export interface Given {
  readonly actionId: string;
  readonly value: unknown;
}

const actionOf = ({ element }: Json): string =>
  typeof element === "object" && element !== null && "action_id" in element ? String(element.action_id) : "";

/** Of what was given in a view, what belongs to its inputs now: an update may have taken a field away, or put another in its place. */
export const inputBlocks = (view: View, given: Readonly<Record<string, Given>>): Readonly<Record<string, unknown>> => {
  const inputs = new Map(view.blocks.filter(({ type }) => type === "input").map((block) => [block.block_id, actionOf(block)]));
  return Object.fromEntries(
    Object.entries(given).flatMap(([block, { actionId, value }]) => (inputs.get(block) === actionId ? [[block, value]] : [])),
  );
};
