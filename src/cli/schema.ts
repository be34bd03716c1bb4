import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { jsonSchemas } from "../definitions/json-schema.ts";

/** `schema [dir]`: writes what editors check workflow files with. */
export const schemaCommand = (defaultFolder: string): Command =>
  new Command("schema")
    .description("write the JSON Schemas for editors beside the workflows")
    .argument("[dir]", "the folder of workflows", defaultFolder)
    .action((folder: string) => {
      for (const [name, text] of Object.entries(jsonSchemas())) {
        writeFileSync(join(folder, name), text);
        console.log(join(folder, name));
      }
    });
