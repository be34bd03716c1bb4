import { expect, it } from "vitest";
import { VersionHash, WorkflowId } from "../../src/engine/ids.ts";
import { createDefinitionArchive } from "../../src/store/definition-archive.ts";
import { DAY, definition, task } from "../support/builders.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";

const hash = (text: string): VersionHash => VersionHash.parse(text);
const first = definition([task("one")]);
const second = { ...definition([task("one"), task("two")]), hash: hash("version-2") };
const archived = (each: typeof first, gitCommit?: string) => ({ definition: each, source: "workflow: a", gitCommit });
const directory = { hash: hash("directory-1"), normalised: { people: [] } };

describeOnEachDatabase("The archive", (open) => {
  const openArchive = async () => {
    const database = await open();
    return { database, archive: createDefinitionArchive(database) };
  };

  it("keeps every version whole, for ever, and knows which is current", async () => {
    const { archive } = await openArchive();
    await archive.save(WORKSPACE, [archived(first, "abc")], directory, MONDAY);
    await archive.save(WORKSPACE, [archived(second)], directory, MONDAY + DAY);
    expect(await archive.version(WORKSPACE, first.hash)).toEqual(first);
    expect(await archive.version(WORKSPACE, hash("never"))).toBeUndefined();
    expect(await archive.current(WORKSPACE)).toEqual([second]);
  });

  it("leaves what is stored as it is: a version keeps its first date, source and commit", async () => {
    const { database, archive } = await openArchive();
    await archive.save(WORKSPACE, [archived(first, "abc")], directory, MONDAY);
    await archive.save(WORKSPACE, [archived(first, "def")], directory, MONDAY + DAY);
    const rows = await database.prisma.definition.findMany();
    expect(rows.map(({ gitCommit, loadedAt }) => [gitCommit, loadedAt.getTime()])).toEqual([["abc", MONDAY]]);
    expect(await database.prisma.directory.count()).toBe(1);
  });

  it("goes back to an earlier version", async () => {
    const { archive } = await openArchive();
    for (const each of [first, second, first]) await archive.save(WORKSPACE, [archived(each)], directory, MONDAY);
    expect(await archive.current(WORKSPACE)).toEqual([first]);
  });

  it("retires a workflow whose file is gone: nothing new starts, and its versions stay", async () => {
    const { archive } = await openArchive();
    await archive.save(WORKSPACE, [archived(first)], directory, MONDAY);
    await archive.retire(WORKSPACE, [WorkflowId.parse("a-workflow")]);
    expect(await archive.current(WORKSPACE)).toEqual([]);
    expect(await archive.version(WORKSPACE, first.hash)).toEqual(first);
  });

  it("gives the trail a column for the workflow's case key", async () => {
    const { database, archive } = await openArchive();
    await archive.save(WORKSPACE, [archived({ ...first, case: { key: "claim_id", title: "t" } })], directory, MONDAY);
    expect((await database.pool.query("SELECT claim_id FROM audit_log")).rows).toEqual([]);
  });
});
