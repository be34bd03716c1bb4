import type { ASTNode } from "@marcbachmann/cel-js";

/** A mistake in an expression; `offset` counts characters from its start. */
export interface ExpressionMistake {
  readonly message: string;
  readonly offset: number;
  /** The name that nothing here goes by, so that the caller can suggest the nearest. */
  readonly unknown?: string;
}

/** What an expression names and may not contain, and the same expression with its comparisons and conditions made total. */
export interface Reading {
  readonly names: readonly { readonly name: string; readonly offset: number }[];
  readonly outcomes: readonly string[];
  readonly mistakes: readonly ExpressionMistake[];
  readonly total: string;
  /** From a character of `total` to the one of the source that it stands for. */
  readonly originOf: (offset: number) => number;
}

/** Holds the outcomes that an expression asks for, while it is evaluated. No input can be called so. */
export const OUTCOMES = "_outcomes";

const FUNCTIONS = ["has", "outcome", "size", "int", "double", "string", "bool", "timestamp"];
const MACROS = ["all", "exists", "exists_one", "filter", "map"];
const ON_TEXT = ["contains", "startsWith", "endsWith", "lowerAscii", "upperAscii", "trim", "indexOf", "lastIndexOf", "substring", "split"];
const METHODS = [...ON_TEXT, "join", "size", ...MACROS];
const COMPARISONS: readonly string[] = ["==", "!=", "<", "<=", ">", ">=", "in"];
const LOGIC: readonly string[] = ["&&", "||", "!_"];

/** Walks an expression. Functions are allowed by name, so that neither regular expressions nor anything a later library version adds gets in. */
export const readExpression = (root: ASTNode): Reading => {
  const found = read(root, new Set());
  const pieces = found.flatMap((each) => (each.found === "text" ? [each] : []));
  const origins = pieces.flatMap(({ text, origin }) => Array.from({ length: text.length }, () => origin));
  return {
    names: found.flatMap((each) => (each.found === "name" ? [each] : [])),
    outcomes: [...new Set(found.flatMap((each) => (each.found === "outcome" ? [each.step] : [])))],
    mistakes: found.flatMap((each) => (each.found === "mistake" ? [{ message: each.message, offset: each.offset }] : [])),
    total: pieces.map(({ text }) => text).join(""),
    originOf: (offset) => Number(origins[offset]),
  };
};

type Finding =
  | { readonly found: "name"; readonly name: string; readonly offset: number }
  | { readonly found: "outcome"; readonly step: string }
  | { readonly found: "mistake"; readonly message: string; readonly offset: number }
  | { readonly found: "text"; readonly text: string; readonly origin: number };
type Findings = readonly Finding[];

/** Variables of a macro: `x` in `list.exists(x, x > 3)`. */
type Bound = ReadonlySet<string>;

const write = ({ start }: ASTNode, text: string): Finding => ({ found: "text", text, origin: start });
/** A literal as it was written: the library's own `serialize` rounds numbers. */
const written = ({ input, start, end }: ASTNode): string => input.slice(start, end);
const mistake = ({ start }: ASTNode, message: string): Findings => [{ found: "mistake", message, offset: start }];

/** A missing value inside makes this false, not an error. */
const held = (node: ASTNode, inside: Findings): Findings => [write(node, "holds("), ...inside, write(node, ")")];

const read = (node: ASTNode, bound: Bound): Findings => {
  const inside = readParts(node, bound);
  return COMPARISONS.includes(node.op) ? held(node, inside) : inside;
};

const readCondition = (node: ASTNode, bound: Bound): Findings => {
  const inside = read(node, bound);
  return COMPARISONS.includes(node.op) || LOGIC.includes(node.op) ? inside : held(node, inside);
};

/** Operands between signs, in brackets: `(`, a, `&&`, b, `)`. */
const between = (node: ASTNode, signs: readonly string[], parts: readonly Findings[]): Findings =>
  signs.flatMap((sign, index) => [write(node, sign), ...(parts[index] ?? [])]);

