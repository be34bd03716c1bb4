import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Load } from "./load.ts";

/**
 * `loadDefinitions` on a thread of its own: a start opens its database meanwhile, and while a large folder is read again nobody's click
 * waits for it.
 */
export const loadAside: Load = async (folder, options) => {
  const worker = new Worker(new URL("./load-thread.ts", import.meta.url), { workerData: [folder, options] });
  const [loaded] = await once(worker, "message");
  return loaded;
};
