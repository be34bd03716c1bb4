import type { VNode } from "preact";
import { html } from "../../html.ts";
import { drawPassages } from "../../mrkdwn/draw.ts";
import { readRichText } from "../rich-text.ts";
import type { BlockProps } from "./props.ts";

export const RichText = ({ block, context }: Pick<BlockProps, "block" | "context">): VNode =>
  html`<div class="b-mrkdwn">${drawPassages(readRichText(block, context.unknown), context)}</div>`;
