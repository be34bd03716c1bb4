import type { VNode } from "preact";
import type { Json } from "../../api.ts";
import { html } from "../html.ts";
import type { Context } from "./context.ts";
import { isJson, listOf, stringOf } from "./json.ts";
import { Card, Carousel } from "./kinds/card.ts";
import { Chart } from "./kinds/chart.ts";
import { DataTable } from "./kinds/data-table.ts";
import { Input } from "./kinds/input.ts";
import { Alert, ContextLine, Divider, File, Header, ImageWithTitle, MarkdownText, Row, Section, Video } from "./kinds/plain-kinds.ts";
import { Plan, TaskCard } from "./kinds/plan.ts";
import type { BlockKind, BlockProps } from "./kinds/props.ts";
import { RichText } from "./kinds/rich-text-kind.ts";
import { Table } from "./kinds/table.ts";
import { Image, plainOf, Text } from "./texts.ts";
import { Unknown } from "./unknown.ts";

export type BlockContext = Context;

const containerTitle = ({ block, context }: BlockProps): VNode => html`<div class="b-container-head">
  ${isJson(block.icon) ? html`<${Image} image=${block.icon} look="b-icon" />` : null}
  <div>
    <div class="b-container-title">
      ${isJson(block.rich_text_title) ? html`<${RichText} block=${block.rich_text_title} context=${context} />` : plainOf(block.title)}
    </div>
    <div class="b-card-subtitle"><${Text} text=${block.subtitle} context=${context} /></div>
  </div>
</div>`;

/** Blocks in a box with a title, which may be folded away. */
const Container = (props: BlockProps): VNode => {
  const { block, blockId, context } = props;
  const look = `b-container b-container-${["narrow", "wide", "full"].find((width) => width === block.width) ?? "standard"}`;
  const inside = html`<${Blocks} blocks=${listOf(block.child_blocks)} within=${blockId} context=${context} />`;
  return block.is_collapsible === true
    ? html`<details class=${look} open=${block.default_collapsed !== true}><summary>${containerTitle(props)}</summary>${inside}</details>`
    : html`<div class=${look}>${containerTitle(props)}${inside}</div>`;
};

const KINDS: Readonly<Record<string, BlockKind>> = {
  actions: Row,
  alert: Alert,
  card: Card,
  carousel: Carousel,
  container: Container,
  context: ContextLine,
  context_actions: Row,
  data_table: DataTable,
  data_visualization: Chart,
  divider: Divider,
  file: File,
  header: Header,
  image: ImageWithTitle,
  input: Input,
  markdown: MarkdownText,
  plan: Plan,
  rich_text: RichText,
  section: Section,
  table: Table,
  task_card: TaskCard,
  video: Video,
};

const Block = ({ block, blockId, context }: BlockProps): VNode => {
  const type = String(block.type);
  const known = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  return known === undefined
    ? html`<${Unknown} part=${block} what="block" context=${context} />`
    : html`<${known} block=${block} blockId=${blockId} context=${context} />`;
};

interface BlocksProps {
  readonly blocks: readonly Json[];
  readonly context: BlockContext;
  /** The block that these stand in, whose id is theirs where they have none. */
  readonly within?: string;
}

/**
 * The blocks of a message or a view, as Slack draws them. What a person gave an element stays in it while a block of that id is drawn:
 * another view is to be drawn under another `key`.
 */
export const Blocks = ({ blocks, context, within = "" }: BlocksProps): VNode => html`<div class="b-blocks">
  ${blocks.map((block, n) => {
    const blockId = stringOf(block.block_id) || within;
    return html`<div key=${stringOf(block.block_id) || n} class="b-block" data-block-id=${blockId}>
      <${Block} block=${block} blockId=${blockId} context=${context} />
    </div>`;
  })}
</div>`;
