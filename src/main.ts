import { start } from "./cli/start.ts";
import type { StartOptions } from "./start-coxswain.ts";

const open = async (options: StartOptions) => {
  const { openConfigured } = await import("./open-configured.ts");
  // The database opens while the rest of us is read.
  const opening = openConfigured(options.config, options.logger);
  // Whoever awaits it hears of a failure.
  opening.catch(() => undefined);
  const { startCoxswain } = await import("./start-coxswain.ts");
  return await startCoxswain({ ...options, open: () => opening });
};

await start(open, process.env);
