import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Runs as the real one does, some way ahead of it. */
export interface MovableClock {
  now(): number;
  /** Never back: what has happened stays in the past. */
  moveTo(at: number): void;
}

const kept = (path: string): number => {
  const ahead = existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
  return Number.isFinite(ahead) ? Math.max(0, ahead) : 0;
};

/** How far ahead it is is kept in a file, so that a restart does not fall back behind what it has told. */
export const createMovableClock = (path: string): MovableClock => {
  let ahead = kept(path);
  const now = (): number => Date.now() + ahead;
  return {
    now,
    moveTo: (at) => {
      ahead += Math.max(0, at - now());
      writeFileSync(path, String(ahead));
    },
  };
};
