import type { VNode } from "preact";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import { heldKeys, keyOf, withKey, withoutKey } from "../element-value.ts";
import { listOf } from "../json.ts";
import { Text } from "../texts.ts";
import { bound, type ElementProps, useHeld } from "../use-act.ts";

interface ChoiceProps {
  readonly option: Json;
  readonly props: ElementProps;
  readonly type: "radio" | "checkbox";
  readonly isOn: boolean;
  readonly isBusy: boolean;
  readonly turn: (isOn: boolean) => void;
}

const Choice = ({ option, props, type, isOn, isBusy, turn }: ChoiceProps): VNode => html`<label class="b-choice">
  <input
    type=${type}
    name=${props.place.id}
    value=${keyOf(option)}
    checked=${isOn}
    disabled=${isBusy}
    onChange=${(event: { currentTarget: HTMLInputElement }) => turn(event.currentTarget.checked)}
  />
  <span>
    <${Text} text=${option.text} context=${props.context} />
    ${option.description ? html`<span class="b-choice-about"><${Text} text=${option.description} context=${props.context} /></span>` : null}
  </span>
</label>`;

/** `aria-required` and `aria-invalid` are no attributes of a plain group. */
const groupOf = (props: ElementProps, role: "radiogroup" | "group") => {
  const { "aria-required": required, "aria-invalid": invalid, autofocus: _focus, ...rest } = bound(props);
  const name = props.place.labelledBy === undefined ? { "aria-label": props.place.name ?? "Choose" } : {};
  return { ...rest, ...name, role, ...(role === "radiogroup" ? { "aria-required": required, "aria-invalid": invalid } : {}) };
};

/** One of a few that are all seen. */
export const RadioButtons = (props: ElementProps): VNode => {
  const { held, give, isBusy, dialog } = useHeld(props);
  const [chosen] = heldKeys(held);
  return html`<div class="b-choices" ...${groupOf(props, "radiogroup")}>
    ${listOf(props.element.options).map((option) => {
      const key = keyOf(option);
      return html`<${Choice} key=${key} option=${option} props=${props} type="radio" isOn=${key === chosen} isBusy=${isBusy} turn=${() => give(key, key)} />`;
    })}
    ${dialog}
  </div>`;
};

/** Any of a few. */
export const Checkboxes = (props: ElementProps): VNode => {
  const { held, give, isBusy, dialog } = useHeld(props);
  const keys = heldKeys(held);
  return html`<div class="b-choices" ...${groupOf(props, "group")}>
    ${listOf(props.element.options).map((option) => {
      const key = keyOf(option);
      const turn = (isOn: boolean): void => {
        const next = isOn ? withKey(keys, key) : withoutKey(keys, key);
        give(next, next);
      };
      return html`<${Choice} key=${key} option=${option} props=${props} type="checkbox" isOn=${keys.includes(key)} isBusy=${isBusy} turn=${turn} />`;
    })}
    ${dialog}
  </div>`;
};
