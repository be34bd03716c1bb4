import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { anchoredNodes } from "./anchors.ts";
import type { Path } from "./path.ts";
import { createPlainReader } from "./plain.ts";
import type { Place, Problem } from "./problem.ts";
import { readText } from "./read-text.ts";

/** A file as written: its value, and where everything in it stands. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  /** The place of a value, or of the key that leads to it; of the nearest thing above when the path does not exist. */
  readonly locate: (path: Path, on?: "key" | "value", within?: Within) => Place;
}

/** A character inside a text value. */
export interface Within {
  readonly text: string;
  readonly offset: number;
}

export type Parsed = { readonly source: SourceFile | undefined; readonly problems: readonly Problem[] };

/** YAML bytes to a plain value with places. Total: whatever the bytes are, the answer is a value or mistakes with a place. */
export const parseFile = (file: string, bytes: Uint8Array): Parsed => {
  const read = readText(file, bytes);
  if ("problem" in read) return { source: undefined, problems: [read.problem] };
  const lines = new LineCounter();
  const document = compose(read.text, lines);
  const mistake = mistakeIn(file, lines);
  if (document === undefined) {
    return { source: undefined, problems: [mistake(0, TOO_DEEP, "at most 64 levels")] };
  }
  const syntax = [...document.errors, ...document.warnings].map((error) => mistake(error.pos[0], plainWords(error.message), undefined));
  if (syntax.length > 0) return { source: undefined, problems: syntax };
  const anchors = read.text.includes("&") ? anchoredNodes(document) : new Map<Alias, Node>();
  const { value, findings } = createPlainReader(document, anchors)();
  const source = { file, text: read.text, value, locate: locator(read.text, document, anchors, (offset) => placeOf(file, lines, offset)) };
  return { source, problems: findings.map((finding) => mistake(finding.offset, finding.message, finding.expected)) };
};

const compose = (text: string, lines: LineCounter): Document.Parsed | undefined => {
  try {
    // The library compares each key with each other one; ours are compared by a set, so that a long map cannot hang us.
    return parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, stringKeys: false, logLevel: "error" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

const mistakeIn =
  (file: string, lines: LineCounter) =>
  (offset: number, message: string, expected: string | undefined): Problem => ({
    severity: "mistake",
    rule: "readableYaml",
    ...placeOf(file, lines, offset),
    message,
    expected,
    nearest: undefined,
  });

const placeOf = (file: string, lines: LineCounter, offset: number): Place => {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(1, line), column: Math.max(1, col) };
};

// The library answers some, but not all, exhausted stacks with an error of its own.
const plainWords = (message: string): string =>
  message.includes("call stack") ? TOO_DEEP : (message.split("\n")[0]?.replace(/\s+at line \d+.*$/, "") ?? message);

const TOO_DEEP = "the file is nested too deeply to read";

const locator = (text: string, document: Document.Parsed, anchors: ReadonlyMap<Alias, Node>, place: (offset: number) => Place) => {
  return (path: Path, on: "key" | "value" = "value", within?: Within): Place => {
    let node: Node | null = document.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, segment] of path.entries()) {
      const step = descend(anchors, node, segment);
      if (step === undefined) break;
      node = step.node;
      offset = (on === "key" && index === path.length - 1 ? step.key : undefined) ?? node?.range?.[0] ?? step.key ?? offset;
    }
    return place(offset + inside(text, offset, within));
  };
};

/** Folded and escaped text is not found as it reads; its beginning then has to do. */
const inside = (text: string, start: number, within: Within | undefined): number => {
  if (within === undefined) return 0;
  const found = text.slice(start, start + within.text.length + 1).indexOf(within.text);
  return found < 0 ? 0 : found + within.offset;
};

type Descent = { readonly node: Node | null; readonly key: number | undefined };

const descend = (anchors: ReadonlyMap<Alias, Node>, from: Node | null, segment: string | number): Descent | undefined => {
  const node = isAlias(from) ? anchors.get(from) : from;
  if (isSeq(node) && typeof segment === "number") {
    const item = node.items[segment] as Node | null | undefined; // a parsed sequence holds nodes
    return item === undefined ? undefined : { node: item, key: item?.range?.[0] };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment) as Pair<Node, Node | null> | undefined; // a parsed map holds nodes
  return pair && { node: pair.value, key: pair.key.range?.[0] };
};
