import type { VNode } from "preact";
import type { Json } from "../../api.ts";
import { html } from "../html.ts";
import type { Context } from "./context.ts";
import { wordsOf } from "./json.ts";

const told = new Set<string>();

/** A kind that this page does not draw: a box that says so, told once for each kind as long as the page lives. */
export const Unknown = ({ part, what, context }: { part: Json; what: "block" | "element"; context: Context }): VNode => {
  const type = String(part.type);
  if (!told.has(type)) {
    told.add(type);
    context.unknown(type);
  }
  const words = wordsOf(part.text) || wordsOf(part.title);
  return html`<div class="b-unknown" role="note"><span class="b-unknown-kind">Unknown ${what} “${type}”</span> ${words}</div>`;
};
