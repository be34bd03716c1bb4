import { once } from "node:events";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Worker } from "node:worker_threads";

const isEmpty = async (directory: string): Promise<boolean> => {
  try {
    return (await readdir(directory)).length === 0;
  } catch {
    return true;
  }
};

/**
 * Makes a new PGlite directory on a thread of its own, beside its place, and puts it there whole: a start that is killed meanwhile leaves
 * no half of a database. Does nothing where something is already. The directory's lock must be held.
 */
export const makeNewDirectory = async (directory: string): Promise<void> => {
  if (!(await isEmpty(directory))) return;
  const draft = `${resolve(directory)}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(dirname(draft), { recursive: true });
  const [code] = await once(new Worker(new URL("./make-pglite-directory.ts", import.meta.url), { workerData: draft }), "exit");
  if (code !== 0) throw new Error(`A database could not be made in ${directory}.`);
  await rename(draft, directory).catch(async () => {
    // A mounted directory cannot be replaced: PGlite then makes its database in place.
    await rm(draft, { recursive: true, force: true });
  });
};
