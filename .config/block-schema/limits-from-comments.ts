import type { Schema } from "./schema.ts";

const numberIn = (text: string, pattern: RegExp): number | undefined => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found.replace(/,/g, ""));
};

const mostCharacters = (text: string): number | undefined => {
  const below = numberIn(text, /must be less than (\d+) characters/i);
  return below === undefined ? numberIn(text, /(?:max(?:imum)? length[^.]*? |limit )([\d,]+) characters/i) : below - 1;
};

const fewestCharacters = (text: string): number | undefined => numberIn(text, /minimum length[^.]*? is (\d+)/i);

const mostItems = (text: string): number | undefined =>
  numberIn(text, /max(?:imum)?(?: number of [a-z ]+ is| of)? `?(\d+)`? ?(?:items|elements|options|rows|blocks|cards|\.|$)/i);

const withTextLimits = (schema: Schema, text: string): void => {
  const most = mostCharacters(text);
  const fewest = fewestCharacters(text);
  const limits: Schema = { ...(most === undefined ? {} : { maxLength: most }), ...(fewest === undefined ? {} : { minLength: fewest }) };
  if (Object.keys(limits).length === 0) return;
  if (schema.type === "string") Object.assign(schema, limits);
  // A text object: the limit is on the text within it.
  else if (schema.$ref !== undefined || schema.anyOf !== undefined) schema.properties = { text: limits };
};

/**
 * The doc comments of `@slack/types` carry Slack's limits in words ("Maximum length for the text in this field is 75 characters").
 * They become keywords here; what the words do not say is in `overlay.ts`.
 */
export const applyLimitsFromComments = (schema: Schema): void => {
  const text = (schema.description ?? "").replace(/\s+/g, " ");
  if (schema.type === "array") {
    const most = mostItems(text);
    if (most !== undefined) schema.maxItems = most;
    if (schema.items) withTextLimits(schema.items, text);
  } else {
    withTextLimits(schema, text);
  }
};
