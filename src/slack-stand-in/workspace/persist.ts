import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { isJson } from "../json.ts";
import { emptyState, type State } from "./state.ts";

const writeMap = (_key: string, value: unknown): unknown => (value instanceof Map ? { $map: [...value] } : value);

const readMap = (_key: string, value: unknown): unknown =>
  isJson(value) && Array.isArray(value.$map) ? new Map(value.$map as [unknown, unknown][]) : value;

/** A file of an older shape lacks newer maps; it keeps what it has. */
export const readState = (path: string | undefined): State => {
  if (path === undefined || !existsSync(path)) return emptyState();
  return { ...emptyState(), ...(JSON.parse(readFileSync(path, "utf8"), readMap) as State) };
};

export interface Keeper {
  /** Writes soon; many changes in one turn of the event loop are one write. */
  soon(): void;
  now(): void;
}

export const createKeeper = (path: string | undefined, state: State): Keeper => {
  let waiting: NodeJS.Immediate | undefined;
  const now = (): void => {
    clearImmediate(waiting);
    waiting = undefined;
    if (path === undefined) return;
    // A rename is atomic: a kill in the middle leaves the earlier file whole.
    writeFileSync(`${path}.next`, JSON.stringify(state, writeMap));
    renameSync(`${path}.next`, path);
  };
  return {
    now,
    soon: () => {
      if (path !== undefined) waiting ??= setImmediate(now);
    },
  };
};
