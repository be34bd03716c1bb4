import type { Field } from "./definition.ts";
import type { Directory } from "./directory.ts";
import { personAt } from "./people.ts";
import { isGiven } from "./scope.ts";
import { isTextRef, type StoredValue, type Value } from "./value.ts";

export interface CheckedValues {
  /** What was given and fits; people as their id. Empty values are left out. */
  readonly values: Readonly<Record<string, StoredValue>>;
  /** Field name to what was expected, for a form. */
  readonly problems: Readonly<Record<string, string>>;
}

/**
 * Checks inputs or evidence against their fields, all at once. `personal` has the plain text of what is given by reference; a reference
 * without one is taken as it is, for it was checked when it was made.
 */
export const checkValues = (
  directory: Directory,
  fields: readonly Field[],
  given: Readonly<Record<string, StoredValue>>,
  personal: Readonly<Record<string, Value>> = {},
): CheckedValues => {
  const values: Record<string, StoredValue> = {};
  const problems: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = fields.find((each) => each.name === name);
    const checked = field === undefined ? `There is no field ${name} here.` : checkOne(directory, field, value, personal[name]);
    if (typeof checked === "string") problems[name] = checked;
    else if (isGiven(checked.value)) values[name] = checked.value;
  }
  return { values, problems };
};

/** Names of required fields that are not there, in the order of the definition. */
export const missingOf = (fields: readonly Field[], values: Readonly<Record<string, StoredValue | undefined>>): readonly string[] =>
  fields.filter((field) => field.required && !isGiven(values[field.name])).map((field) => field.name);

type Checked = { readonly value: StoredValue } | string;

const checkOne = (directory: Directory, field: Field, value: StoredValue, plain: Value | undefined): Checked => {
  if (!isTextRef(value)) return isGiven(value) ? fits(directory, field, value) : { value };
  if (plain === undefined || plain === null) return { value };
  const checked = fits(directory, field, plain);
  return typeof checked === "string" ? checked : { value };
};

const fits = (directory: Directory, field: Field, value: Value): Checked => {
  if (field.type === "person") {
    const person = typeof value === "string" ? personAt(directory, value) : undefined;
    return person === undefined ? "Expected somebody who is known here." : { value: person };
  }
  if (field.type === "choice") {
    return typeof value === "string" && field.options.includes(value) ? { value } : `Expected one of ${field.options.join(", ")}.`;
  }
  const { test, expected } = TYPES[field.type];
  return test(value) ? { value } : `Expected ${expected}.`;
};

interface TypeRule {
  readonly test: (value: Value) => boolean;
  readonly expected: string;
}

const isText = (value: Value): value is string => typeof value === "string";
const isNumber = (value: Value): boolean => typeof value === "number" && Number.isFinite(value);

/** A calendar is worked out year by year: up to the year 9999, which others write for "never", it would hold everybody up for seconds. */
const [FIRST, LAST] = [Date.parse("1900-01-01T00:00:00Z"), Date.parse("2199-12-31T23:59:59Z")];
const isNear = (at: number): boolean => FIRST <= at && at <= LAST;

const isDay = (value: Value): boolean => {
  if (!isText(value) || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  // 30 February parses, as 2 March.
  return isNear(at) && new Date(at).toISOString().startsWith(value);
};

const TYPES: Readonly<Record<Exclude<Field["type"], "person" | "choice">, TypeRule>> = {
  text: { test: isText, expected: "a text" },
  file: { test: isText, expected: "a file" },
  number: { test: isNumber, expected: "a number" },
  money: { test: isNumber, expected: "an amount" },
  boolean: { test: (value) => typeof value === "boolean", expected: "yes or no" },
  date: { test: isDay, expected: "a day from 1900 to 2199, as 2026-11-20" },
  datetime: { test: (value) => Number.isSafeInteger(value) && isNear(Number(value)), expected: "a date and time from 1900 to 2199" },
  email: { test: (value) => isText(value) && /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(value.trim()), expected: "an email address" },
  url: {
    test: (value) => isText(value) && URL.canParse(value) && /^https?:/i.test(value),
    expected: "a web address that begins with https://",
  },
};
