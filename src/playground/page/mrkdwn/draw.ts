import type { VNode } from "preact";
import type { Context } from "../blocks/context.ts";
import { html } from "../html.ts";
import { emojiOf } from "./emoji.ts";
import { formatDate } from "./format-date.ts";
import type { Inline, ListItem, Passage } from "./inline.ts";

export type Reader = Pick<Context, "nameOf" | "zone" | "now">;

type Drawn = VNode | string;

const anchor = (url: string, inside: unknown): VNode =>
  html`<a class="b-link" href=${url} target="_blank" rel="noopener noreferrer">${inside}</a>`;

const named = (part: Extract<Inline, { kind: "user" | "channel" | "group" }>, { nameOf }: Reader): VNode => {
  const name = nameOf(part.id);
  const sigil = part.kind === "channel" ? "#" : "@";
  return html`<span class="b-mention">${sigil}${name === part.id && part.label ? part.label.replace(/^[@#]/, "") : name}</span>`;
};

const dated = (part: Extract<Inline, { kind: "date" }>, reader: Reader): Drawn => {
  const at = part.seconds * 1_000;
  const words = formatDate(at, part.format, reader);
  if (words === undefined) return part.fallback;
  const drawn = html`<time class="b-date" dateTime=${new Date(at).toISOString()} title=${part.fallback || undefined}>${words}</time>`;
  return part.url === undefined ? drawn : anchor(part.url, drawn);
};

const TAGS = { b: "strong", i: "em", s: "s", u: "u" } as const;

const drawOne = (part: Inline, reader: Reader): Drawn => {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return html`<code class="b-code">${part.text}</code>`;
    case "styled":
      return html`<${TAGS[part.tag]}>${drawInline(part.parts, reader)}</${TAGS[part.tag]}>`;
    case "link":
      return anchor(part.url, drawInline(part.parts, reader));
    case "user":
    case "channel":
    case "group":
      return named(part, reader);
    case "broadcast":
      return html`<span class="b-mention b-broadcast">@${part.range}</span>`;
    case "date":
      return dated(part, reader);
    case "emoji":
      return emojiOf(part.name);
    case "color":
      return html`<span class="b-colour"><span class="b-swatch" style=${{ background: part.value }}></span>${part.value}</span>`;
  }
};

export const drawInline = (parts: readonly Inline[], reader: Reader): readonly Drawn[] => parts.map((part) => drawOne(part, reader));

const line = ({ indent, parts }: ListItem, reader: Reader): VNode =>
  html`<li class=${`b-indent-${indent}`}>${drawInline(parts, reader)}</li>`;

const table = ({ head, rows }: Extract<Passage, { kind: "table" }>, reader: Reader): VNode => html`<div class="b-scroll">
  <table class="b-table">
    <thead>
      <tr>${head.map((cell) => html`<th scope="col">${drawInline(cell, reader)}</th>`)}</tr>
    </thead>
    <tbody>
      ${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${drawInline(cell, reader)}</td>`)}</tr>`)}
    </tbody>
  </table>
</div>`;

const drawPassage = (passage: Passage, reader: Reader): VNode => {
  switch (passage.kind) {
    case "text":
      return html`<div class="b-text">${drawInline(passage.parts, reader)}</div>`;
    case "heading":
      return html`<div class=${`b-heading b-heading-${passage.level}`} role="heading" aria-level=${passage.level + 2}>
        ${drawInline(passage.parts, reader)}
      </div>`;
    case "code":
      return html`<pre class="b-pre" tabindex="0">${passage.text}</pre>`;
    case "quote":
      return html`<blockquote class="b-quote">${drawPassages(passage.passages, reader)}</blockquote>`;
    case "list": {
      const items = passage.items.map((each) => line(each, reader));
      return passage.ordered ? html`<ol class="b-list" start=${passage.start}>${items}</ol>` : html`<ul class="b-list">${items}</ul>`;
    }
    case "table":
      return table(passage, reader);
    case "rule":
      return html`<hr class="b-divider" />`;
  }
};

export const drawPassages = (passages: readonly Passage[], reader: Reader): readonly VNode[] =>
  passages.map((passage) => drawPassage(passage, reader));
