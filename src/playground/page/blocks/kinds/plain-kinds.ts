import type { VNode } from "preact";
import { html } from "../../html.ts";
import { Markdown } from "../../mrkdwn/mrkdwn.ts";
import { safeUrl } from "../../mrkdwn/safe-url.ts";
import { Element } from "../elements/element.ts";
import { isJson, listOf, stringOf } from "../json.ts";
import { Image, plainOf, Text } from "../texts.ts";
import type { BlockProps } from "./props.ts";

export const Header = ({ block }: BlockProps): VNode => html`<h3 class="b-header">${plainOf(block.text)}</h3>`;

export const Divider = (): VNode => html`<hr class="b-divider" />`;

export const Section = ({ block, blockId, context }: BlockProps): VNode => {
  const fields = listOf(block.fields);
  return html`<div class="b-section">
    <div class="b-section-words">
      <${Text} text=${block.text} context=${context} />
      ${
        fields.length === 0
          ? null
          : html`<div class="b-fields">
            ${fields.map((field) => html`<div class="b-field"><${Text} text=${field} context=${context} /></div>`)}
          </div>`
      }
    </div>
    ${
      isJson(block.accessory)
        ? html`<div class="b-accessory"><${Element} element=${block.accessory} blockId=${blockId} context=${context} /></div>`
        : null
    }
  </div>`;
};

/** A row of elements: of an actions block, of the buttons of a card, of a context. */
export const Row = ({ block, blockId, context }: BlockProps): VNode => html`<div class="b-actions">
  ${listOf(block.elements ?? block.actions).map(
    (element, n) => html`<${Element} key=${stringOf(element.action_id) || n} element=${element} blockId=${blockId} context=${context} />`,
  )}
</div>`;

export const ContextLine = ({ block, blockId, context }: BlockProps): VNode => html`<div class="b-context">
  ${listOf(block.elements).map((element) => html`<${Element} element=${element} blockId=${blockId} context=${context} />`)}
</div>`;

export const MarkdownText = ({ block, context }: BlockProps): VNode =>
  html`<${Markdown} text=${stringOf(block.text)} context=${context} />`;

export const ImageWithTitle = ({ block }: BlockProps): VNode => html`<figure class="b-figure">
  ${block.title ? html`<figcaption class="b-figure-title">${plainOf(block.title)}</figcaption>` : null}
  <${Image} image=${block} look="b-image" />
</figure>`;

const LEVELS: Readonly<Record<string, string>> = { info: "Information", warning: "Warning", error: "Error", success: "Success" };

export const Alert = ({ block, context }: BlockProps): VNode => {
  const level = stringOf(block.level);
  const word = Object.hasOwn(LEVELS, level) ? LEVELS[level] : undefined;
  return html`<div class=${`b-alert b-alert-${word === undefined ? "default" : level}`} role="note">
    ${word === undefined ? null : html`<span class="b-alert-level">${word}</span>`}
    <${Text} text=${block.text} context=${context} />
  </div>`;
};

const about = (...parts: readonly unknown[]): string =>
  parts
    .map(stringOf)
    .filter((part) => part !== "")
    .join(" · ");

/** As a box with where it can be seen: nothing is played here. */
export const Video = ({ block }: BlockProps): VNode => {
  const url = safeUrl(block.title_url) ?? safeUrl(block.video_url);
  const title = plainOf(block.title) || stringOf(block.alt_text) || "Video";
  return html`<div class="b-box">
    <div class="b-box-title">
      ${url === undefined ? title : html`<a class="b-link" href=${url} target="_blank" rel="noopener noreferrer">${title}</a>`}
    </div>
    <div class="b-box-about">${about("Video", block.provider_name, block.author_name)}</div>
    ${block.description ? html`<div class="b-box-text">${plainOf(block.description)}</div>` : null}
  </div>`;
};

export const File = ({ block }: BlockProps): VNode => html`<div class="b-box">
  <div class="b-box-title">File</div>
  <div class="b-box-about">${about(block.external_id, block.source)}</div>
</div>`;
