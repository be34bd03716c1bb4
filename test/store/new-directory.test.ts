import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeNewDirectory } from "../../src/store/new-directory.ts";
import { openPglite } from "../../src/store/pglite.ts";

let folder: string;
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

it("touches nothing where something is already", async () => {
  const directory = `${folder}/used`;
  await mkdir(directory);
  await writeFile(`${directory}/kept`, "words");
  await makeNewDirectory(directory);
  expect(await readdir(directory)).toEqual(["kept"]);
});
