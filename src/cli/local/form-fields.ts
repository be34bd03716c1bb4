import { nearest } from "../../engine/nearest.ts";
import { instantOn, isZone } from "../../engine/wall-clock.ts";
import { isJson, type Json, listOf } from "../../slack-stand-in/json.ts";

/** An input of an open form, as it is asked for at a terminal. */
export interface FormField {
  readonly blockId: string;
  /** What to write before the `=`. */
  readonly name: string;
  readonly label: string;
  readonly optional: boolean;
  readonly hint: string;
  readonly element: Json;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** What stands in it, in words; empty when nothing does. */
  readonly now: string;
}

const textOf = (part: unknown): string => (isJson(part) ? String(part.text ?? "") : "");

const optionsOf = (element: Json): FormField["options"] =>
  [...listOf(element.options), ...listOf(element.option_groups).flatMap((group) => listOf(group.options))].map((option) => ({
    value: String(option.value),
    text: textOf(option.text),
  }));

/** What it opens with, or what was filled in before it was refused. */
const nowIn = (view: Json, blockId: string, element: Json): string => {
  const values = isJson(view.state) && isJson(view.state.values) ? view.state.values[blockId] : undefined;
  const state = isJson(values) ? Object.values(values).find(isJson) : undefined;
  const given = [
    state?.value,
    state?.selected_option,
    state?.selected_date,
    element.initial_value,
    element.initial_option,
    element.initial_date,
  ];
  const found = given.find((each) => each !== undefined && each !== null);
  return isJson(found) ? textOf(found.text) : String(found ?? "");
};

/** A workflow's own field is `field:<name>` in Slack. */
const nameOf = (blockId: string): string => blockId.slice(blockId.indexOf(":") + 1);

export const fieldsOf = (view: Json): readonly FormField[] =>
  listOf(view.blocks).flatMap((block) => {
    if (block.type !== "input" || !isJson(block.element)) return [];
    const blockId = String(block.block_id);
    const { element } = block;
    return [
      {
        blockId,
        name: nameOf(blockId),
        label: textOf(block.label),
        optional: block.optional === true,
        hint: textOf(block.hint),
        element,
        options: optionsOf(element),
        now: nowIn(view, blockId, element),
      },
    ];
  });

const EXAMPLE: Readonly<Record<string, string>> = {
  datepicker: "a date such as 2026-11-20",
  datetimepicker: "a time such as 2026-11-20 15:00",
  users_select: "a person",
  multi_users_select: "people, with commas",
  number_input: "a number",
  email_text_input: "an email address",
  url_text_input: "a web address",
};

/** `region: Region, centre / south (needed)`. */
export const fieldLine = ({ name, label, optional, options, element, hint, now }: FormField): string => {
  const kind = options.length > 0 ? options.map(({ text }) => text).join(" / ") : (EXAMPLE[String(element.type)] ?? hint);
  const state = now === "" ? (optional ? "" : " (needed)") : ` (is: ${now})`;
  return `${name}: ${label}${kind === "" ? "" : `, ${kind}`}${state}`;
};

/** What has to be given before the form can be sent: `region=… reserve=…`. */
export const stillNeeded = (fields: readonly FormField[]): string =>
  fields
    .filter(({ optional, now }) => !optional && now === "")
    .map(({ name }) => `${name}=…`)
    .join(" ");

type Given = Readonly<Record<string, string>>;

export interface Filled {
  /** By `block_id`, as the stand-in takes them. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
}

interface Surroundings {
  readonly people: ReadonlyMap<string, string>;
  readonly zone: string;
}

class NotUnderstood extends Error {}

const meant = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near === undefined ? "" : ` Did you mean ${near}?`;
};

const personOf = (given: string, { people }: Surroundings): string => {
  const handle = given.replace(/^@/, "").toLowerCase();
  const id = people.get(handle);
  if (id === undefined) throw new NotUnderstood(`there is no ${handle} here.${meant(handle, [...people.keys()])}`);
  return id;
};

const momentOf = (given: string, { zone }: Surroundings): number => {
  const [, date, hours, minutes] = /^(\d{4}-\d\d-\d\d)[T ](\d\d?):(\d\d)$/.exec(given) ?? [];
  if (date === undefined || !isZone(zone)) throw new NotUnderstood(`"${given}" is no time; write it as 2026-11-20 15:00.`);
  return instantOn(zone, date, Number(hours) * 60 + Number(minutes)) / 1_000;
};

const optionOf = (given: string, { options }: FormField): string => {
  const wanted = given.toLowerCase();
  const found = options.find(({ value, text }) => value === given || text.toLowerCase() === wanted);
  const texts = options.map(({ text }) => text);
  const near = found ?? options.find(({ text }) => text === nearest(given, texts));
  if (near === undefined) throw new NotUnderstood(`"${given}" is none of ${texts.join(" / ")}.`);
  return near.value;
};

const listed = (given: string): readonly string[] => given.split(",").map((part) => part.trim());

const READ: Readonly<Record<string, (given: string, field: FormField, around: Surroundings) => unknown>> = {
  users_select: (given, _field, around) => personOf(given, around),
  multi_users_select: (given, _field, around) => listed(given).map((each) => personOf(each, around)),
  datetimepicker: (given, _field, around) => momentOf(given, around),
  static_select: optionOf,
  radio_buttons: optionOf,
  checkboxes: (given, field) => listed(given).map((each) => optionOf(each, field)),
  multi_static_select: (given, field) => listed(given).map((each) => optionOf(each, field)),
};

const fieldFor = (name: string, fields: readonly FormField[]): FormField => {
  const lower = name.toLowerCase();
  const names = fields.flatMap((field) => [field.name, field.label]);
  const found = fields.find((field) => [field.name, field.label, field.blockId].some((known) => known.toLowerCase() === lower));
  if (found !== undefined) return found;
  throw new NotUnderstood(
    `the form does not ask for that.${meant(name, names)} It asks for ${fields.map((field) => field.name).join(", ")}.`,
  );
};

/** What was typed after `fill`, for the fields of the form. All problems at once. */
export const readFieldValues = (view: Json, given: Given, around: Surroundings): Filled => {
  const fields = fieldsOf(view);
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, words] of Object.entries(given)) {
    try {
      const field = fieldFor(name, fields);
      values[field.blockId] = words === "" ? null : (READ[String(field.element.type)] ?? (() => words))(words, field, around);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      problems.push(`${name}: ${error.message}`);
    }
  }
  return { values, problems };
};
