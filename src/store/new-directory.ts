import { openAsBlob } from "node:fs";
import { cp, mkdir, readdir, rename, rm } from "node:fs/promises";
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
  await beginFrom(draft, await template());
  await rename(draft, directory).catch(async () => {
    // A mounted directory cannot be replaced, only filled.
    await cp(draft, directory, { recursive: true });
    await rm(draft, { recursive: true, force: true });
  });
};

/** A template that is broken costs its time, and nothing else. */
const beginFrom = async (draft: string, dump: string | undefined): Promise<void> => {
  if (dump !== undefined && (await loads(draft, dump))) return;
  await rm(draft, { recursive: true, force: true });
  await (await createPglite({ dataDir: draft })).close();
};

const loads = async (draft: string, dump: string): Promise<boolean> => {
  try {
    await (await createPglite({ dataDir: draft, loadDataDir: await openAsBlob(dump) })).close();
    return true;
  } catch {
    return false;
  }
};
