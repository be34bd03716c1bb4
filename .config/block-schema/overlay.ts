import type { Definitions, Schema } from "./schema.ts";

const label: Schema = { type: "string", minLength: 1, maxLength: 20 };
const point: Schema = {
  type: "object",
  properties: { label, value: { type: "number" } },
  required: ["label", "value"],
  additionalProperties: false,
};

const seriesChart = (type: string): Schema => ({
  type: "object",
  properties: {
    type: { type: "string", const: type },
    series: {
      type: "array",
      minItems: 1,
      maxItems: 6,
      items: {
        type: "object",
        properties: { name: label, data: { type: "array", minItems: 1, maxItems: 20, items: point } },
        required: ["name", "data"],
        additionalProperties: false,
      },
    },
    axis_config: {
      type: "object",
      properties: {
        categories: { type: "array", minItems: 1, maxItems: 20, items: label },
        x_label: { type: "string", maxLength: 50 },
        y_label: { type: "string", maxLength: 50 },
      },
      required: ["categories"],
      additionalProperties: false,
    },
  },
  required: ["type", "series", "axis_config"],
  additionalProperties: false,
});

const pieChart: Schema = {
  type: "object",
  properties: { type: { type: "string", const: "pie" }, segments: { type: "array", minItems: 1, maxItems: 6, items: point } },
  required: ["type", "segments"],
  additionalProperties: false,
};

/** Newer than the types: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const dataVisualization: Schema = {
  type: "object",
  properties: {
    type: { type: "string", const: "data_visualization" },
    block_id: { type: "string", maxLength: 255 },
    title: { type: "string", minLength: 1, maxLength: 50 },
    chart: { anyOf: [pieChart, seriesChart("bar"), seriesChart("area"), seriesChart("line")] },
  },
  required: ["type", "title", "chart"],
  additionalProperties: false,
};

// Within `allOf`, so that it is not taken for a union of kinds.
const oneOfRequired = (...fields: readonly string[]): Schema => ({ allOf: [{ anyOf: fields.map((field) => ({ required: [field] })) }] });

/** What Slack's reference says and the comments of the types do not: definition, property, what is added. */
const LIMITS: readonly (readonly [definition: string, property: string, added: Schema])[] = [
  ["ActionsBlock", "elements", { minItems: 1 }],
  ["ContextBlock", "elements", { minItems: 1 }],
  ["ContextActionsBlock", "elements", { minItems: 1 }],
  ["CarouselBlock", "elements", { minItems: 1, maxItems: 10 }],
  ["SectionBlock", "fields", { minItems: 1 }],
  ["Overflow", "options", { minItems: 1, maxItems: 5 }],
  ["Checkboxes", "options", { minItems: 1 }],
  ["RadioButtons", "options", { minItems: 1 }],
  ["StaticSelect", "options", { minItems: 1 }],
  ["MultiStaticSelect", "options", { minItems: 1 }],
  ["DataTableBlock", "page_size", { minimum: 1, maximum: 100 }],
  ["DataTableBlock", "rows", { minItems: 1, maxItems: 101, items: { maxItems: 20 } }],
  ["TableBlock", "rows", { minItems: 1, items: { maxItems: 20 } }],
  ["PlanBlock", "tasks", { items: { $ref: "#/definitions/TaskCardBlock" } }],
  ["TaskCardBlock", "title", { minLength: 1 }],
  ["PlainTextInput", "min_length", { minimum: 0, maximum: 3000 }],
  ["PlainTextInput", "max_length", { minimum: 1, maximum: 3000 }],
  ["UrlImageObject", "image_url", { maxLength: 3000 }],
  ["ModalView", "blocks", { maxItems: 100, items: { $ref: "#/definitions/KnownBlock" } }],
  ["HomeView", "blocks", { maxItems: 100, items: { $ref: "#/definitions/KnownBlock" } }],
  ["ModalView", "external_id", { maxLength: 255 }],
  ["HomeView", "external_id", { maxLength: 255 }],
];

const WHOLE: Definitions = {
  SectionBlock: oneOfRequired("text", "fields"),
  CardBlock: oneOfRequired("hero_image", "title", "actions", "body"),
  ContainerBlock: oneOfRequired("title", "rich_text_title"),
  StaticSelect: oneOfRequired("options", "option_groups"),
  MultiStaticSelect: oneOfRequired("options", "option_groups"),
};

const add = (schema: Schema, added: Schema): void => {
  const items = added.items && schema.items && added.items.$ref === undefined ? { ...schema.items, ...added.items } : added.items;
  Object.assign(schema, added, items ? { items } : {});
};

export const applyOverlay = (definitions: Definitions): void => {
  for (const [definition, property, added] of LIMITS) {
    const schema = definitions[definition]?.properties?.[property];
    if (schema) add(schema, added);
  }
  for (const [definition, added] of Object.entries(WHOLE)) Object.assign(definitions[definition] ?? {}, added);
  definitions.DataVisualizationBlock = dataVisualization;
  definitions.KnownBlock?.anyOf?.push({ $ref: "#/definitions/DataVisualizationBlock" });
};
