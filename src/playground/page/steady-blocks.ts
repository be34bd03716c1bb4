import type { Json } from "../api.ts";

/** A block as it is drawn, and the id that the app's side knows it by. */
export interface SteadyBlock {
  readonly shown: Json;
  readonly id: unknown;
}

const saysOf = ({ block_id: _, ...rest }: Json): string => JSON.stringify(rest);

/** Slack gives blocks new ids whenever a view is published: those that say the same at the same place are drawn under the id they had. */
export const steady = (before: readonly SteadyBlock[], blocks: readonly Json[]): readonly SteadyBlock[] => {
  const taken = new Set(blocks.map(({ block_id }) => block_id));
  return blocks.map((block, n) => {
    const old = before[n]?.shown;
    const isKept = old !== undefined && !taken.has(old.block_id) && saysOf(old) === saysOf(block);
    return { shown: isKept ? old : block, id: block.block_id };
  });
};

export const realId = (blocks: readonly SteadyBlock[], shown: string): string => {
  const id = blocks.find((block) => block.shown.block_id === shown)?.id;
  return typeof id === "string" ? id : shown;
};
