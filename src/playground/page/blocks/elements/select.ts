import type { VNode } from "preact";
import { html } from "../../html.ts";
import { heldKeys, withKey, withoutKey } from "../element-value.ts";
import { plainOf } from "../texts.ts";
import { bound, type ElementProps, useHeld } from "../use-act.ts";
import { type ChoosableGroup, choosableIn, withHeld } from "./choosable.ts";

const optionsIn = (groups: readonly ChoosableGroup[], chosen: string | undefined): readonly VNode[] =>
  groups.flatMap(({ label, choices }) => {
    const drawn = choices.map(({ key, words }) => html`<option key=${key} value=${key} selected=${key === chosen}>${words}</option>`);
    return label === undefined ? drawn : [html`<optgroup label=${label}>${drawn}</optgroup>`];
  });

/** A menu to choose one from: options, people, channels or conversations. */
export const Select = (props: ElementProps): VNode => {
  const { element, place, context } = props;
  const { held, give, isBusy, dialog } = useHeld(props);
  const [chosen] = heldKeys(held);
  const groups = withHeld(choosableIn(element, context), chosen === undefined ? [] : [chosen], context.nameOf);
  const onChange = (event: { currentTarget: HTMLSelectElement }): void => {
    const key = event.currentTarget.value;
    // In a message nothing can be chosen away.
    if (key !== "" || place.isInput) give(key, key === "" ? null : key);
  };
  return html`<span class="b-element">
    <select class="b-select" ...${bound(props)} value=${chosen ?? ""} disabled=${isBusy} onChange=${onChange}>
      <option value="" selected=${chosen === undefined}>${plainOf(element.placeholder) || "Choose one"}</option>
      ${optionsIn(groups, chosen)}
    </select>
    ${dialog}
  </span>`;
};

interface ChipsProps {
  readonly chosen: readonly { readonly key: string; readonly words: string }[];
  readonly remove: (key: string) => void;
  readonly isBusy: boolean;
}

/** What is chosen of many, each with a way to take it back. */
export const Chips = ({ chosen, remove, isBusy }: ChipsProps): VNode | null =>
  chosen.length === 0
    ? null
    : html`<ul class="b-chips" aria-label="Chosen">
      ${chosen.map(
        ({ key, words }) => html`<li key=${key} class="b-chip">
          ${words}
          <button type="button" class="b-chip-remove" aria-label=${`Remove ${words}`} disabled=${isBusy} onClick=${() => remove(key)}>
            <span aria-hidden="true">×</span>
          </button>
        </li>`,
      )}
    </ul>`;

/** A menu to choose several from. */
export const MultiSelect = (props: ElementProps): VNode => {
  const { element, context } = props;
  const { held, give, isBusy, dialog } = useHeld(props);
  const keys = heldKeys(held);
  const most = typeof element.max_selected_items === "number" ? element.max_selected_items : undefined;
  const groups = withHeld(choosableIn(element, context), keys, context.nameOf);
  const choices = groups.flatMap((group) => group.choices);
  const left = groups.map(({ label, choices: all }) => ({ label, choices: all.filter(({ key }) => !keys.includes(key)) }));
  const hold = (next: readonly string[]): void => give(next, next);
  const onChange = (event: { currentTarget: HTMLSelectElement }): void => {
    const key = event.currentTarget.value;
    event.currentTarget.value = "";
    if (key !== "") hold(withKey(keys, key, most));
  };
  const isFull = most !== undefined && keys.length >= most;
  return html`<span class="b-element b-multi">
    <${Chips} chosen=${choices.filter(({ key }) => keys.includes(key))} remove=${(key: string) => hold(withoutKey(keys, key))} isBusy=${isBusy} />
    <select class="b-select" ...${bound(props)} value="" disabled=${isBusy || isFull} onChange=${onChange}>
      <option value="">${isFull ? `No more than ${most}` : plainOf(element.placeholder) || "Add"}</option>
      ${optionsIn(left, undefined)}
    </select>
    ${dialog}
  </span>`;
};
