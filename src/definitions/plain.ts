import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { unreadable } from "./read-text.ts";

const MAX_DEPTH = 64;
const MAX_VALUES = 100_000;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

export interface Finding {
  readonly offset: number;
  readonly message: string;
  readonly expected: string | undefined;
}

/** Reads a YAML tree into plain values within a budget, so that no alias, cycle or odd key can hurt what reads them next. */
export const createPlainReader = (
  document: Document.Parsed,
  anchors: ReadonlyMap<Alias, Node>,
): (() => { value: unknown; findings: Finding[] }) => {
  const findings: Finding[] = [];
  const open = new Set<Node>();
  let left = MAX_VALUES;

  const refuse = (node: Node | null, message: string, expected?: string): undefined => {
    findings.push({ offset: node?.range?.[0] ?? 0, message, expected });
    return undefined;
  };

  const read = (node: Node | null, depth: number): unknown => {
    left -= 1;
    if (left === 0) return refuse(node, "the file grows too large once its aliases are put in", `at most ${MAX_VALUES} values`);
    if (left < 0 || node === null) return null;
    if (depth > MAX_DEPTH) return refuse(node, "this is nested too deeply", `at most ${MAX_DEPTH} levels`);
    if (isAlias(node)) return readAlias(node, depth);
    if (isScalar(node)) return readScalar(node, node.value);
    return readCollection(node, depth);
  };

  const readCollection = (node: Node, depth: number): unknown => {
    open.add(node);
    const value = isMap(node)
      ? readMap(node as YAMLMap<Node, Node | null>, depth)
      : isSeq(node)
        ? readList(node as YAMLSeq<Node>, depth)
        : null; // a parsed tree holds nodes
    open.delete(node);
    return value;
  };

  const readAlias = (node: Alias, depth: number): unknown => {
    const target = anchors.get(node);
    if (target === undefined) return refuse(node, `the alias *${node.source} has no anchor`);
    if (open.has(target)) return refuse(node, `the alias *${node.source} contains itself`);
    return read(target, depth + 1);
  };

  const readScalar = (node: Node, value: unknown): unknown => {
    if (typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value))) return refuse(node, "a number out of range");
    const hidden = typeof value === "string" ? unreadable(value) : undefined;
    return hidden === undefined ? value : refuse(node, hidden.message, "text that a person can see");
  };

  const readList = (node: YAMLSeq<Node>, depth: number): unknown[] => node.items.map((item) => read(item, depth + 1));

  const readMap = (node: YAMLMap<Node, Node | null>, depth: number): Record<string, unknown> => {
    const entries = new Map<string, unknown>();
    for (const pair of node.items) {
      const key = readKey(pair, entries);
      if (key !== undefined) entries.set(key, read(pair.value, depth + 1));
    }
    return Object.fromEntries(entries);
  };

  const readKey = ({ key }: Pair<Node, Node | null>, seen: ReadonlyMap<string, unknown>): string | undefined => {
    const name = isScalar(key) ? asWord(key.value) : undefined;
    if (name === undefined) return refuse(key, "a key that is not a word", "a word");
    if (FORBIDDEN.has(name)) return refuse(key, `the key "${name}" is not allowed`);
    if (seen.has(name)) return refuse(key, `duplicate key "${name}"`, "each key once");
    return name;
  };

  return () => ({ value: read(document.contents, 0), findings });
};

/** `true: 1 day` and `2: 3 days` name a value by what it looks like. */
const asWord = (key: unknown): string | undefined => {
  if (typeof key === "string") return key;
  return typeof key === "boolean" || typeof key === "number" ? String(key) : undefined;
};
