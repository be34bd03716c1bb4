import type { FunctionComponent, VNode } from "preact";
import { useId } from "preact/hooks";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import type { Context } from "../context.ts";
import { wordsOf } from "../json.ts";
import { Image, Text } from "../texts.ts";
import { Unknown } from "../unknown.ts";
import type { ElementProps, Place } from "../use-act.ts";
import { Button, FeedbackButtons, IconButton } from "./button.ts";
import { Checkboxes, RadioButtons } from "./choices.ts";
import { ExternalSelect } from "./external-select.ts";
import { FileInput } from "./file-input.ts";
import { Overflow } from "./overflow.ts";
import { DatePicker, DateTimePicker, TimePicker } from "./pickers.ts";
import { MultiSelect, Select } from "./select.ts";
import { RichTextInput, TextInput } from "./text-input.ts";

const ELEMENTS: Readonly<Record<string, FunctionComponent<ElementProps>>> = {
  button: Button,
  channels_select: Select,
  checkboxes: Checkboxes,
  conversations_select: Select,
  datepicker: DatePicker,
  datetimepicker: DateTimePicker,
  email_text_input: TextInput,
  external_select: ExternalSelect,
  feedback_buttons: FeedbackButtons,
  file_input: FileInput,
  icon_button: IconButton,
  image: ({ element }) => html`<${Image} image=${element} look="b-thumb" />`,
  mrkdwn: ({ element, context }) => html`<${Text} text=${element} context=${context} />`,
  multi_channels_select: MultiSelect,
  multi_conversations_select: MultiSelect,
  multi_external_select: ExternalSelect,
  multi_static_select: MultiSelect,
  multi_users_select: MultiSelect,
  number_input: TextInput,
  overflow: Overflow,
  plain_text: ({ element, context }) => html`<${Text} text=${element} context=${context} />`,
  plain_text_input: TextInput,
  radio_buttons: RadioButtons,
  rich_text_input: RichTextInput,
  static_select: Select,
  timepicker: TimePicker,
  url_text_input: TextInput,
  users_select: Select,
  workflow_button: Button,
};

/** An element of any kind, where a label already stands. */
export const ElementAt = ({ element, place, context }: ElementProps): VNode => {
  const type = String(element.type);
  const known = Object.hasOwn(ELEMENTS, type) ? ELEMENTS[type] : undefined;
  return known === undefined
    ? html`<${Unknown} part=${element} what="element" context=${context} />`
    : html`<${known} element=${element} place=${place} context=${context} />`;
};

interface LooseProps {
  readonly element: Json;
  readonly blockId: string;
  readonly context: Context;
}

const nameOf = (element: Json): string | undefined => wordsOf(element.placeholder) || (element.type === "overflow" ? undefined : "Choose");

/** An element in a row of actions, beside a text, in a card: the app hears of it at once. */
export const Element = ({ element, blockId, context }: LooseProps): VNode => {
  const place: Place = {
    blockId,
    isInput: false,
    dispatches: true,
    id: useId(),
    labelledBy: undefined,
    describedBy: undefined,
    isInvalid: false,
    isRequired: false,
    name: nameOf(element),
  };
  return html`<${ElementAt} element=${element} place=${place} context=${context} />`;
};
