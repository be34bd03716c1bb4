import htm from "htm";
import { h, type VNode } from "preact";

/** Markup as a tagged template: `html`<${Button} label="Done" />``. Texts are escaped by Preact. */
export const html: (strings: TemplateStringsArray, ...values: unknown[]) => VNode = htm.bind(h) as never;
