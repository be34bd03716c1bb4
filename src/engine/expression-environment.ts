import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import type { FieldType } from "./definition.ts";
import { OUTCOMES } from "./read-expression.ts";

/** Inputs and evidence have the type of their field; `data` is the body of an incoming event, of which nothing is known. */
export type NameType = FieldType | "data";

// The library's macro protocol, as its README shows it.
interface Checker {
  readonly check: (node: ASTNode, context: unknown) => { readonly isDynOrBool: () => boolean };
  readonly getType: (name: string) => unknown;
  readonly createError: (code: string, message: string, node: ASTNode) => Error;
}
interface Evaluator {
  readonly run: (node: ASTNode, context: unknown) => unknown;
}
interface Macro {
  readonly part: ASTNode;
}

const attempt = (evaluator: Evaluator, { part }: Macro, context: unknown): unknown => {
  try {
    return evaluator.run(part, context);
  } catch {
    return undefined;
  }
};

/** True only where its condition is; an error inside, such as a missing value, is false. */
const holds = ({ args }: { readonly args: readonly [ASTNode] }) => ({
  part: args[0],
  typeCheck: (checker: Checker, { part }: Macro, context: unknown): unknown => {
    if (!checker.check(part, context).isDynOrBool()) throw checker.createError("not_a_condition", "This is not a yes or no.", part);
    return checker.getType("bool");
  },
  evaluate: (evaluator: Evaluator, macro: Macro, context: unknown): boolean => attempt(evaluator, macro, context) === true,
});

const present = ({ args }: { readonly args: readonly [ASTNode] }) => ({
  part: args[0],
  typeCheck: (checker: Checker, { part }: Macro, context: unknown): unknown => {
    checker.check(part, context);
    return checker.getType("bool");
  },
  evaluate: (evaluator: Evaluator, macro: Macro, context: unknown): boolean => (attempt(evaluator, macro, context) ?? null) !== null,
});

const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
};

const ORDER: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
};

const TIMESTAMP = "google.protobuf.Timestamp";

/** One number: whole or not makes no difference to a person, and a datetime (epoch milliseconds) compares with `timestamp("...")`. */
const withOneNumber = (environment: Environment): Environment => {
  for (const [sign, apply] of Object.entries(ARITHMETIC)) {
    const handler = (left: number | bigint, right: number | bigint): number => apply(Number(left), Number(right));
    environment.registerOperator(`double ${sign} int: double`, handler).registerOperator(`int ${sign} double: double`, handler);
  }
  environment.registerOperator("double % double", (left: number, right: number) => left % right);
  for (const [sign, apply] of Object.entries(ORDER)) {
    const handler = (left: number | Date, right: number | Date): boolean => apply(Number(left), Number(right));
    environment.registerOperator(`double ${sign} ${TIMESTAMP}`, handler).registerOperator(`${TIMESTAMP} ${sign} double`, handler);
  }
  const equal = (left: unknown, right: unknown): boolean => Number(left) === Number(right);
  return environment.registerOperator("double == int", equal).registerOperator(`double == ${TIMESTAMP}`, equal);
};

const LIMITS = { maxAstNodes: 500, maxDepth: 30, maxListElements: 200, maxMapEntries: 50, maxCallArguments: 8 };

const ROOM = { maxAstNodes: 20_000, maxDepth: 5_000 };

/** Only parses what people wrote, within these limits; what is made of it may be larger. */
export const parsing = new Environment({ limits: LIMITS });

const createEnvironment = (unlistedVariablesAreDyn: boolean): Environment =>
  withOneNumber(new Environment({ unlistedVariablesAreDyn, homogeneousAggregateLiterals: false, limits: ROOM }))
    .registerFunction("holds(ast): bool", holds)
    .registerFunction("present(ast): bool", present);

/** Values decide their own types: what the checking environment let through can still meet a value of another type, and is then false. */
export const evaluating = createEnvironment(true);

// Only the checker asks, and only for the type: while evaluating, values of any type are looked up in lists as they are.
const checking = createEnvironment(false).registerOperator("double in list<int>", Object.is);

const CEL_TYPE: Readonly<Record<NameType, "string" | "double" | "bool" | "dyn">> = {
  text: "string",
  choice: "string",
  date: "string",
  person: "string",
  email: "string",
  url: "string",
  file: "string",
  number: "double",
  money: "double",
  datetime: "double",
  boolean: "bool",
  data: "dyn",
};

/** Knows exactly these names and their types. */
export const environmentFor = (names: ReadonlyMap<string, NameType>): Environment => {
  const environment = checking.clone().registerVariable(OUTCOMES, "map<string, string>");
  for (const [name, type] of names) environment.registerVariable(name, CEL_TYPE[type]);
  return environment;
};
