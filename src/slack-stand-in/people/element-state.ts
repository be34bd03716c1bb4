import { isJson, type Json, listOf } from "../json.ts";

/** Which field of the state and of the action each kind of element fills. */
const FIELDS: Readonly<Record<string, string>> = {
  channels_select: "selected_channel",
  checkboxes: "selected_options",
  conversations_select: "selected_conversation",
  datepicker: "selected_date",
  datetimepicker: "selected_date_time",
  email_text_input: "value",
  external_select: "selected_option",
  file_input: "files",
  multi_channels_select: "selected_channels",
  multi_conversations_select: "selected_conversations",
  multi_external_select: "selected_options",
  multi_static_select: "selected_options",
  multi_users_select: "selected_users",
  number_input: "value",
  overflow: "selected_option",
  plain_text_input: "value",
  radio_buttons: "selected_option",
  rich_text_input: "rich_text_value",
  static_select: "selected_option",
  timepicker: "selected_time",
  url_text_input: "value",
  users_select: "selected_user",
};

const INITIAL: Readonly<Record<string, string>> = {
  selected_channel: "initial_channel",
  selected_channels: "initial_channels",
  selected_conversation: "initial_conversation",
  selected_conversations: "initial_conversations",
  selected_date: "initial_date",
  selected_date_time: "initial_date_time",
  selected_option: "initial_option",
  selected_options: "initial_options",
  selected_time: "initial_time",
  selected_user: "initial_user",
  selected_users: "initial_users",
  rich_text_value: "initial_value",
  value: "initial_value",
};

export const fieldOf = (element: Json): string | undefined => FIELDS[String(element.type)];

export const optionsOf = (element: Json): Json[] => [
  ...listOf(element.options),
  ...listOf(element.option_groups).flatMap((group) => listOf(group.options)),
];

export const optionText = (option: Json): string => (isJson(option.text) ? String(option.text.text) : "");

const pickOption = (element: Json, wanted: unknown): unknown => {
  if (isJson(wanted) || wanted === null) return wanted;
  const options = optionsOf(element);
  const found = options.find(({ value }) => value === wanted) ?? options.find((option) => optionText(option) === wanted);
  if (found) return found;
  const known = options.map((option) => `${option.value} (${optionText(option)})`).join(", ");
  throw new Error(`Slack stand-in: "${String(wanted)}" is no option of ${element.action_id}; there are: ${known || "none"}`);
};

const convert = (element: Json, field: string, given: unknown): unknown => {
  if (given === null) return null;
  if (field === "selected_option") return pickOption(element, given);
  if (field === "selected_options") return (Array.isArray(given) ? given : [given]).map((each) => pickOption(element, each));
  if (field === "value") return given === "" ? null : String(given);
  return field.endsWith("s") && !Array.isArray(given) ? [given] : given;
};

const EMPTY_LISTS = new Set(["selected_options", "selected_users", "selected_channels", "selected_conversations", "files"]);

const initial = (element: Json, field: string): unknown => element[INITIAL[field] ?? ""] ?? (EMPTY_LISTS.has(field) ? [] : null);

/**
 * The state of an element after a person gave it something: `{ type, value }`, `{ type, selected_option }`, ... Options are given by
 * their value or their text. Without a given value, the state in which it opens.
 */
export const stateOf = (element: Json, given: unknown): Json => {
  const field = fieldOf(element);
  if (field === undefined) return { type: element.type };
  return { type: element.type, [field]: given === undefined ? initial(element, field) : convert(element, field, given) };
};

export const isEmptyValue = (value: Json): boolean => {
  const { type: _type, ...fields } = value;
  return Object.values(fields).every((each) => each === null || each === "" || (Array.isArray(each) && each.length === 0));
};
