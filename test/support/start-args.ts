import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as { readonly scripts: { readonly start: string } };

/** What npm gives to `sh -c`. The shell gives its place up (`exec`), so that a signal reaches the program. */
export const START_SCRIPT: string = scripts.start;

/** What follows `exec node` in it; to be run in ROOT. */
export const START: readonly string[] = START_SCRIPT.split(" ").slice(2);

/** What goes before the program. */
export const NODE_ARGS: readonly string[] = START.slice(0, -1);
