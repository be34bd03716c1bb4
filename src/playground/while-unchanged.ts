import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const stampOf = (folder: string): string => {
  try {
    return readdirSync(folder)
      .map((name) => {
        const stat = statSync(join(folder, name), { throwIfNoEntry: false });
        return `${name} ${stat?.mtimeMs} ${stat?.size}`;
      })
      .join("\n");
  } catch {
    return "";
  }
};

/** The same question about a folder, asked again only once a file in it has changed. `known`: the answer for what it holds now. */
export const whileUnchanged = <T>(folder: string, ask: () => T, known?: T): (() => T) => {
  let last: { readonly stamp: string; readonly answer: T } | undefined =
    known === undefined ? undefined : { stamp: stampOf(folder), answer: known };
  return () => {
    const stamp = stampOf(folder);
    if (last?.stamp !== stamp) last = { stamp, answer: ask() };
    return last.answer;
  };
};
