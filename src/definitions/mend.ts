import type { z } from "zod";
import { type Path, pathText, startsWith } from "./path.ts";

export interface Mended<T> {
  readonly value: T;
  /** What was taken out or stands in for something; nothing more is said about these. */
  readonly mended: readonly Path[];
}

/** Says what may stand in for a broken value, so that names elsewhere still find it; undefined: take it out. */
export type StandIn = (path: Path) => unknown;

/**
 * Takes out what the schema refused, until the rest fits, so that the rules can report everything else at once.
 * Undefined when nothing usable is left. What was mended is never loaded.
 */
export const mend = <T>(schema: z.ZodType<T>, value: unknown, standIn: StandIn): Mended<T> | undefined => {
  const draft: unknown = structuredClone(value);
  const mended: Path[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = schema.safeParse(draft);
    if (result.success) return { value: result.data, mended };
    const taken = takeOutAll(draft, result.error.issues.flatMap(brokenPaths), standIn, mended);
    if (taken === undefined) return undefined;
    mended.push(...taken);
  }
  return undefined;
};

const MAX_ROUNDS = 6;

/** One round: what lies under something taken out in it went with that. Undefined when the whole file would have to go. */
const takeOutAll = (draft: unknown, paths: readonly Path[], standIn: StandIn, earlier: readonly Path[]): Path[] | undefined => {
  const stoodIn = new Set(earlier.map(pathText));
  const taken: Path[] = [];
  for (const path of paths) {
    if (taken.some((gone) => startsWith(path, gone))) continue;
    const here = takeOut(draft, path, standIn, stoodIn);
    if (here === undefined) return undefined;
    taken.push(here);
  }
  return taken;
};

const brokenPaths = (issue: z.core.$ZodIssue): Path[] => {
  const path = issue.path.filter((segment) => typeof segment !== "symbol");
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...path, key]) : [path];
};

/** Replaces the value at a path, else removes the nearest key above it that exists; a list goes as a whole, so that places hold. */
const takeOut = (draft: unknown, path: Path, standIn: StandIn, stoodIn: ReadonlySet<string>): Path | undefined => {
  const top = path.findIndex((segment) => typeof segment === "number");
  const candidate = top < 0 ? path : path.slice(0, top);
  for (let length = candidate.length; length > 0; length--) {
    const here = candidate.slice(0, length);
    const parent = containerAt(draft, here.slice(0, -1));
    const key = here.at(-1);
    if (parent === undefined || typeof key !== "string") continue;
    // A stand-in that was refused, too, stood under a name that cannot be one.
    const replacement = stoodIn.has(pathText(here)) ? undefined : standIn(here);
    if (replacement !== undefined) parent[key] = replacement;
    else if (Object.hasOwn(parent, key)) delete parent[key];
    else continue;
    return here;
  }
  return undefined;
};

const containerAt = (draft: unknown, path: Path): Record<string, unknown> | undefined => {
  let value: unknown = draft;
  for (const segment of path) value = isRecord(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  return isRecord(value) ? value : undefined;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