const readParts = (node: ASTNode, bound: Bound): Findings => {
  switch (node.op) {
    case "id":
      return [...(bound.has(node.args) ? [] : [{ found: "name", name: node.args, offset: node.start } as const]), write(node, node.args)];
    case "value":
      return readLiteral(node);
    case "call":
      return readCall(node, node.args[0], node.args[1], bound);
    case "rcall":
      return readMethod(node, node.args, bound);
    case "?:":
      return readChoice(node, node.args, bound);
    case "!_":
      return between(node, ["(!", ")"], [readCondition(node.args, bound)]);
    case "&&":
    case "||":
      return between(node, ["(", ` ${node.op} `, ")"], [readCondition(node.args[0], bound), readCondition(node.args[1], bound)]);
    default:
      return readPlain(node, bound);
  }
};

type Plain = Exclude<ASTNode, { op: "id" | "value" | "call" | "rcall" | "?:" | "!_" | "&&" | "||" }>;

const readPlain = (node: Plain, bound: Bound): Findings => {
  switch (node.op) {
    case "-_":
      return between(node, ["(-", ")"], [read(node.args, bound)]);
    case ".":
    case ".?":
      return [...read(node.args[0], bound), write(node, `.${node.args[1]}`)];
    case "[]":
    case "[?]":
      return between(node, ["", "[", "]"], [read(node.args[0], bound), read(node.args[1], bound)]);
    case "list":
      return [write(node, "["), ...listed(node, node.args, bound), write(node, "]")];
    case "map":
      return mistake(node, "An expression cannot contain a map.");
    case "in":
      return between(node, ["(dyn(", ") in ", ")"], [read(node.args[0], bound), read(node.args[1], bound)]);
    default:
      return between(node, ["(", ` ${node.op} `, ")"], [read(node.args[0], bound), read(node.args[1], bound)]);
  }
};

const readLiteral = (node: ASTNode): Findings =>
  node.args === null
    ? mistake(node, "Nothing compares with null: ask has(name) whether there is a value.")
    : [write(node, `(${written(node)})`)];

const readChoice = (node: ASTNode, [condition, one, other]: readonly [ASTNode, ASTNode, ASTNode], bound: Bound): Findings =>
  between(node, ["(", " ? ", " : ", ")"], [readCondition(condition, bound), read(one, bound), read(other, bound)]);

const listed = (node: ASTNode, args: readonly ASTNode[], bound: Bound): Findings =>
  args.flatMap((part, index) => [...(index > 0 ? [write(node, ", ")] : []), ...read(part, bound)]);

const notAvailable = (node: ASTNode, name: string): Findings =>
  mistake(
    node,
    `"${name}" is not available in expressions. There are ${FUNCTIONS.join(", ")}; and on text and lists ${METHODS.join(", ")}.`,
  );

const readCall = (node: ASTNode, name: string, args: readonly ASTNode[], bound: Bound): Findings => {
  if (name === "outcome") return readOutcome(node, args);
  if (name === "has") return readHas(node, args, bound);
  return FUNCTIONS.includes(name) ? [write(node, `${name}(`), ...listed(node, args, bound), write(node, ")")] : notAvailable(node, name);
};

const readOutcome = (node: ASTNode, [step, ...more]: readonly ASTNode[]): Findings => {
  if (step?.op !== "value" || typeof step.args !== "string" || more.length > 0) {
    return mistake(node, 'outcome() takes the key of one step in quotes, as in outcome("review").');
  }
  return [{ found: "outcome", step: step.args }, write(node, `${OUTCOMES}[${written(step)}]`)];
};

const isPlace = ({ op, args }: ASTNode): boolean => op === "id" || op === "." || op === "[]" || (op === "call" && args[0] === "outcome");

const readHas = (node: ASTNode, [place, ...more]: readonly ASTNode[], bound: Bound): Findings => {
  if (!place || !isPlace(place) || more.length > 0) return mistake(node, "has() takes one name, as in has(tier).");
  return [write(node, "present("), ...read(place, bound), write(node, ")")];
};

const readMethod = (node: ASTNode, [name, on, args]: readonly [string, ASTNode, readonly ASTNode[]], bound: Bound): Findings => {
  if (!METHODS.includes(name)) return notAvailable(node, name);
  const [first] = args;
  const inner = MACROS.includes(name) && first?.op === "id" ? new Set([...bound, first.args]) : bound;
  return [...read(on, bound), write(node, `.${name}(`), ...listed(node, args, inner), write(node, ")")];
};
