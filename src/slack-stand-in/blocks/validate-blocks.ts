import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { isJson, type Json, listOf } from "../json.ts";
import schema from "./block-schema.json" with { type: "json" };
import { findRepeats } from "./find-repeats.ts";
import { findMisplaced, type Surface } from "./surfaces.ts";

let ajv: Ajv | undefined;

/** Compiled when the first block of its kind is looked at: it takes a quarter of a second, which no start waits for. */
const checkOf = (definition: "KnownBlock" | "ModalView" | "HomeView"): ValidateFunction => {
  ajv ??= new Ajv({ strict: false, allErrors: true, verbose: true }).addSchema(schema, "slack");
  const check = ajv.getSchema(`slack#/definitions/${definition}`);
  if (check === undefined) throw new Error(`block-schema.json has no ${definition}`);
  return check;
};

const VIEWS = { modal: "ModalView", home: "HomeView" } as const;

/** Slack's own sentences, which an app may log or show. */
const SENTENCES: Readonly<Record<string, (params: Json, error: ErrorObject) => string>> = {
  maxLength: ({ limit }) => `must be less than ${Number(limit) + 1} characters`,
  minLength: ({ limit }) => `must be more than ${Number(limit) - 1} characters`,
  maxItems: ({ limit }) => `no more than ${limit} items allowed`,
  minItems: ({ limit }) => `no fewer than ${limit} items allowed`,
  required: ({ missingProperty }) => `missing required field: ${missingProperty}`,
  additionalProperties: ({ additionalProperty }) => `invalid additional property: ${additionalProperty}`,
  type: ({ type }) => `must provide a ${type}`,
  enum: (_params, { instancePath, data }) => (instancePath.endsWith("/type") ? `unsupported type: ${data}` : "must be a valid enum value"),
  const: (_params, { instancePath, data }) => (instancePath.endsWith("/type") ? `unsupported type: ${data}` : "must be a valid enum value"),
  anyOf: () => "failed to match all allowed schemas",
};

const sentence = (error: ErrorObject, at: string): string => {
  const words = SENTENCES[error.keyword]?.(error.params, error) ?? error.message ?? error.keyword;
  return `${words} [json-pointer:${at}${error.instancePath}]`;
};

const mistakes = (check: ValidateFunction, value: unknown, at: string): string[] => {
  if (check(value)) return [];
  return (check.errors ?? []).filter(({ keyword }) => keyword !== "if").map((error) => sentence(error, at));
};

const unique = (messages: readonly string[]): string[] => [...new Set(messages)];

interface BlockRules {
  readonly surface: Surface;
  /** Block types that this workspace does not take. */
  readonly refused: readonly string[];
}

const findRefused = (blocks: readonly Json[], refused: readonly string[], at: string): string[] =>
  blocks.flatMap(({ type }, index) =>
    refused.includes(String(type)) ? [`unsupported type: ${type} [json-pointer:${at}/${index}/type]`] : [],
  );

const acrossBlocks = (blocks: readonly Json[], rules: BlockRules, at: string): string[] => [
  ...findRefused(blocks, rules.refused, at),
  ...findMisplaced(blocks, rules.surface, at),
  ...findRepeats(blocks, at),
];

/** What Slack would say about the blocks of a message; nothing when it takes them. */
export const validateBlocks = (blocks: unknown, refused: readonly string[] = []): string[] => {
  if (!Array.isArray(blocks)) return ["must provide an array [json-pointer:/blocks]"];
  const count = blocks.length > 50 ? ["no more than 50 items allowed [json-pointer:/blocks]"] : [];
  const each = blocks.flatMap((block, index) => mistakes(checkOf("KnownBlock"), block, `/blocks/${index}`));
  return unique([...count, ...each, ...acrossBlocks(listOf(blocks), { surface: "message", refused }, "/blocks")]);
};

const needsSubmit = (view: Json): boolean =>
  view.type === "modal" && view.submit === undefined && listOf(view.blocks).some(({ type }) => type === "input");

/** The same for a modal or a home tab. */
export const validateView = (view: unknown, refused: readonly string[] = []): string[] => {
  if (!isJson(view)) return ["must provide an object [json-pointer:/view]"];
  if (view.type !== "modal" && view.type !== "home") return [`unsupported type: ${view.type} [json-pointer:/view/type]`];
  const submit = needsSubmit(view)
    ? ["submit is required in the view when an input block is within the blocks array [json-pointer:/view/submit]"]
    : [];
  const whole = mistakes(checkOf(VIEWS[view.type]), view, "/view");
  return unique([...submit, ...whole, ...acrossBlocks(listOf(view.blocks), { surface: view.type, refused }, "/view/blocks")]);
};
