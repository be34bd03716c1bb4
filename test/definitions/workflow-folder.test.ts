import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Load, type Loaded, loadDefinitions } from "../../src/definitions/load.ts";
import { loadAside } from "../../src/definitions/load-aside.ts";
import { openWorkflowFolder } from "../../src/definitions/workflow-folder.ts";
import { at } from "../support/builders.ts";

const SHIPPED = "workflows";
const WHOLE = loadDefinitions(SHIPPED);
const WITHOUT_WORKFLOWS: Loaded = { ...WHOLE, files: [], definitions: [] };

/** A folder that is found like this, one reading after the other. */
const folderFound = (...found: readonly (Loaded | Error)[]) => {
  const [left, atOnce] = [[...found], { now: 0, most: 0 }];
  const load: Load = async () => {
    atOnce.most = Math.max(atOnce.most, ++atOnce.now);
    await turn();
    atOnce.now -= 1;
    const next = left.shift();
    if (next === undefined || next instanceof Error) throw next;
    return next;
  };
  return { folder: openWorkflowFolder({ folder: SHIPPED, load, clock: { now: () => at("2026-03-02") } }), atOnce };
};

describe("a folder that is read on a thread of its own", () => {
  it("is what it is when it is read here", async () => {
    expect(await loadAside(SHIPPED, { years: [2026] })).toEqual(loadDefinitions(SHIPPED, { years: [2026] }));
  });
});

describe("readings of a folder", () => {
  it("follow one another: each is compared with the one before, though both were asked for at once", async () => {
    const { folder, atOnce } = folderFound(WHOLE, WHOLE);
    const [first, second] = await Promise.all([folder.read(), folder.read()]);
    expect(first.describeChanges([]).join("\n")).toContain("customer-onboarding");
    expect(second.describeChanges([])).toEqual([]);
    expect(atOnce.most).toBe(1);
  });

  it("that fail are as if they had not been", async () => {
    const { folder } = folderFound(WHOLE, new Error("no thread"), WITHOUT_WORKFLOWS);
    await folder.read();
    await expect(folder.read()).rejects.toThrow("no thread");
    expect((await folder.read()).describeChanges([]).join("\n")).toContain("customer-onboarding");
  });
});
