import type { VNode } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { Json } from "../../api.ts";
import { html } from "../html.ts";
import type { Context } from "./context.ts";
import { plainOf, Text } from "./texts.ts";

interface ConfirmProps {
  readonly confirm: Json;
  readonly answer: (isYes: boolean) => void;
  readonly context: Context;
}

/** Asks before an element does what it does. Escape is no; the keys pressed in it are nobody else's. */
export const Confirm = ({ confirm, answer, context }: ConfirmProps): VNode => {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Closing gives the focus back to where it was.
    return () => shown?.close();
  }, []);
  const cancel = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    answer(false);
  };
  const look = confirm.style === "danger" ? "b-danger" : "b-primary";
  return html`<dialog
    ref=${dialog}
    class="b-confirm"
    aria-labelledby=${titleId}
    onCancel=${cancel}
    onKeyDown=${(event: KeyboardEvent) => event.stopPropagation()}
  >
    <h2 id=${titleId} class="b-confirm-title">${plainOf(confirm.title) || "Are you sure?"}</h2>
    <div class="b-confirm-text"><${Text} text=${confirm.text} context=${context} /></div>
    <div class="b-confirm-answers">
      <button type="button" class="b-button" onClick=${() => answer(false)}>${plainOf(confirm.deny) || "Cancel"}</button>
      <button type="button" class=${`b-button ${look}`} onClick=${() => answer(true)}>${plainOf(confirm.confirm) || "Yes"}</button>
    </div>
  </dialog>`;
};
