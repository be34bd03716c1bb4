import { z } from "zod";

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** What every vendor's structured output understands; the rest is told in the description, and checked here. */
const UNDERSTOOD: ReadonlySet<string> = new Set(["type", "required", "enum", "const", "$ref", "description", "title"]);
const SILENT: ReadonlySet<string> = new Set(["$schema", "additionalProperties", "properties", "items", "anyOf", "oneOf", "$defs"]);

const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null && !Array.isArray(value);
const entriesOf = (value: unknown): readonly (readonly [string, JsonSchema])[] =>
  isSchema(value) ? Object.entries(value).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1])) : [];
const eachOf = (value: unknown): JsonSchema => Object.fromEntries(entriesOf(value).map(([name, schema]) => [name, plain(schema)]));

const told = (schema: JsonSchema): JsonSchema => {
  const rest = Object.entries(schema).filter(([keyword]) => !UNDERSTOOD.has(keyword) && !SILENT.has(keyword));
  if (rest.length === 0) return {};
  const rules = rest.map(([keyword, value]) => `${keyword}: ${JSON.stringify(value)}`).join(", ");
  return { description: [schema.description, `(${rules})`].filter(Boolean).join(" ") };
};

const plain = (schema: JsonSchema): JsonSchema => {
  const choices = schema.anyOf ?? schema.oneOf;
  return {
    ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => UNDERSTOOD.has(keyword))),
    ...told(schema),
    ...(schema.type === "object" ? { properties: eachOf(schema.properties), additionalProperties: false } : {}),
    ...(isSchema(schema.items) ? { items: plain(schema.items) } : {}),
    ...(Array.isArray(choices) ? { anyOf: choices.filter(isSchema).map(plain) } : {}),
    ...(isSchema(schema.$defs) ? { $defs: eachOf(schema.$defs) } : {}),
  };
};

/** Vendors want an object at the top: any other shape travels as its `answer`. */
export const isWrapped = (shape: z.ZodType): boolean => z.toJSONSchema(shape, { io: "input" }).type !== "object";

/** Of an answer: plain enough for every vendor. Maps with free keys and tuples are beyond them. */
export const schemaOfShape = (shape: z.ZodType): JsonSchema =>
  plain(z.toJSONSchema(isWrapped(shape) ? z.object({ answer: shape }) : shape, { io: "input" }));

/** Of a tool's input: whole, as a description; what comes is checked by whoever runs the tool. */
export const schemaOfInput = (input: z.ZodType): JsonSchema => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(input, { io: "input" });
  return schema;
};

/** Whether a vendor may hold the model to every word of it: none of its fields may be left out. */
export const allRequired = (schema: JsonSchema): boolean => {
  const properties = entriesOf(schema.properties);
  const required = Array.isArray(schema.required) ? schema.required : [];
  const within = [schema.items, ...(Array.isArray(schema.anyOf) ? schema.anyOf : [])].filter(isSchema);
  const below = [...within, ...properties.map(([, each]) => each), ...entriesOf(schema.$defs).map(([, each]) => each)];
  return properties.every(([name]) => required.includes(name)) && below.every(allRequired);
};
