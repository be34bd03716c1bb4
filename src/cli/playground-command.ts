import { Command } from "commander";
import type { Environment } from "./start.ts";

/** `playground`: as `npm start` without tokens, whether there are tokens or not. */
export const playgroundCommand = (environment: Environment): Command =>
  new Command("playground")
    .description("open a local Slack with people in it, and a clock that can be pushed, in the browser")
    .action(async () => {
      const { start } = await import("./start.ts");
      await start(environment, "playground");
    });
