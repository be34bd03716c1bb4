import { openAsBlob } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { createPglite } from "./pglite.ts";
import { findTemplate } from "./template.ts";

const isEmpty = async (directory: string): Promise<boolean> => {
  try {
    return (await readdir(directory)).length === 0;
  } catch {
    return true;
  }
};

/**
 * Makes a new PGlite directory beside its place, and puts it there whole: a start that is killed meanwhile leaves
 * no half of a database. Does nothing where something is already. The directory's lock must be held. It begins from what `template` finds.
 */
export const makeNewDirectory = async (directory: string, template = findTemplate): Promise<void> => {
  if (!(await isEmpty(directory))) return;
  const draft = `${resolve(directory)}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(dirname(draft), { recursive: true });
  const dump = await template();
  const db = await createPglite({ dataDir: draft, ...(dump !== undefined && { loadDataDir: await openAsBlob(dump) }) });
  await db.close();
  await rename(draft, directory).catch(async () => {
    // A mounted directory cannot be replaced: PGlite then makes its database in place.
    await rm(draft, { recursive: true, force: true });
  });
};
