import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** As the library says it: `date` in its own form, the instants in epoch milliseconds. */
export interface KeptHoliday {
  readonly date: string;
  readonly start: number;
  readonly end: number;
}

type Kept = Readonly<Record<string, readonly KeptHoliday[]>>;

/** What is kept under the key; else what is computed, when that is anything. */
export type HolidayCache = (key: string, compute: () => readonly KeptHoliday[] | undefined) => readonly KeptHoliday[] | undefined;

const CACHE = fileURLToPath(new URL("../../node_modules/.cache/coxswain", import.meta.url));

const read = (file: string): Kept => {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
    // Only we write it: what it holds is a record of holidays, or it is broken.
    return typeof kept === "object" && kept !== null ? (kept as Kept) : {};
  } catch {
    return {};
  }
};

/** Whole or not at all. */
const write = (file: string, kept: Kept): void => {
  const draft = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, JSON.stringify(kept));
    renameSync(draft, file);
  } catch {
    // Nothing may be written here: it is computed again next time.
  }
};

/**
 * What the library of holidays answered, kept in a file: to read the library takes a tenth of a start, and to ask it nearly as long
 * again. `version` is the library's: another one is asked anew.
 */
export const createHolidayCache = (version: string, folder: string = CACHE): HolidayCache => {
  const file = join(folder, `holidays-${version}.json`);
  let kept: Kept | undefined;
  return (key, compute) => {
    kept ??= read(file);
    const found = Object.hasOwn(kept, key) ? kept[key] : compute();
    if (found === undefined || Object.hasOwn(kept, key)) return found;
    kept = { ...kept, [key]: found };
    write(file, kept);
    return found;
  };
};
