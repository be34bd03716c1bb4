import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** A small text that outlives the process. */
export interface Kept {
  /** Undefined when there is none. */
  read(): string | undefined;
  write(text: string): void;
}

/** Written whole or not at all: a process that is killed leaves the text before. */
export const createKeptFile = (path: string): Kept => ({
  read: () => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return undefined;
    }
  },
  write: (text) => {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  },
});
