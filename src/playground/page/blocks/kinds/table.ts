import type { VNode } from "preact";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import type { Context } from "../context.ts";
import { listOf, stringOf } from "../json.ts";
import type { BlockProps } from "./props.ts";
import { RichText } from "./rich-text-kind.ts";

const ALIGNED: Readonly<Record<string, string>> = { left: "b-left", center: "b-center", right: "b-right" };

export const rowsOf = (block: Json): readonly (readonly Json[])[] => (Array.isArray(block.rows) ? block.rows.map(listOf) : []);

const inside = (cell: Json, context: Context): VNode | string =>
  cell.type === "rich_text" ? html`<${RichText} block=${cell} context=${context} />` : stringOf(cell.text) || stringOf(cell.value);

const lookOf = (cell: Json, column: Json | undefined): string =>
  ALIGNED[stringOf(column?.align)] ?? (cell.type === "raw_number" ? "b-right" : "b-left");

interface GridProps {
  readonly head: readonly Json[];
  readonly rows: readonly (readonly Json[])[];
  readonly columns: readonly Json[];
  readonly caption: string;
  /** Which column says what the rows are, when one does. */
  readonly named?: number;
  readonly context: Context;
}

export const Grid = ({ head, rows, columns, caption, named, context }: GridProps): VNode =>
  html`<div class="b-scroll" tabindex="0" role="region" aria-label=${caption || "Table"}>
    <table class="b-table">
      ${caption === "" ? null : html`<caption class="b-caption">${caption}</caption>`}
      <thead>
        <tr>${head.map((cell, n) => html`<th scope="col" class=${lookOf(cell, columns[n])}>${inside(cell, context)}</th>`)}</tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            ${row.map((cell, n) =>
              n === named
                ? html`<th scope="row" class=${lookOf(cell, columns[n])}>${inside(cell, context)}</th>`
                : html`<td class=${lookOf(cell, columns[n])}>${inside(cell, context)}</td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

/** Rows and columns; the first row says what the columns are. */
export const Table = ({ block, context }: BlockProps): VNode => {
  const [head = [], ...rows] = rowsOf(block);
  return html`<${Grid} head=${head} rows=${rows} columns=${listOf(block.column_settings)} caption="" context=${context} />`;
};
