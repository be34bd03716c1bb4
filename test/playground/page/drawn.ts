import { renderToString } from "preact-render-to-string";
import type { Json } from "../../../src/playground/api.ts";
import { type BlockContext, Blocks } from "../../../src/playground/page/blocks/blocks.ts";
import { html } from "../../../src/playground/page/html.ts";
import { Markdown, Mrkdwn } from "../../../src/playground/page/mrkdwn/mrkdwn.ts";

const NAMES: Readonly<Record<string, string>> = { U1: "Iris Berg", U2: "Maria Sole", C1: "claims" };

/** Friday 20 November 2026, 14:05 in Rome. */
export const NOW = Date.UTC(2026, 10, 20, 13, 5);

export const context = (over: Partial<BlockContext> = {}): BlockContext => ({
  now: NOW,
  me: "U1",
  zone: "Europe/Rome",
  nameOf: (id) => NAMES[id] ?? id,
  people: [
    { id: "U1", name: "Iris Berg" },
    { id: "U2", name: "Maria Sole" },
  ],
  channels: [{ id: "C1", name: "claims" }],
  use: async () => {},
  search: async () => [],
  errors: {},
  values: {},
  change: () => {},
  unknown: () => {},
  ...over,
});

export const draw = (blocks: readonly Json[], over: Partial<BlockContext> = {}): string =>
  renderToString(html`<${Blocks} blocks=${blocks} context=${context(over)} />`);

export const drawMrkdwn = (text: string, over: Partial<BlockContext> = {}): string =>
  renderToString(html`<${Mrkdwn} text=${text} context=${context(over)} />`);

export const drawMarkdown = (text: string): string => renderToString(html`<${Markdown} text=${text} context=${context()} />`);

/** What a person reads: no tags, entities as the signs they stand for. */
export const wordsIn = (markup: string): string =>
  markup
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
