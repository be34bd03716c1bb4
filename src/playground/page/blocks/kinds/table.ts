import type { VNode } from "preact";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import type { Context } from "../context.ts";
import { listOf, stringOf } from "../json.ts";
import type { BlockProps } from "./props.ts";
import { RichText } from "./rich-text-kind.ts";

const ALIGNED: Readonly<Record<string, string>> = { left: "b-left", center: "b-center", right: "b-right" };

const rowsOf = (block: Json): readonly (readonly Json[])[] => (Array.isArray(block.rows) ? block.rows.map(listOf) : []);

const inside = (cell: Json, context: Context): VNode | string =>
  cell.type === "rich_text" ? html`<${RichText} block=${cell} context=${context} />` : stringOf(cell.text) || stringOf(cell.value);

const lookOf = (cell: Json, column: Json | undefined): string =>
  ALIGNED[stringOf(column?.align)] ?? (cell.type === "raw_number" ? "b-right" : "b-left");

/** Rows and columns; the first row says what the columns are, and a data table may have a column that says what the rows are. */
export const Table = ({ block, context }: BlockProps): VNode => {
  const [head = [], ...rows] = rowsOf(block);
  const columns = listOf(block.column_settings);
  const caption = stringOf(block.caption);
  const named = block.row_header_column_index;
  return html`<div class="b-scroll" tabindex="0" role="region" aria-label=${caption || "Table"}>
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
};
