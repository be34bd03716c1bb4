import { Command } from "commander";
import type { Environment } from "./start.ts";

/** `start`: as `npm start`. */
export const startCommand = (environment: Environment): Command =>
  new Command("start").description("serve the Slack workspace of the tokens; without tokens, open the playground").action(async () => {
    const { start } = await import("./start.ts");
    await start(environment);
  });
