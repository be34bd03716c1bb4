/**
 * One text for one value: keys sorted by code unit, undefined members left out, no white space. What hashes are taken over
 * (definition versions, the trace's chain), so it may never change. Lists keep their order; undefined in a list is null.
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
  if (typeof value === "object" && value !== null) return canonicalObject(value);
  return JSON.stringify(value) ?? "null"; // undefined and functions have no JSON
};

const canonicalObject = (value: object): string => {
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key]; // an own key
    if (member !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
};
