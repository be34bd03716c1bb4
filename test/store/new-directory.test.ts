import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "../../src/store/migrate.ts";
import { makeNewDirectory } from "../../src/store/new-directory.ts";
import { openPglite } from "../../src/store/pglite.ts";
import { findTemplate } from "../../src/store/template.ts";

let folder: string;
const brokenTemplate = async (): Promise<string> => {
  const path = `${folder}/broken.tar`;
  await writeFile(path, "half of a template");
  return path;
};
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/coxswain-new-directory-`);
});
afterAll(async () => await rm(folder, { recursive: true }));

it("makes a database that opens, though a killed start left half of one behind", async () => {
  const directory = `${folder}/data`;
  await mkdir(`${directory}.new`, { recursive: true });
  await writeFile(`${directory}.new/PG_VERSION`, "half");
  await makeNewDirectory(directory);
  expect(await readdir(folder)).toEqual(["data"]);
  const { pool, close } = await openPglite({ dataDir: directory });
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await close();
});

it.each([
  ["from the template has nothing left to migrate", findTemplate, false],
  ["whose template is broken is made from nothing", async (): Promise<string> => brokenTemplate(), true],
  ["without a template is made from nothing, and migrates", async (): Promise<undefined> => undefined, true],
] as const)("a new directory %s", async (_what, template, migrates) => {
  const directory = await mkdtemp(`${folder}/new-`);
  await makeNewDirectory(directory, template);
  const { pool, close } = await openPglite({ dataDir: directory });
  expect((await migrate(pool)).length > 0).toBe(migrates);
  await close();
});

it("touches nothing where something is already", async () => {
  const directory = `${folder}/used`;
  await mkdir(directory);
  await writeFile(`${directory}/kept`, "words");
  await makeNewDirectory(directory);
  expect(await readdir(directory)).toEqual(["kept"]);
});
