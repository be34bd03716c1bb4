import { workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";

// A thread of its own (new-directory.ts): making a database keeps a thread busy for two seconds.
const db = await PGlite.create({ dataDir: String(workerData) });
await db.close();
