import type { InputBlock, InputBlockElement, PlainTextOption } from "@slack/types";
import type { Field } from "../../../engine/definition.ts";
import type { Directory } from "../../../engine/directory.ts";
import type { PersonId } from "../../../engine/ids.ts";
import type { Value } from "../../../engine/value.ts";
import { clean, linkTo } from "../../escape.ts";
import { fieldBlock, INPUT_ACTION } from "../../form.ts";
import { LIMIT } from "../../limits.ts";
import { option } from "../blocks.ts";
import { input } from "./inputs.ts";

const ours = { action_id: INPUT_ACTION } as const;

const words = (value: Value | undefined): string =>
  value === undefined || value === null ? "" : clean(String(value)).slice(0, LIMIT.inputText).toWellFormed();

/** Slack refuses a form whose preset does not fit its element, so a value that does not is left out. */
const preset = <K extends string>(key: K, text: string, fits = true): { readonly [P in K]?: string } =>
  text === "" || !fits ? {} : ({ [key]: text } as { readonly [P in K]?: string }); // The one key is K.

const YES_NO: readonly PlainTextOption[] = [option("Yes", "true"), option("No", "false")];

const choice = (field: Field, value: Value | undefined): InputBlockElement => {
  const options = field.options.map((words, index) => option(words, String(index)));
  const initial = options[field.options.indexOf(String(value))];
  const look = { type: "static_select", ...ours, ...(initial === undefined ? {} : { initial_option: initial }) } as const;
  if (options.length <= LIMIT.options) return { ...look, options };
  const groups = Array.from({ length: Math.min(LIMIT.options, Math.ceil(options.length / LIMIT.options)) }, (_, n) => ({
    label: option(`${n * LIMIT.options + 1} and on`, String(n)).text,
    options: options.slice(n * LIMIT.options, (n + 1) * LIMIT.options),
  }));
  return { ...look, option_groups: groups };
};

type Element = (field: Field, value: Value | undefined, directory: Directory) => InputBlockElement;

const decimal: Element = (_field, value) => ({
  type: "number_input",
  ...ours,
  is_decimal_allowed: true,
  ...preset("initial_value", words(value), typeof value === "number" && Math.abs(value) < 1e15),
});

/** Each type of field as the element that asks for it best. */
const ELEMENT: Readonly<Record<Field["type"], Element>> = {
  text: (_field, value) => ({ type: "plain_text_input", ...ours, max_length: LIMIT.inputText, ...preset("initial_value", words(value)) }),
  number: decimal,
  money: decimal,
  boolean: (_field, value) => {
    const initial = YES_NO.find((each) => each.value === String(value));
    return { type: "radio_buttons", ...ours, options: [...YES_NO], ...(initial === undefined ? {} : { initial_option: initial }) };
  },
  choice,
  date: (_field, value) => ({
    type: "datepicker",
    ...ours,
    ...preset("initial_date", words(value), /^\d{4}-\d{2}-\d{2}$/.test(words(value))),
  }),
  datetime: (_field, value) => ({
    type: "datetimepicker",
    ...ours,
    ...(typeof value === "number" && value >= 1e12 && value < 1e13 ? { initial_date_time: Math.floor(value / 1_000) } : {}),
  }),
  person: (_field, value, directory) => ({
    type: "users_select",
    ...ours,
    ...preset("initial_user", directory.people.get(String(value) as PersonId)?.slackId ?? ""),
  }),
  email: (_field, value) => ({
    type: "email_text_input",
    ...ours,
    ...preset("initial_value", words(value), /^[^\s@]+@[^\s@]+$/.test(words(value))),
  }),
  url: (_field, value) => ({
    type: "url_text_input",
    ...ours,
    ...preset("initial_value", words(value), linkTo(words(value)) !== undefined),
  }),
  file: () => ({ type: "file_input", ...ours, max_files: 1 }),
};

export interface FieldLook {
  /** What it holds now, in plain form; a personal one as its text. */
  readonly value?: Value | undefined;
  /** Asked for, but the form may be sent without it. */
  readonly optional?: boolean;
}

const hint = (field: Field): string | undefined => {
  if (field.personal) return "Personal: kept apart from the record, and can be erased.";
  return field.type === "money" || field.type === "number" ? "A number, with a point for decimals." : undefined;
};

/** The input of a form that asks for one of a workflow's own fields. */
export const fieldInput = (field: Field, directory: Directory, { value, optional }: FieldLook = {}): InputBlock =>
  input(fieldBlock(field.name), ELEMENT[field.type](field, value ?? field.default, directory), {
    label: field.label || field.name,
    hint: hint(field),
    optional: optional ?? !field.required,
  });
