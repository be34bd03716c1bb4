import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { readConfig } from "../config.ts";
import type { Environment } from "./start.ts";

/** `schema [dir]`: writes what editors check workflow files with. */
export const schemaCommand = (environment: Environment): Command =>
  new Command("schema")
    .description("write the JSON Schemas for editors beside the workflows")
    .argument("[dir]", "the folder of workflows; WORKFLOWS_DIR unless given")
    .action(async (given: string | undefined) => {
      const { jsonSchemas } = await import("../definitions/json-schema.ts");
      const folder = given ?? readConfig(environment).workflowsDir;
      for (const [name, text] of Object.entries(jsonSchemas())) {
        writeFileSync(join(folder, name), text);
        console.log(join(folder, name));
      }
    });
