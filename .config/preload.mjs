// Loaded before the first TypeScript file (`node --import`), or Node loads its parser for that file alone.
import "./check-node.mjs";
// Not by name: an old Node, which has no such export, must come as far as being told so.
import module from "node:module";
import { fileURLToPath } from "node:url";

// What was compiled once is kept: half of a start would be compiling.
module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/coxswain/compiled", import.meta.url)));
