import type { z } from "zod";
import { nearest } from "../engine/nearest.ts";
import type { Path } from "./path.ts";
import { KNOWN_KEYS, ONE_OF } from "./schema/closed.ts";
import { kindsWithKey } from "./schema/step.ts";

type Issue = z.core.$ZodIssue;

/** One thing that the schema found, in plain words. */
export interface Found {
  readonly path: Path;
  /** Points at the key rather than at what it holds. */
  readonly on: "key" | "value";
  /** The path of a key that is not there. */
  readonly missing?: Path;
  readonly message: string;
  readonly expected: string | undefined;
  readonly nearest: string | undefined;
}

/** Says a schema's issue as one finding a place. `root` is the file's value. */
export const describeIssue = (root: unknown, issue: Issue, base: Path = []): Found[] => {
  const path = [...base, ...issue.path.filter((segment) => typeof segment !== "symbol")];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, issue.message));
  if (issue.code === "invalid_key") return [wrongKey(path, issue.issues[0]?.message)];
  if (issue.code === "invalid_union" && issue.errors.length > 0) return describeUnion(root, issue, path);
  return [wrongValue(root, path, issue.message)];
};

type UnionIssue = Issue & { readonly code: "invalid_union" };

/** A value that fits no member of a union is described by the member it resembles most, if it resembles one. */
const describeUnion = (root: unknown, issue: UnionIssue, path: Path): Found[] => {
  const members = membersOf(issue);
  const strays = keysOfNoMember(members, path);
  if (strays.length > 0) return strays;
  const scored = members.map((issues) => ({ issues, score: distance(issues) })).sort((left, right) => left.score - right.score);
  const [best, next] = scored;
  if (best === undefined || best.score >= UNLIKE || (next !== undefined && next.score === best.score))
    return [wrongValue(root, path, issue.message)];
  return best.issues.flatMap((inner) => describeIssue(root, inner, path));
};

/** What each member of a union has against a value; a union within a union counts as its members. */
const membersOf = ({ errors }: UnionIssue): (readonly Issue[])[] =>
  errors.flatMap((issues) => {
    const [only, ...more] = issues;
    return only?.code === "invalid_union" && only.path.length === 0 && more.length === 0 && only.errors.length > 0
      ? membersOf(only)
      : [issues];
  });

/** Keys that no member of a union knows, against all that any of them does. */
const keysOfNoMember = (members: readonly (readonly Issue[])[], path: Path): Found[] => {
  const strays = members
    .map((issues) => issues.find((issue) => issue.code === "unrecognized_keys" && issue.path.length === 0))
    .filter((issue) => issue !== undefined);
  if (strays.length < 2) return [];
  const known = [...new Set(strays.flatMap(({ message }) => knownKeys(message)))];
  const keys = new Set(strays.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : [])));
  return [...keys].filter((key) => !known.includes(key)).map((key) => unknownKey(path, key, `${KNOWN_KEYS}${known.join(" ")}`));
};

const knownKeys = (message: string): string[] => (message.startsWith(KNOWN_KEYS) ? message.slice(KNOWN_KEYS.length).split(" ") : []);

const UNLIKE = 100;

const distance = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.path.length === 0 && issue.code !== "unrecognized_keys" ? UNLIKE : 1), 0);

const unknownKey = (path: Path, key: string, message: string): Found => {
  const known = knownKeys(message);
  const kinds = path[0] === "steps" && path.length === 2 ? kindsWithKey(key) : [];
  const expected =
    kinds.length > 0 ? `a step of kind ${kinds.join(" or ")} for this key` : known.length > 0 ? `one of ${known.join(", ")}` : undefined;
  return { path: [...path, key], on: "key", message: `unknown key "${shorten(key)}"`, expected, nearest: nearest(key, known) };
};

const wrongKey = (path: Path, expected: string | undefined): Found => ({
  path,
  on: "key",
  message: `"${shorten(String(path.at(-1)))}" cannot be a name here`,
  expected,
  nearest: undefined,
});

const wrongValue = (root: unknown, path: Path, message: string): Found => {
  const value = valueAt(root, path);
  const expected = message === "" ? undefined : message;
  const missing = value === undefined && path.length > 0;
  if (missing)
    return {
      path: path.slice(0, -1),
      on: "key",
      missing: path,
      message: `"${String(path.at(-1))}" is missing`,
      expected,
      nearest: undefined,
    };
  const words = expected?.startsWith(ONE_OF) ? expected.slice(ONE_OF.length).split(", ") : [];
  return {
    path,
    on: "value",
    message: `${describe(value)} does not fit here`,
    expected,
    nearest: typeof value === "string" ? nearest(value, words) : undefined,
  };
};

const valueAt = (root: unknown, path: Path): unknown => {
  let value: unknown = root;
  for (const segment of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string | number, unknown>)[segment]; // an own property of an object
  }
  return value;
};

const describe = (value: unknown): string => {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string" ? `"${shorten(value)}"` : String(value);
};

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
