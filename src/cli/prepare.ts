import { flushCompileCache } from "node:module";
import { installJobs } from "../jobs/boss.ts";
import { makeTemplate } from "../store/template.ts";

// Run by `npm install`: what the first start would otherwise spend its time on. What fails here costs that time and nothing else.
try {
  // Compiled and kept.
  await Promise.all([import("../start-coxswain.ts"), import("./start.ts"), import("./playground/serve-playground.ts")]);
  await makeTemplate(async (pool) => await installJobs({ pool, kind: "pglite" }));
} catch (error) {
  console.error(`The template of new databases could not be made; they will be made without it. ${String(error)}`);
}
flushCompileCache();
// A database that was left half made would keep it here.
process.exit();
