import { isJson, type Json } from "../json.ts";

export type Surface = "message" | "modal" | "home";

/** Slack's reference, "Available in surfaces"; a block that is not named here may stand anywhere. */
const ONLY_IN: Readonly<Record<string, readonly Surface[]>> = {
  alert: ["modal"],
  card: ["message"],
  carousel: ["message"],
  context_actions: ["message"],
  data_table: ["message"],
  data_visualization: ["message"],
  file: ["message"],
  markdown: ["message"],
  plan: ["message"],
  table: ["message"],
  task_card: ["message"],
};

/** How many of a kind one message takes. */
const AT_MOST: Readonly<Record<string, number>> = { data_visualization: 2, table: 1 };

const MARKDOWN_IN_ONE_MESSAGE = 12_000;

const tooMany = (blocks: readonly Json[], at: string): string[] =>
  Object.entries(AT_MOST).flatMap(([type, most]) =>
    blocks.filter((block) => block.type === type).length > most ? [`no more than ${most} ${type} blocks allowed [json-pointer:${at}]`] : [],
  );

const markdownLength = (blocks: readonly Json[]): number =>
  blocks.reduce((sum, block) => sum + (block.type === "markdown" ? String(block.text ?? "").length : 0), 0);

const hasFileInput = (block: Json): boolean => isJson(block.element) && block.element.type === "file_input";

const isMisplaced = (block: Json, surface: Surface): boolean =>
  ONLY_IN[String(block.type)]?.includes(surface) === false || (surface !== "modal" && hasFileInput(block));

export const findMisplaced = (blocks: readonly Json[], surface: Surface, at: string): string[] => [
  ...blocks.flatMap((block, index) =>
    isMisplaced(block, surface) ? [`unsupported type: ${block.type} in a ${surface} [json-pointer:${at}/${index}/type]`] : [],
  ),
  ...tooMany(blocks, at),
  ...(markdownLength(blocks) > MARKDOWN_IN_ONE_MESSAGE
    ? [`must be less than ${MARKDOWN_IN_ONE_MESSAGE + 1} characters [json-pointer:${at}]`]
    : []),
];
