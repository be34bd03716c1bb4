import { cpus, loadavg } from "node:os";

/** One thing that is measured, in each repeat, beside its reference. */
export interface Figure {
  readonly name: string;
  /** One number a repeat. */
  readonly ours: readonly number[];
  /** Of the reference in the same repeat; without one the figure is absolute. */
  readonly reference?: readonly number[];
  readonly unit: string;
  readonly goal: { readonly atMost: number } | { readonly atLeast: number };
}

const sorted = (numbers: readonly number[]): readonly number[] => [...numbers].sort((a, b) => a - b);

export const percentile = (numbers: readonly number[], p: number): number => {
  const all = sorted(numbers);
  return all[Math.max(0, Math.ceil((p / 100) * all.length) - 1)] ?? Number.NaN;
};

export const median = (numbers: readonly number[]): number => percentile(numbers, 50);

const digits = (n: number): string => n.toFixed(Math.abs(n) >= 100 ? 0 : 2);
const spread = (numbers: readonly number[]): string => {
  const all = sorted(numbers);
  return `${digits(median(all))} (${digits(all[0] ?? Number.NaN)} to ${digits(all.at(-1) ?? Number.NaN)})`;
};

/** Ratios are made within a repeat: what slows the machine slows both. */
const judged = ({ ours, reference }: Figure): readonly number[] =>
  reference === undefined ? ours : ours.map((n, repeat) => n / (reference[repeat] ?? Number.NaN));

const rowOf = (figure: Figure): readonly string[] => {
  const { name, ours, reference, unit, goal } = figure;
  const found = median(judged(figure));
  const met = "atMost" in goal ? found <= goal.atMost : found >= goal.atLeast;
  const wanted = "atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
  return [
    name,
    `${spread(ours)} ${unit}`,
    reference === undefined ? "" : `${spread(reference)} ${unit}`,
    reference === undefined ? "" : spread(judged(figure)),
    `${wanted}${reference === undefined ? ` ${unit}` : " ×"}`,
    met ? "met" : "MISSED",
  ];
};

const HEAD = ["figure", "ours", "reference", "ratio", "goal", ""];

/** A small table: median (min to max) of the repeats, and the machine it was taken on. */
export const printFigures = (title: string, how: string, figures: readonly Figure[]): void => {
  const rows = [HEAD, ...figures.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const repeats = figures[0]?.ours.length ?? 0;
  const load = loadavg().map((n) => n.toFixed(1));
  console.log(`\n${title}\n${how}\n${repeats} repeats, median (min to max); ${cpus().length} cores, load ${load.join(" ")}`);
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
};
