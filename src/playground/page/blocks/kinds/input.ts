import type { VNode } from "preact";
import { useId } from "preact/hooks";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import { ElementAt } from "../elements/element.ts";
import { isJson, stringOf } from "../json.ts";
import { plainOf } from "../texts.ts";
import type { Place } from "../use-act.ts";
import type { BlockProps } from "./props.ts";

/** Several controls, which are named together: no label can point at them. */
const GROUPS = new Set(["radio_buttons", "checkboxes"]);

const label = (block: Json, element: Json, id: string): VNode => {
  const words = html`${plainOf(block.label)}${block.optional === true ? html` <span class="b-optional">(optional)</span>` : null}`;
  return GROUPS.has(String(element.type))
    ? html`<div class="b-label" id=${`${id}-label`}>${words}</div>`
    : html`<label class="b-label" id=${`${id}-label`} for=${id}>${words}</label>`;
};

/** A field of a form: its label, its control, its hint, and what is wrong with it. */
export const Input = ({ block, blockId, context }: BlockProps): VNode => {
  const id = useId();
  const element = isJson(block.element) ? block.element : {};
  const error = Object.hasOwn(context.errors, blockId) ? context.errors[blockId] : undefined;
  const describedBy = [...(block.hint ? [`${id}-hint`] : []), ...(error === undefined ? [] : [`${id}-error`])].join(" ");
  const place: Place = {
    blockId,
    isInput: true,
    dispatches: block.dispatch_action === true,
    id,
    labelledBy: `${id}-label`,
    describedBy: describedBy || undefined,
    isInvalid: error !== undefined,
    isRequired: block.optional !== true,
    name: undefined,
  };
  return html`<div class=${error === undefined ? "b-input" : "b-input b-invalid"}>
    ${label(block, element, id)}
    <${ElementAt} key=${stringOf(element.action_id)} element=${element} place=${place} context=${context} />
    ${error === undefined ? null : html`<div class="b-error" id=${`${id}-error`} role="alert">${error}</div>`}
    ${block.hint ? html`<div class="b-hint" id=${`${id}-hint`}>${plainOf(block.hint)}</div>` : null}
  </div>`;
};
