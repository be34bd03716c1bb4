import { isJson, type Json } from "../json.ts";
import { isInteractive } from "../workspace/messages.ts";
import { optionsOf, optionText } from "./element-state.ts";

export interface Found {
  readonly element: Json;
  readonly blockId: string;
  /** The option of an overflow menu, or the one of the two feedback buttons, that the words name. */
  readonly option?: Json;
}

const feedbackButtons = (element: Json): Json[] => [element.positive_button, element.negative_button].filter(isJson);

/** Everything a person could use in these blocks, wherever it stands: actions, accessories, inputs, cards, task cards in a plan. */
const elementsIn = (part: unknown, blockId = ""): Found[] => {
  if (Array.isArray(part)) return part.flatMap((item) => elementsIn(item, blockId));
  if (!isJson(part)) return [];
  const here = typeof part.block_id === "string" ? part.block_id : blockId;
  if (isInteractive(part)) return [{ element: part, blockId: here }];
  return Object.values(part).flatMap((child) => elementsIn(child, here));
};

const choices = (found: Found): Found[] => {
  const { element } = found;
  if (element.type === "overflow") return optionsOf(element).map((option) => ({ ...found, option }));
  if (element.type === "feedback_buttons") return feedbackButtons(element).map((option) => ({ ...found, option }));
  return [found];
};

const words = ({ element, option }: Found): string => optionText(option ?? element);

export interface Wanted {
  /** An `action_id`, or what is written on the button or in the menu. */
  readonly name: string;
  readonly blockId?: string | undefined;
  /** The `value` of the button or of the option, where several share an `action_id`. */
  readonly value?: string | undefined;
}

const matches = (wanted: Wanted, found: Found): boolean => {
  const { element, blockId, option } = found;
  if (wanted.blockId !== undefined && wanted.blockId !== blockId) return false;
  if (wanted.value !== undefined && wanted.value !== (option ?? element).value) return false;
  return element.action_id === wanted.name || words(found) === wanted.name;
};

const describe = (all: readonly Found[]): string =>
  all.map((found) => `${found.element.action_id} "${words(found)}"`).join(", ") || "nothing";

/** All that the words could mean; an exact `action_id` goes before a text. */
export const findElements = (blocks: unknown, wanted: Wanted): Found[] => {
  const found = elementsIn(blocks)
    .flatMap(choices)
    .filter((each) => matches(wanted, each));
  const byId = found.filter(({ element }) => element.action_id === wanted.name);
  return byId.length > 0 ? byId : found;
};

/** The one that is meant; says what there is when there is none or more than one. */
export const findElement = (blocks: unknown, wanted: Wanted): Found => {
  const [only, ...others] = findElements(blocks, wanted);
  if (!only)
    throw new Error(`Slack stand-in: there is no "${wanted.name}" to use here; there is ${describe(elementsIn(blocks).flatMap(choices))}`);
  if (others.length > 0) {
    throw new Error(`Slack stand-in: "${wanted.name}" could be any of ${describe([only, ...others])}: say blockId or value`);
  }
  return only;
};
