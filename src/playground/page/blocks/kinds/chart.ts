import type { VNode } from "preact";
import { html } from "../../html.ts";
import { isJson, stringOf } from "../json.ts";
import { arcsOf, barsOf, type ChartData, chartData, linesOf } from "./chart-shapes.ts";
import type { BlockProps } from "./props.ts";

const bars = (data: ChartData): readonly VNode[] =>
  barsOf(data).map(
    ({ x, y, width, height, series }) => html`<rect class=${`b-series-${series}`} x=${x} y=${y} width=${width} height=${height} />`,
  );

const lines = (data: ChartData): readonly VNode[] =>
  linesOf(data).map(
    (points, n) => html`<polyline class=${`b-line b-series-${n}`} points=${points} fill="none" vector-effect="non-scaling-stroke" />`,
  );

const areas = (data: ChartData): readonly VNode[] => [
  ...linesOf(data).map(
    (points, n) => html`<polygon class=${`b-area b-series-${n}`} points=${points === "" ? "" : `0,100 ${points} 100,100`} />`,
  ),
  ...lines(data),
];

const ring = (data: ChartData): readonly VNode[] =>
  arcsOf(data).map(
    ({ share, from }, n) =>
      html`<circle
        class=${`b-arc b-series-${n}`}
        cx="50"
        cy="50"
        r="35"
        fill="none"
        pathLength="100"
        stroke-dasharray=${`${share} ${100 - share}`}
        stroke-dashoffset=${25 - from}
      />`,
  );

const DRAWN: Readonly<Record<string, (data: ChartData) => readonly VNode[]>> = { area: areas, bar: bars, line: lines, pie: ring };

const legend = (data: ChartData): VNode => html`<ul class="b-legend" aria-hidden="true">
  ${(data.kind === "pie" ? data.categories : data.series.map(({ name }) => name)).map(
    (name, n) => html`<li><span class=${`b-key b-series-${n}`}></span>${name}</li>`,
  )}
</ul>`;

const numbers = (data: ChartData): VNode => html`<table class="b-table">
  <thead>
    <tr><td></td>${data.series.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr>
  </thead>
  <tbody>
    ${data.categories.map(
      (category, n) => html`<tr>
        <th scope="row">${category}</th>
        ${data.series.map(({ values }) => html`<td class="b-right">${values[n] ?? "–"}</td>`)}
      </tr>`,
    )}
  </tbody>
</table>`;

/** A chart, with its numbers in a table for whoever wants or needs them. */
export const Chart = ({ block }: BlockProps): VNode => {
  const data = chartData(isJson(block.chart) ? block.chart : {});
  const draw = Object.hasOwn(DRAWN, data.kind) ? DRAWN[data.kind] : undefined;
  return html`<figure class="b-chart">
    <figcaption class="b-figure-title">${stringOf(block.title)}</figcaption>
    ${
      draw === undefined
        ? null
        : html`<svg
            class=${data.kind === "pie" ? "b-pie" : "b-plot"}
            viewBox="0 0 100 100"
            preserveAspectRatio=${data.kind === "pie" ? "xMidYMid" : "none"}
            aria-hidden="true"
          >
            ${draw(data)}
          </svg>`
    }
    ${legend(data)}
    <details open=${draw === undefined}>
      <summary>Numbers</summary>
      <div class="b-scroll">${numbers(data)}</div>
    </details>
  </figure>`;
};
