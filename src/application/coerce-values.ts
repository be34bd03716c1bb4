import type { Field } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { Value } from "../engine/value.ts";

export type Coerced = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly expected: string };

const ok = (value: Value): Coerced => ({ ok: true, value });
const no = (expected: string): Coerced => ({ ok: false, expected });

const NUMBER = /^-?\d+(\.\d+)?$/;
const YES = new Set(["true", "yes", "1"]);
const NO = new Set(["false", "no", "0"]);

const asNumber = (raw: unknown): Coerced => {
  if (typeof raw === "number") return Number.isFinite(raw) ? ok(raw) : no("a number");
  // Thousands separators are people's, not a format: 4,200.50 and 4 200.50 are both 4200.5.
  const text = String(raw)
    .replaceAll(/(?<=\d)[,' \u00a0](?=\d{3}(\D|$))/g, "")
    .replace(/^[€$£]\s*/, "");
  return NUMBER.test(text) ? ok(Number(text)) : no("a number");
};

const asBoolean = (raw: unknown): Coerced => {
  const text = String(raw).toLowerCase();
  if (YES.has(text)) return ok(true);
  return NO.has(text) ? ok(false) : no("yes or no");
};

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
};

const asDateTime = (raw: unknown): Coerced => {
  if (typeof raw === "number") return Number.isSafeInteger(raw) ? ok(raw) : no("a date and time");
  const at = Date.parse(String(raw));
  return Number.isFinite(at) ? ok(at) : no("a date and time, as 2026-11-20T15:00:00Z");
};

/** `<@U123>` and `<@U123|name>` are how Slack writes a mention. */
const asPerson = (raw: unknown, directory: Directory): Coerced => {
  const text = String(raw).trim();
  const address = /^<@([A-Z0-9]+)(\|[^>]*)?>$/.exec(text)?.[1] ?? text;
  const person =
    directory.addresses.get(address.toLowerCase()) ??
    directory.addresses.get(address) ??
    [...directory.people.keys()].find((id) => id === address);
  return person === undefined ? no("somebody known here, by email or Slack id") : ok(person);
};

const asUrl = (raw: unknown): Coerced => {
  const text = String(raw)
    .trim()
    .replace(/^<([^|>]+)(\|[^>]*)?>$/, "$1");
  return URL.canParse(text) && /^https?:/.test(text) ? ok(text) : no("a web address that begins with https://");
};

const asEmail = (raw: unknown): Coerced => {
  const text = String(raw)
    .trim()
    .replace(/^<mailto:([^|>]+)(\|[^>]*)?>$/, "$1");
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text) ? ok(text.toLowerCase()) : no("an email address");
};

/**
 * Reads one value as a field's type, from whatever an event, `key=value` or a form brought. Empty is `null`: whether that may be is the
 * engine's to say.
 */
export const coerceValue = (field: Field, given: unknown, directory: Directory): Coerced => {
  // The database keeps neither half a character nor NUL.
  const raw = typeof given === "string" ? given.toWellFormed().replaceAll("\u0000", "") : given;
  if (raw === undefined || raw === null || raw === "") return ok(null);
  if (typeof raw === "object") return no(`one ${field.type}, not a list or an object`);
  switch (field.type) {
    case "text":
    case "file":
      return ok(String(raw).trim());
    case "number":
    case "money":
      return asNumber(raw);
    case "boolean":
      return asBoolean(raw);
    case "choice":
      return field.options.includes(String(raw)) ? ok(String(raw)) : no(`one of ${field.options.join(", ")}`);
    case "date":
      return isDay(String(raw)) ? ok(String(raw)) : no("a day, as 2026-11-20");
    case "datetime":
      return asDateTime(raw);
    case "person":
      return asPerson(raw, directory);
    case "email":
      return asEmail(raw);
    case "url":
      return asUrl(raw);
  }
};

export interface CoercedValues {
  readonly values: Readonly<Record<string, Value>>;
  /** Field name to what was expected. */
  readonly problems: Readonly<Record<string, string>>;
}

/** Every given field at once; names that the definition does not have are problems, too. */
export const coerceValues = (fields: readonly Field[], raw: Readonly<Record<string, unknown>>, directory: Directory): CoercedValues => {
  const values: Record<string, Value> = {};
  const problems: Record<string, string> = {};
  const byName = new Map(fields.map((field) => [field.name, field]));
  for (const [name, given] of Object.entries(raw)) {
    const field = byName.get(name);
    const coerced = field === undefined ? no(`one of ${[...byName.keys()].join(", ")}`) : coerceValue(field, given, directory);
    if (coerced.ok) values[name] = coerced.value;
    else problems[name] = `Expected ${coerced.expected}.`;
  }
  return { values, problems };
};
