import type { Json } from "../../../api.ts";
import { isJson, listOf, stringOf } from "../json.ts";

export interface Series {
  readonly name: string;
  /** One for each category; undefined where nothing was measured. */
  readonly values: readonly (number | undefined)[];
}

export interface ChartData {
  readonly kind: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
}

const numberOf = (value: unknown): number | undefined => (typeof value === "number" && Number.isFinite(value) ? value : undefined);

const pie = (chart: Json): ChartData => {
  const segments = listOf(chart.segments);
  return {
    kind: "pie",
    categories: segments.map(({ label }) => stringOf(label)),
    series: [{ name: "Value", values: segments.map(({ value }) => numberOf(value)) }],
  };
};

/** What a chart shows, as a table has it. */
export const chartData = (chart: Json): ChartData => {
  if (chart.type === "pie") return pie(chart);
  const axes = isJson(chart.axis_config) ? chart.axis_config.categories : undefined;
  const categories = Array.isArray(axes) ? axes.map(stringOf) : [];
  const series = listOf(chart.series).map(({ name, data }) => {
    const points = listOf(data);
    return {
      name: stringOf(name),
      values: categories.map((category) => numberOf(points.find(({ label }) => label === category)?.value)),
    };
  });
  return { kind: stringOf(chart.type), categories, series };
};

/** From the lowest to the highest, zero included; never of no height. */
const spanOf = (data: ChartData): readonly [number, number] => {
  const all = data.series.flatMap(({ values }) => values.flatMap((value) => value ?? []));
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  return [low, high === low ? low + 1 : high];
};

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly series: number;
}

/** Bars in a field of 100 by 100, beside each other within a category. */
export const barsOf = (data: ChartData): readonly Bar[] => {
  const [low, high] = spanOf(data);
  const scale = 100 / (high - low);
  const slot = 100 / Math.max(1, data.categories.length);
  const width = (slot * 0.8) / Math.max(1, data.series.length);
  return data.series.flatMap(({ values }, series) =>
    values.flatMap((value, n) =>
      value === undefined
        ? []
        : [
            {
              x: n * slot + slot * 0.1 + series * width,
              y: (high - Math.max(0, value)) * scale,
              width,
              height: Math.abs(value) * scale,
              series,
            },
          ],
    ),
  );
};

/** The line of each series in a field of 100 by 100, as the `points` of a polyline. */
export const linesOf = (data: ChartData): readonly string[] => {
  const [low, high] = spanOf(data);
  const step = 100 / Math.max(1, data.categories.length - 1);
  return data.series.map(({ values }) =>
    values.flatMap((value, n) => (value === undefined ? [] : [`${n * step},${((high - value) / (high - low)) * 100}`])).join(" "),
  );
};

export interface Arc {
  readonly share: number;
  readonly from: number;
}

/** The parts of a ring of 100, one after another. */
export const arcsOf = (data: ChartData): readonly Arc[] => {
  const values = (data.series[0]?.values ?? []).map((value) => Math.max(0, value ?? 0));
  const total = values.reduce((sum, value) => sum + value, 0) || 1;
  return values.map((value, n) => ({
    share: (value / total) * 100,
    from: (values.slice(0, n).reduce((sum, each) => sum + each, 0) / total) * 100,
  }));
};
