import type { Definitions, Schema } from "./schema.ts";

const nameOf = (ref: string): string => ref.replace("#/definitions/", "");

const tagsOf = (schema: Schema, definitions: Definitions): [string, Schema][] => {
  if (schema.$ref !== undefined) {
    const target = definitions[nameOf(schema.$ref)];
    const inner = target ? tagsOf(target, definitions) : [];
    // A reference to one kind stays a reference; a reference to a union is opened.
    return target?.anyOf === undefined || new Set(inner.map(([tag]) => tag)).size === 1
      ? inner.slice(0, 1).map(([tag]) => [tag, schema])
      : inner;
  }
  if (schema.anyOf) return schema.anyOf.flatMap((member) => tagsOf(member, definitions));
  const tag = schema.properties?.type;
  const tags = tag?.const === undefined ? (tag?.enum ?? []) : [tag.const];
  return tags.map((value) => [String(value), schema]);
};

const isWhollyTagged = (schema: Schema, definitions: Definitions): boolean =>
  schema.anyOf?.every((member) => tagsOf(member, definitions).length > 0) ?? false;

const branch = (tag: string, schemas: readonly Schema[]): Schema => {
  const [only] = schemas;
  return {
    if: { properties: { type: { const: tag } }, required: ["type"] },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword.
    then: schemas.length === 1 && only ? only : { anyOf: [...schemas] },
  };
};

/**
 * A union of kinds that differ by `type` becomes a choice by `type`, so that a mistake in a button is reported about the button,
 * and not as "matches none of eleven elements".
 */
export const tagUnion = (schema: Schema, definitions: Definitions): Schema | undefined => {
  if (!isWhollyTagged(schema, definitions)) return undefined;
  const byTag = new Map<string, Schema[]>();
  for (const [tag, member] of tagsOf(schema, definitions)) byTag.set(tag, [...(byTag.get(tag) ?? []), member]);
  if (byTag.size < 2) return undefined;
  return {
    type: "object",
    required: ["type"],
    properties: { type: { enum: [...byTag.keys()] } },
    allOf: [...byTag].map(([tag, members]) => branch(tag, members)),
  };
};
