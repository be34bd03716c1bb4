import type { Json } from "../../api.ts";
import { isJson, listOf, stringOf, wordsOf } from "./json.ts";

/** Where Slack keeps what an element holds: in its state, and in the element as it opens. */
const FIELDS: Readonly<Record<string, readonly [string, string]>> = {
  channels_select: ["selected_channel", "initial_channel"],
  checkboxes: ["selected_options", "initial_options"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  datepicker: ["selected_date", "initial_date"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  email_text_input: ["value", "initial_value"],
  external_select: ["selected_option", "initial_option"],
  file_input: ["files", ""],
  multi_channels_select: ["selected_channels", "initial_channels"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  multi_external_select: ["selected_options", "initial_options"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  number_input: ["value", "initial_value"],
  plain_text_input: ["value", "initial_value"],
  radio_buttons: ["selected_option", "initial_option"],
  rich_text_input: ["rich_text_value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  timepicker: ["selected_time", "initial_time"],
  url_text_input: ["value", "initial_value"],
  users_select: ["selected_user", "initial_user"],
};

/** What it holds now: as the state says, else as it opens; null and undefined are empty. */
export const heldBy = (element: Json, state: Json | undefined): unknown => {
  const [field, initial] = FIELDS[String(element.type)] ?? ["", ""];
  return state !== undefined && field in state ? state[field] : element[initial];
};

/** An option, by what it is sent as: its value, else its words. */
export const keyOf = (option: Json): string => stringOf(option.value) || wordsOf(option.text);

export interface OptionGroup {
  readonly label: string | undefined;
  readonly options: readonly Json[];
}

/** The options of a menu in groups; one without a label when it has none. */
export const groupsOf = (element: Json): readonly OptionGroup[] =>
  Array.isArray(element.option_groups)
    ? listOf(element.option_groups).map((group) => ({ label: wordsOf(group.label), options: listOf(group.options) }))
    : [{ label: undefined, options: listOf(element.options) }];

/** Keys of what is held by a menu, of options or of ids, one or many. */
export const heldKeys = (held: unknown): readonly string[] => {
  if (Array.isArray(held)) return held.flatMap(heldKeys);
  if (isJson(held)) return [keyOf(held)];
  return typeof held === "string" && held !== "" ? [held] : [];
};

/** With one more, in the order chosen; as it was when there is no room for more. */
export const withKey = (keys: readonly string[], key: string, most = Number.POSITIVE_INFINITY): readonly string[] =>
  keys.includes(key) || keys.length >= most ? keys : [...keys, key];

export const withoutKey = (keys: readonly string[], key: string): readonly string[] => keys.filter((each) => each !== key);
