import type { VNode } from "preact";
import type { Context } from "../blocks/context.ts";
import { html } from "../html.ts";

/** Text in Slack's own markup. */
export const Mrkdwn = ({ text }: { text: string; context: Pick<Context, "nameOf" | "zone" | "now"> }): VNode =>
  html`<span class="b-mrkdwn">${text}</span>`;
