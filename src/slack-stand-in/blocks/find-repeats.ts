import { isJson, type Json } from "../json.ts";

const valuesOf = (key: string, part: unknown): string[] => {
  if (Array.isArray(part)) return part.flatMap((item) => valuesOf(key, item));
  if (!isJson(part)) return [];
  const own = typeof part[key] === "string" ? [part[key]] : [];
  return [...own, ...Object.values(part).flatMap((child) => valuesOf(key, child))];
};

const repeated = (values: readonly string[]): string[] => [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];

const focused = (part: unknown): number => {
  if (Array.isArray(part)) return part.reduce((sum: number, item) => sum + focused(item), 0);
  if (!isJson(part)) return 0;
  return Object.values(part).reduce((sum: number, child) => sum + focused(child), part.focus_on_load === true ? 1 : 0);
};

/** A `block_id` once in a message or view, an `action_id` once in a block, one element with the focus. */
export const findRepeats = (blocks: readonly Json[], at: string): string[] => [
  ...repeated(valuesOf("block_id", blocks)).map((id) => `block_id "${id}" already exists [json-pointer:${at}]`),
  ...blocks.flatMap((block, index) =>
    repeated(valuesOf("action_id", block)).map((id) => `action_id "${id}" already exists [json-pointer:${at}/${index}]`),
  ),
  ...(focused(blocks) > 1 ? [`only one element may have focus_on_load [json-pointer:${at}]`] : []),
];
