import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as { readonly scripts: { readonly start: string } };

/** What follows `node` in `npm start`; to be run in ROOT. */
export const START: readonly string[] = scripts.start.split(" ").slice(1);

/** What goes before the program. */
export const NODE_ARGS: readonly string[] = START.slice(0, -1);
