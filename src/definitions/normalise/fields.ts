import type { Field } from "../../engine/definition.ts";
import type { FieldDocument } from "../schema/field.ts";
import { normalisePeople } from "./who.ts";
import { humanise } from "./words.ts";

export const normaliseFields = (fields: Readonly<Record<string, FieldDocument>> | undefined): Field[] =>
  Object.entries(fields ?? {}).map(([name, field]) => ({
    name,
    type: field.type,
    label: field.label ?? humanise(name),
    required: field.required ?? false,
    default: field.default,
    options: field.options ?? [],
    from: normalisePeople(field.from),
    personal: field.personal ?? false,
  }));
