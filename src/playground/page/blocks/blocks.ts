import type { VNode } from "preact";
import type { Json } from "../../api.ts";
import { html } from "../html.ts";
import type { Context } from "./context.ts";

export type BlockContext = Context;

/** The blocks of a message or a view, as Slack draws them. */
export const Blocks = ({ blocks }: { blocks: readonly Json[]; context: BlockContext }): VNode =>
  html`<div class="b-blocks">${blocks.map((block) => html`<div class="b-block">${String(block.type)}</div>`)}</div>`;
