import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { html } from "../../html.ts";
import { stringOf } from "../json.ts";
import type { BlockProps } from "./props.ts";
import { Grid, rowsOf } from "./table.ts";

/** Slack's own, where the block does not say. */
const ROWS_A_PAGE = 5;

/** As many pages as its rows need; an update that leaves fewer shows the last that there is. */
const usePages = (rows: number, size: number) => {
  const [wanted, setPage] = useState(0);
  const last = Math.max(0, Math.ceil(rows / size) - 1);
  const page = Math.min(wanted, last);
  return { from: page * size, to: Math.min(rows, (page + 1) * size), page, last, go: (by: number) => setPage(page + by) };
};

/** A table whose rows come by the page, and in which a column says what the rows are. */
export const DataTable = ({ block, context }: BlockProps): VNode => {
  const [head = [], ...rows] = rowsOf(block);
  const size = typeof block.page_size === "number" && block.page_size >= 1 ? Math.trunc(block.page_size) : ROWS_A_PAGE;
  const { from, to, page, last, go } = usePages(rows.length, size);
  const caption = stringOf(block.caption);
  const named = typeof block.row_header_column_index === "number" ? block.row_header_column_index : 0;
  return html`<div class="b-data-table">
    <${Grid} head=${head} rows=${rows.slice(from, to)} columns=${[]} caption=${caption} named=${named} context=${context} />
    ${
      last > 0 &&
      html`<div class="b-pages" role="group" aria-label=${`Pages of ${caption || "the table"}`}>
        <button type="button" class="b-button" disabled=${page === 0} onClick=${() => go(-1)}>Previous</button>
        <span aria-live="polite">${from + 1}–${to} of ${rows.length}</span>
        <button type="button" class="b-button" disabled=${page === last} onClick=${() => go(1)}>Next</button>
      </div>`
    }
  </div>`;
};
