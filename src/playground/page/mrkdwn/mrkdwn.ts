import type { VNode } from "preact";
import { html } from "../html.ts";
import { drawPassages, type Reader } from "./draw.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { parseMrkdwn } from "./parse-mrkdwn.ts";

/** Text in Slack's own markup. */
export const Mrkdwn = ({ text, context }: { text: string; context: Reader }): VNode =>
  html`<div class="b-mrkdwn">${drawPassages(parseMrkdwn(text), context)}</div>`;

/** Text in the Markdown of a `markdown` block. */
export const Markdown = ({ text, context }: { text: string; context: Reader }): VNode =>
  html`<div class="b-mrkdwn b-markdown">${drawPassages(parseMarkdown(text), context)}</div>`;
