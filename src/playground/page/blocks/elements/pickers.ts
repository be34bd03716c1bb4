import type { VNode } from "preact";
import { html } from "../../html.ts";
import { stringOf } from "../json.ts";
import { bound, type ElementProps, useHeld } from "../use-act.ts";
import { fromField, toField } from "../zoned-time.ts";

interface PickerProps {
  readonly props: ElementProps;
  readonly type: "date" | "time" | "datetime-local";
  /** What is held, as the field has it, and the other way; null when it is empty. */
  readonly shown: (held: unknown) => string;
  readonly read: (text: string) => string | number | null;
}

const Picker = ({ props, type, shown, read }: PickerProps): VNode => {
  const { held, give, isBusy, dialog } = useHeld(props);
  const onChange = (event: { currentTarget: HTMLInputElement }): void => {
    const given = read(event.currentTarget.value);
    if (given !== null || props.place.isInput) give(given, given);
  };
  return html`<span class="b-element">
    <input type=${type} class="b-text-input b-picker" ...${bound(props)} value=${shown(held)} disabled=${isBusy} onChange=${onChange} />
    ${dialog}
  </span>`;
};

const orNull = (text: string): string | null => (text === "" ? null : text);

export const DatePicker = (props: ElementProps): VNode => html`<${Picker} props=${props} type="date" shown=${stringOf} read=${orNull} />`;

export const TimePicker = (props: ElementProps): VNode =>
  html`<${Picker} props=${props} type="time" shown=${stringOf} read=${(text: string) => orNull(text.slice(0, 5))} />`;

/** A day and a time in the reader's zone. */
export const DateTimePicker = (props: ElementProps): VNode => {
  const { zone } = props.context;
  return html`<${Picker}
    props=${props}
    type="datetime-local"
    shown=${(held: unknown) => toField(held, zone)}
    read=${(text: string) => fromField(text, zone)}
  />`;
};
