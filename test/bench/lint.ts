import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { writeDefinitions } from "./definitions.ts";
import { printFigures } from "./figures.ts";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
const REPEATS = 5;
const WORKFLOWS = 100;
const STEPS = 50;

/** Seconds for the whole command, the start of node included. */
const lint = async (folder: string): Promise<number> => {
  const from = performance.now();
  const child = spawn(process.execPath, [CLI, "lint", folder], { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`lint ended with ${code}: the generated definitions have mistakes`);
  return (performance.now() - from) / 1_000;
};

export const benchLint = async (): Promise<void> => {
  const folder = await mkdtemp(`${tmpdir()}/coxswain-bench-lint-`);
  await writeDefinitions(folder, WORKFLOWS, STEPS);
  const seconds: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) seconds.push(await lint(folder));
  await rm(folder, { recursive: true });
  printFigures("Lint", `node src/cli.ts lint, ${WORKFLOWS} definitions of ${STEPS} steps, the whole process`, [
    { name: "lint", ours: seconds, unit: "s", goal: { atMost: 2 } },
  ]);
};
