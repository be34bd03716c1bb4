import { z } from "zod";
import { isWrapped, schemaOfShape } from "./json-schema.ts";

export type Checked = { readonly fits: true; readonly value: unknown } | { readonly fits: false; readonly complaint: string };

const MOST_COMPLAINT = 1_000;
const FENCED = /^```(?:json)?\s*([\s\S]*?)\s*```$/;

const Wrapped = z.object({ answer: z.unknown() });

const read = (text: string): { readonly json: unknown } | undefined => {
  const bare = text.trim();
  try {
    return { json: JSON.parse(FENCED.exec(bare)?.[1] ?? bare) };
  } catch {
    return undefined;
  }
};

const unwrap = (shape: z.ZodType, json: unknown): unknown => {
  const wrapped = isWrapped(shape) ? Wrapped.safeParse(json) : undefined;
  return wrapped?.success ? wrapped.data.answer : json;
};

/** Whether what a model wrote is of the shape it was asked for, whatever its vendor promised. */
export const checkShape = (shape: z.ZodType, text: string): Checked => {
  const found = read(text);
  if (found === undefined) return { fits: false, complaint: "it is not JSON" };
  const parsed = shape.safeParse(unwrap(shape, found.json));
  if (parsed.success) return { fits: true, value: parsed.data };
  return { fits: false, complaint: z.prettifyError(parsed.error).slice(0, MOST_COMPLAINT) };
};

/** Said once to a model whose answer does not fit. */
export const askAgain = (shape: z.ZodType, complaint: string): string =>
  `That is not what was asked for: ${complaint}\nAnswer again with one JSON value and nothing else. Its schema: ${JSON.stringify(schemaOfShape(shape))}`;
