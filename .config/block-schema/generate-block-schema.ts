import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";
import { applyLimitsFromComments } from "./limits-from-comments.ts";
import { applyOverlay } from "./overlay.ts";
import type { Definitions, Schema } from "./schema.ts";
import { tagUnion } from "./tagged-unions.ts";

const pathTo = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const childrenOf = (schema: Schema): Schema[] => [
  ...Object.values(schema.properties ?? {}),
  ...(schema.items ? [schema.items] : []),
  ...(schema.anyOf ?? []),
  ...(schema.allOf ?? []),
  ...(schema.then ? [schema.then] : []),
];

const everyPart = (schema: Schema, visit: (part: Schema) => void): void => {
  for (const child of childrenOf(schema)) everyPart(child, visit);
  visit(schema);
};

const readTypes = (): Definitions => {
  const generator = createGenerator({
    path: pathTo("../../node_modules/@slack/types/dist/index.d.ts"),
    skipTypeCheck: true,
    jsDoc: "basic",
  });
  const roots = ["KnownBlock", "ModalView", "HomeView"].map((type) => generator.createSchema(type).definitions ?? {});
  return JSON.parse(JSON.stringify(Object.assign({}, ...roots))) as Definitions;
};

/** `@slack/types`, the limits in its comments, and Slack's reference where the comments are silent, as one JSON Schema. */
export const generateBlockSchema = (): { definitions: Definitions } => {
  const definitions = readTypes();
  for (const definition of Object.values(definitions)) {
    everyPart(definition, applyLimitsFromComments);
    everyPart(definition, (part) => {
      delete part.description;
    });
  }
  applyOverlay(definitions);
  const before = structuredClone(definitions);
  for (const definition of Object.values(definitions)) {
    everyPart(definition, (part) => {
      const tagged = tagUnion(part, before);
      if (!tagged) return;
      delete part.anyOf;
      // A limit on the text of the union ("text": { maxLength }) stays beside the choice.
      const properties = { ...part.properties, ...tagged.properties };
      Object.assign(part, tagged, { properties });
    });
  }
  return { definitions };
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(pathTo("../../src/slack-stand-in/blocks/block-schema.json"), `${JSON.stringify(generateBlockSchema(), null, 2)}\n`);
}
