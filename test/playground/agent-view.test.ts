import { expect, test } from "vitest";
import type { RecordedRun } from "../../src/application/ports/agent-records.ts";
import { createAgentView } from "../../src/playground/agent-view.ts";
import { createMemoryCore } from "../slack/support/memory-core.ts";
import { definition, directory, task } from "../support/builders.ts";
import { INSTANCE, MONDAY, WORKSPACE } from "../support/given.ts";

const run = (n: number): RecordedRun => ({
  ...{ workspace: WORKSPACE, id: `r${n}`, instance: INSTANCE, purpose: "act", pattern: "answer", onBehalfOf: undefined, model: "m" },
  ...{ began: MONDAY + n, ended: undefined, outcome: "end", cents: 0, unpriced: 0 },
  usage: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 },
});

test("A case with more runs than a page holds shows the newest of them, and how many are older", async () => {
  const all = Array.from({ length: 150 }, (_, n) => run(n));
  const { ports } = createMemoryCore(definition([task("a")]), directory({}), MONDAY);
  const view = createAgentView({
    ...ports,
    workspace: WORKSPACE,
    agentRecords: {
      ofCase: async () => ({ runs: all.length, tokens: 0, cents: 0, unpriced: 0 }),
      runs: async (_workspace, _instance, skip, limit) => all.slice(skip, skip + limit),
      entries: async () => [],
    },
  });
  const shown = await view(INSTANCE);
  expect([shown?.runs.length, shown?.runs.at(-1)?.run, shown?.older]).toEqual([100, "r149", 50]);
});
