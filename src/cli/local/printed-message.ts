import type { Json } from "../../slack-stand-in/json.ts";
import { blockLines } from "./block-lines.ts";
import { plainText, type Reader } from "./plain-text.ts";

/** A message, and where it stands. */
export interface Placed {
  readonly message: Json;
  /** `#claims`, or `to @tina`. */
  readonly where: string;
  /** Whom it is shown to alone, where it is not posted: `tina`. */
  readonly only?: string | undefined;
  /** The first line of the thread that it is in. */
  readonly thread?: string | undefined;
  /** Who wrote it: `Coxswain`, `@tina`. */
  readonly author: string;
}

/** The words of a message, its buttons as `[Done]`. */
export const messageLines = ({ blocks, text }: Json, reader: Reader): readonly string[] => {
  const lines = blockLines(blocks, reader);
  return lines.length > 0 ? lines : plainText(String(text ?? ""), reader).split("\n");
};

const LONGEST = 60;

/** The beginning of a message, up to its first colon, to name its thread by. */
export const nameOfThread = (root: Json, reader: Reader): string => {
  const [first = ""] = messageLines(root, reader);
  const [title = ""] = first.split(/: /);
  return title.length <= LONGEST ? title : `${title.slice(0, LONGEST - 1).trimEnd()}…`;
};

const heading = ({ where, only, thread, author }: Placed): string =>
  [
    where,
    thread === undefined ? undefined : `in the thread of "${thread}"`,
    author,
    only === undefined ? undefined : `only @${only} sees this`,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`);

/** `+` a new message, whole. */
export const printNew = (placed: Placed, lines: readonly string[]): string => ["", `+ ${heading(placed)}`, ...indented(lines)].join("\n");

/** `~` an edit: the lines that are new, or that nothing of it is new but lines are gone. Undefined when it reads as before. */
export const printEdit = (placed: Placed, before: readonly string[], lines: readonly string[]): string | undefined => {
  const fresh = lines.filter((line) => !before.includes(line));
  const gone = before.filter((line) => !lines.includes(line));
  if (fresh.length + gone.length === 0) return undefined;
  const title = fresh.includes(lines[0] ?? "") ? [] : lines.slice(0, 1);
  const taken = fresh.length > 0 ? [] : gone.map((line) => `(no longer: ${line.trim()})`);
  return ["", `~ ${heading(placed)} · edited`, ...indented([...title, ...fresh, ...taken])].join("\n");
};
