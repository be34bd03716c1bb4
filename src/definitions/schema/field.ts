import { z } from "zod";
import { closed } from "./closed.ts";
import { people } from "./who.ts";
import { choiceOption, fieldName, oneOf, text, yesOrNo } from "./words.ts";

const FIELD_TYPES = ["text", "number", "money", "boolean", "choice", "date", "datetime", "person", "email", "url", "file"] as const;

const field = closed(
  {
    type: oneOf(FIELD_TYPES),
    label: text.optional(),
    required: yesOrNo.optional(),
    default: z.union([z.string(), z.number(), z.boolean()], { error: "text, a number, true or false" }).optional(),
    options: z.array(choiceOption, { error: "a list of choices" }).min(1, { error: "at least one choice" }).optional(),
    from: people.optional(),
    personal: yesOrNo.optional(),
  },
  { error: "a field such as { type: text, label: Customer }" },
);
export type FieldDocument = z.infer<typeof field>;

/** Inputs of a workflow, or evidence of a step. */
export const fields = z.record(fieldName, field, { error: "fields by name" });
