import type { ParseResult } from "@marcbachmann/cel-js";
import { environmentFor, evaluating, type NameType, parsing } from "./expression-environment.ts";
import { memoise } from "./memoise.ts";
import { type ExpressionMistake, OUTCOMES, type Reading, readExpression } from "./read-expression.ts";
import type { Value } from "./value.ts";

export type { NameType } from "./expression-environment.ts";
export type { ExpressionMistake } from "./read-expression.ts";

/** What an expression is read with. `null` is a missing value; `data` is there for a `wait` step's `where`. */
export interface Scope {
  readonly values: Readonly<Record<string, Value>>;
  readonly outcome: (step: string) => string | undefined;
  readonly data?: Readonly<Record<string, unknown>>;
}

export type CheckedExpression =
  | {
      readonly ok: true;
      readonly names: readonly string[];
      /** Keys of the steps it asks `outcome("...")` of. */
      readonly outcomes: readonly string[];
      /** Whether it answers yes or no, as `when`, `where` and `priority` must. */
      readonly isCondition: boolean;
    }
  | ({ readonly ok: false } & ExpressionMistake);

/** Reads an expression against the names there are. The first mistake, in the order of reading, is the one reported. */
export const checkExpression = (source: string, names: ReadonlyMap<string, NameType>): CheckedExpression => {
  const parsed = parse(source);
  if (!parsed.ok) return parsed;
  const { reading } = parsed;
  const unknown = reading.names.filter(({ name }) => !names.has(name)).map(describeUnknown);
  const [mistake] = [...reading.mistakes, ...unknown].sort((one, other) => one.offset - other.offset);
  if (mistake) return { ok: false, ...mistake };
  const { valid, type, error } = environmentFor(names).check(reading.total);
  if (!valid) {
    const { message, offset } = readError(error);
    return { ok: false, message, offset: reading.originOf(offset) };
  }
  const used = new Set(reading.names.map(({ name }) => name));
  return { ok: true, names: [...used], outcomes: reading.outcomes, isCondition: type === "bool" || type === "dyn" };
};

const describeUnknown = ({ name, offset }: Reading["names"][number]): ExpressionMistake => ({
  message: `"${name}" is neither an input nor evidence here.`,
  offset,
  unknown: name,
});

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(found )?no (such|matching) overload(:| for)/i, "These do not go together:"],
  [/google\.protobuf\.Timestamp/g, "time"],
  [/\bstring\b/g, "text"],
  [/\b(double|int)\b/g, "number"],
  [/\bbool\b/g, "yes or no"],
];

/** The library's errors say what is wrong and where in two fields of their own; `message` draws a picture. */
const readError = (error: unknown): { readonly message: string; readonly offset: number } => {
  const { summary, range }: { readonly summary?: string; readonly range?: { readonly start: number } } = Object(error);
  const message = WORDS.reduce((text, [pattern, word]) => text.replace(pattern, word), String(summary));
  return { message, offset: { start: 0, ...range }.start };
};

type Parsed = { readonly ok: true; readonly reading: Reading } | ({ readonly ok: false } & ExpressionMistake);

const parse = (source: string): Parsed => {
  try {
    return { ok: true, reading: readExpression(parsing.parse(source).ast) };
  } catch (error) {
    const { message, offset } = readError(error);
    return { ok: false, message: `This cannot be read as an expression: ${message}`, offset };
  }
};

interface Program {
  readonly run: ParseResult;
  readonly names: readonly string[];
  readonly outcomes: readonly string[];
}

const compile = memoise(2_000, (source): Program | undefined => {
  const parsed = parse(source);
  if (!parsed.ok || parsed.reading.mistakes.length > 0) return undefined;
  const { names, outcomes, total } = parsed.reading;
  return { run: evaluating.parse(total), names: names.map(({ name }) => name), outcomes };
});

/** Only what the program names, in a Map: nothing of JavaScript's own objects can be reached by a name. */
const contextOf = ({ names, outcomes }: Program, { values, outcome, data }: Scope): Map<string, unknown> => {
  const known = outcomes.flatMap((step) => {
    const found = outcome(step);
    return found === undefined ? [] : [[step, found] as const];
  });
  const context = new Map<string, unknown>([[OUTCOMES, new Map(known)]]);
  for (const name of names) {
    const value = name === "data" && data ? data : Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined && value !== null) context.set(name, value);
  }
  return context;
};

const toValue = (result: unknown): Value | undefined => {
  if (typeof result === "string" || typeof result === "boolean") return result;
  const numeric = typeof result === "number" || typeof result === "bigint" || result instanceof Date;
  return numeric && Number.isFinite(Number(result)) ? Number(result) : undefined;
};

/**
 * The value of an expression; times as epoch milliseconds. Total: undefined when it cannot be read, or needs a value that is missing.
 * A comparison with a missing value is false, `!=` included, and so is anything else that cannot be answered.
 */
export const evaluate = (source: string, scope: Scope): Value | undefined => {
  try {
    const program = compile(source);
    return program && toValue(program.run(contextOf(program, scope)));
  } catch {
    return undefined;
  }
};

/** Whether a condition holds; false when that cannot be said. */
export const isTrue = (source: string, scope: Scope): boolean => evaluate(source, scope) === true;
