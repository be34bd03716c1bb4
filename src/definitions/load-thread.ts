import { parentPort, workerData } from "node:worker_threads";
import { type Load, loadDefinitions } from "./load.ts";

// The thread of `load-aside.ts`: what is loaded is plain data, and ends with being sent.
parentPort?.postMessage(loadDefinitions(...(workerData as Parameters<Load>)));
