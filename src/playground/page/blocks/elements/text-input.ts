import type { VNode } from "preact";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import { isJson, stringOf } from "../json.ts";
import { plainOf } from "../texts.ts";
import { typedAsRichText, typedIn } from "../typed-rich-text.ts";
import { bound, type ElementProps, useHeld } from "../use-act.ts";

/** Told by a field that dispatches: by Enter unless it says otherwise. */
export const dispatchesOn = (element: Json, what: "on_enter_pressed" | "on_character_entered"): boolean => {
  const config = isJson(element.dispatch_action_config) ? element.dispatch_action_config.trigger_actions_on : undefined;
  return Array.isArray(config) ? config.includes(what) : what === "on_enter_pressed";
};

/** What is typed stays text of any form: whether it is a number or an address is said when the form is sent, as in Slack. */
const KEYBOARDS: Readonly<Record<string, string>> = {
  number_input: "decimal",
  email_text_input: "email",
  url_text_input: "url",
};

const useTyping = (props: ElementProps, read: (held: unknown) => string, given: (text: string) => unknown) => {
  const { element, place } = props;
  const { held, give, act, isBusy, dialog } = useHeld(props);
  const text = read(held);
  const onInput = (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }): void => {
    const typed = event.currentTarget.value;
    give(typed, given(typed), place.dispatches && dispatchesOn(element, "on_character_entered"));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || !place.dispatches || !dispatchesOn(element, "on_enter_pressed")) return;
    event.preventDefault();
    act({ given: given(text) });
  };
  // Typing goes on while the app is told of a letter.
  const shared = { ...bound(props), value: text, readOnly: isBusy && !dispatchesOn(element, "on_character_entered"), onInput, onKeyDown };
  return { shared: { ...shared, placeholder: plainOf(element.placeholder) || undefined }, dialog };
};

/** One line or more of text, a number, an email address, a web address. */
export const TextInput = (props: ElementProps): VNode => {
  const { element } = props;
  const { shared, dialog } = useTyping(props, stringOf, (text) => (text === "" ? null : text));
  return element.multiline === true
    ? html`<span class="b-element b-wide"><textarea class="b-text-input" rows="4" ...${shared}></textarea>${dialog}</span>`
    : html`<span class="b-element b-wide">
      <input type="text" class="b-text-input" inputmode=${KEYBOARDS[String(element.type)]} autocomplete="off" ...${shared} />${dialog}
    </span>`;
};

/** Formatted text, typed with the signs that Slack understands. */
export const RichTextInput = (props: ElementProps): VNode => {
  const { shared, dialog } = useTyping(props, (held) => (typeof held === "string" ? held : typedIn(held)), typedAsRichText);
  return html`<span class="b-element b-wide"><textarea class="b-text-input" rows="4" ...${shared}></textarea>${dialog}</span>`;
};
