import { isJson, type Json } from "../json.ts";
import type { View } from "../workspace/state.ts";
import { isEmptyValue, optionText, stateOf } from "./element-state.ts";

/** Values by `block_id`, by `action_id` or by the label that the person reads; options by value or by text. */
export type FormValues = Readonly<Record<string, unknown>>;

interface Input {
  readonly blockId: string;
  readonly actionId: string;
  readonly label: string;
  readonly optional: boolean;
  readonly element: Json;
}

const inputsOf = (view: View): Input[] =>
  view.blocks.flatMap((block) =>
    block.type === "input" && isJson(block.element)
      ? [
          {
            blockId: String(block.block_id),
            actionId: String(block.element.action_id),
            label: optionText({ text: block.label }),
            optional: block.optional === true,
            element: block.element,
          },
        ]
      : [],
  );

const isNamed = (input: Input, name: string): boolean => [input.blockId, input.actionId, input.label].includes(name);

/** A person fills the form in. A name that is no field of it is a mistake of the caller. */
export const fillForm = (view: View, values: FormValues): void => {
  const inputs = inputsOf(view);
  for (const [name, given] of Object.entries(values)) {
    const input = inputs.find((each) => isNamed(each, name));
    if (!input)
      throw new Error(
        `Slack stand-in: the form has no "${name}"; it has ${inputs.map(({ blockId, label }) => `${blockId} "${label}"`).join(", ")}`,
      );
    view.state.values[input.blockId] = { ...view.state.values[input.blockId], [input.actionId]: stateOf(input.element, given) };
  }
};

const CHECKS: readonly ((element: Json, text: string) => string | undefined)[] = [
  ({ min_length }, text) =>
    typeof min_length === "number" && text.length < min_length ? `Please use at least ${min_length} characters` : undefined,
  ({ max_length }, text) =>
    typeof max_length === "number" && text.length > max_length ? `Please use ${max_length} characters or fewer` : undefined,
  ({ type }, text) => (type === "number_input" && !Number.isFinite(Number(text)) ? "Please enter a number" : undefined),
  ({ type, is_decimal_allowed }, text) =>
    type === "number_input" && is_decimal_allowed !== true && text.includes(".") ? "Please enter a whole number" : undefined,
  ({ min_value }, text) => (min_value !== undefined && Number(text) < Number(min_value) ? `Please enter ${min_value} or more` : undefined),
  ({ max_value }, text) => (max_value !== undefined && Number(text) > Number(max_value) ? `Please enter ${max_value} or less` : undefined),
  ({ type }, text) => (type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(text) ? "Please enter a valid email address" : undefined),
  ({ type }, text) => (type === "url_text_input" && !URL.canParse(text) ? "Please enter a valid URL" : undefined),
];

const complaint = (input: Input, value: Json): string | undefined => {
  if (isEmptyValue(value)) return input.optional ? undefined : "Please complete this required field.";
  if (typeof value.value !== "string") return undefined;
  const text = value.value;
  return CHECKS.map((check) => check(input.element, text)).find((said) => said !== undefined);
};

/** What Slack's own client says before it sends anything; nothing when it sends. */
export const clientErrors = (view: View): Record<string, string> =>
  Object.fromEntries(
    inputsOf(view).flatMap((input) => {
      const said = complaint(input, view.state.values[input.blockId]?.[input.actionId] ?? {});
      return said === undefined ? [] : [[input.blockId, said]];
    }),
  );
