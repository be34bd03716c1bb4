import { z } from "zod";
import { AgentsDocument } from "./schema/agents.ts";
import { DirectoryDocument } from "./schema/directory.ts";
import { WorkflowDocument } from "./schema/workflow.ts";

/** What editors complete and check with: file name to text, generated from the schemas that loading uses. */
export const jsonSchemas = (): Readonly<Record<string, string>> => ({
  "workflow.schema.json": asText(WorkflowDocument),
  "teams.schema.json": asText(DirectoryDocument),
  "agents.schema.json": asText(AgentsDocument),
});

const asText = (schema: z.ZodType): string =>
  `${JSON.stringify(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "ref" }), null, 2)}\n`;
