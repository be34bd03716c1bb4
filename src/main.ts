import { enableCompileCache } from "node:module";
import type { StartOptions } from "./start-coxswain.ts";

// Half of a start is compiling: what is imported from here on is compiled once.
enableCompileCache();
const { start } = await import("./cli/start.ts");

const open = async (options: StartOptions) => {
  const { openConfigured } = await import("./open-configured.ts");
  // The database opens, a new one on a thread of its own, while the rest of us is read.
  const opening = openConfigured(options.config, options.logger);
  // Whoever awaits it hears of a failure.
  opening.catch(() => undefined);
  const { startCoxswain } = await import("./start-coxswain.ts");
  return await startCoxswain({ ...options, open: () => opening });
};

await start(open, process.env);
