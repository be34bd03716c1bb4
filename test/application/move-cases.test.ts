import { describe, expect, it } from "vitest";
import { createMoveCases } from "../../src/application/load-workflows.ts";
import type { Definition } from "../../src/engine/definition.ts";
import { type InstanceId, VersionHash } from "../../src/engine/ids.ts";
import { definition, task } from "../support/builders.ts";
import { WORKSPACE } from "../support/given.ts";
import { givenApplication } from "../support/given-application.ts";

const version = (hash: string, running: Definition["running"], ...steps: readonly string[]): Definition =>
  definition(
    steps.map((step) => task(step, { needs: [] })),
    { hash: VersionHash.parse(hash), running },
  );
const first = version("v1", "migrate", "a");
const incompatible = version("v2", "migrate", "b");
const wider = version("v3", "migrate", "a", "b");

const givenCases = async () => {
  const application = givenApplication({ definitions: [incompatible, wider, first] });
  const { store, catalogue, handle, logger, starts, instance } = application;
  const busy = new Set<string>();
  const move: typeof handle = async (command) => {
    if ("instance" in command && busy.has(command.instance)) throw new Error("busy");
    return await handle(command);
  };
  const id = await starts("C-1", first.workflow);
  const moveTo = async (current: Definition): Promise<string> => {
    catalogue.current = () => current;
    catalogue.all = () => [current];
    const open = { openInstances: async () => [...store.rows.values()].map((row) => row.instance) };
    await createMoveCases({ catalogue: catalogue as never, store: open, logger, workspace: () => WORKSPACE }, move)();
    return instance(id).version;
  };
  return { moveTo, busy, starts, id, versionOf: (one: InstanceId) => instance(one).version, committed: application.committed };
};

describe("cases whose workflow moves them", () => {
  it("move to the current version as an audited act, and back when it does", async () => {
    const { moveTo, committed } = await givenCases();
    expect(await moveTo(wider)).toBe("v3");
    expect(committed.at(-1)).toBe("MigrateInstance");
    await moveTo(wider);
    expect(committed.filter((type) => type === "MigrateInstance")).toHaveLength(1);
  });

  it("stay where they cannot mean the same, and move once they can", async () => {
    const { moveTo } = await givenCases();
    expect(await moveTo(incompatible)).toBe("v1");
    expect(await moveTo(wider)).toBe("v3");
    expect(await moveTo(incompatible)).toBe("v3");
    expect(await moveTo(wider)).toBe("v3");
  });

  it("do not wait for one that cannot be reached just now", async () => {
    const { moveTo, busy, starts, id, versionOf } = await givenCases();
    const other = await starts("C-2", first.workflow);
    busy.add(id);
    expect(await moveTo(wider)).toBe("v1");
    expect(versionOf(other)).toBe("v3");
    busy.clear();
    expect(await moveTo(wider)).toBe("v3");
  });

  it("stay where the workflow keeps them", async () => {
    const { moveTo } = await givenCases();
    expect(await moveTo(version("v4", "keep", "a"))).toBe("v1");
  });
});
