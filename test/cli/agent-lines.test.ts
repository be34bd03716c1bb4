import { expect, it } from "vitest";
import type { AgentRun } from "../../src/application/ports/agent-records.ts";
import { writeAgentRecords } from "../../src/cli/agent-lines.ts";
import type { Instance } from "../../src/engine/instance.ts";
import { createAgentRecords } from "../../src/store/agent-records.ts";
import { personId } from "../support/builders.ts";
import { openOnEither } from "../support/databases.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { newInstance } from "../support/given-store.ts";

const open = openOnEither();

it("audit --agent writes every run of a case and every entry of it, in order, however many there are", async () => {
  const database = await open();
  const records = createAgentRecords(database);
  const instance = newInstance();
  const of = (id: string): AgentRun => ({
    workspace: WORKSPACE,
    id,
    instance,
    purpose: "draft",
    pattern: "clerk",
    onBehalfOf: personId("anna"),
  });
  await records.begin(of("first"), MONDAY);
  await records.add(
    of("first"),
    Array.from({ length: 250 }, (_, n) => ({ kind: "prompt" as const, text: `text ${n}` })),
    MONDAY,
  );
  await records.settle(of("first"), "end", { usage: { input: 1, cacheRead: 2, cacheWrite: 3, output: 4 }, model: "m", cents: 2 }, MONDAY);
  for (let n = 0; n < 120; n++) await records.begin(of(`later-${n}`), MONDAY + 1 + n);
  await database.pool.query("UPDATE personal_text SET body = NULL WHERE body = 'text 3'");
  let written = "";
  await writeAgentRecords(records, { workspace: WORKSPACE, id: instance } as Instance, (text) => {
    written += text;
  });
  const lines = written
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(1 + 250 + 120);
  expect(lines[0]).toMatchObject({
    record: "run",
    id: "first",
    began: new Date(MONDAY).toISOString(),
    outcome: "end",
    cents: 2,
    onBehalfOf: "anna",
  });
  expect(lines[1]).toMatchObject({ record: "entry", run: "first", seq: 1, kind: "prompt", text: "text 0", hash: expect.any(String) });
  expect(lines[4]).toMatchObject({ seq: 4, erased: true });
  expect(lines[250]).toMatchObject({ seq: 250, text: "text 249" });
  expect(lines.at(-1)).toMatchObject({ record: "run", id: "later-119" });
});
