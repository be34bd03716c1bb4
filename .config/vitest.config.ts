import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));
const FAST = ["engine", "definitions", "slack/views", "insights", "playground/page", "agent/controls"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);
const DATABASE = ["store", "application", "jobs", "contract", "http"].map((folder) => `test/${folder}/**/*.test.ts`);
const CHAOS = ["test/chaos/**/*.test.ts"];
const BROWSER = ["test/browser/**/*.test.ts"];
const globalSetup = [`${root}/test/support/global-setup.ts`];

// Projects by what a run costs: pure in milliseconds, a database a file, whole stories.
export default defineConfig({
  root,
  test: {
    globalSetup,
    // PGlite takes half a gigabyte a process. On two cores a third worker goes on while others wait for processes, browsers and queues.
    maxWorkers: 3,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/store/generated/**"],
      thresholds: { "src/engine/**": { statements: 100, branches: 100, functions: 100, lines: 100 } },
    },
    projects: [
      {
        root,
        test: {
          name: "fast",
          include: [...FAST, "test/architecture.test.ts"],
          pool: "threads",
          isolate: false,
          // A busy machine is no mistake of ours.
          testTimeout: 30_000,
        },
      },
      {
        root,
        test: { name: "database", include: DATABASE, pool: "forks", isolate: false, testTimeout: 30_000, hookTimeout: 60_000 },
      },
      {
        root,
        test: {
          name: "scenario",
          // Whatever is not pure, not of the database and not chaos: a new folder of tests is run without being listed here.
          include: ["test/**/*.test.ts"],
          exclude: [...FAST, ...DATABASE, ...CHAOS, ...BROWSER, "test/architecture.test.ts", "test/bench/**"],
          pool: "forks",
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: { name: "chaos", include: CHAOS, pool: "forks", isolate: false, testTimeout: 180_000, hookTimeout: 60_000 },
      },
      {
        root,
        test: {
          name: "browser",
          include: BROWSER,
          pool: "forks",
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
