/** Deeper than anything that is meant. */
const DEEPEST = 60;

/** The same value with each text in it changed; too deep a one is cut off. */
export const mapTexts = (value: unknown, change: (text: string) => string, depth = 0): unknown => {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change, depth + 1)]));
};
