import type { VNode } from "preact";
import { html } from "../../html.ts";
import { isJson, listOf, stringOf } from "../json.ts";
import { Image, Text } from "../texts.ts";
import { Row } from "./plain-kinds.ts";
import type { BlockProps } from "./props.ts";

export const Card = ({ block, blockId, context }: BlockProps): VNode => html`<div class="b-card">
  ${isJson(block.hero_image) ? html`<${Image} image=${block.hero_image} look="b-hero" />` : null}
  <div class="b-card-head">
    ${isJson(block.icon) ? html`<${Image} image=${block.icon} look="b-icon" />` : null}
    <div>
      <div class="b-card-title"><${Text} text=${block.title} context=${context} /></div>
      <div class="b-card-subtitle"><${Text} text=${block.subtitle} context=${context} /></div>
    </div>
  </div>
  <${Text} text=${block.body} context=${context} />
  ${listOf(block.actions).length === 0 ? null : html`<${Row} block=${{ actions: block.actions }} blockId=${blockId} context=${context} />`}
</div>`;

/** Cards beside each other, to be moved along by scrolling or by arrow keys. */
export const Carousel = ({ block, blockId, context }: BlockProps): VNode => html`<div
  class="b-carousel"
  role="region"
  aria-label="Cards"
  tabindex="0"
>
  ${listOf(block.elements).map(
    (card, n) =>
      html`<${Card} key=${stringOf(card.block_id) || n} block=${card} blockId=${stringOf(card.block_id) || blockId} context=${context} />`,
  )}
</div>`;
