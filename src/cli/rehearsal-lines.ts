import type { NotAgain } from "../agent/rehearse/recorded.ts";
import type { Row, Sum } from "../agent/rehearse/report.ts";

export interface Report {
  readonly model: string;
  readonly rows: readonly Row[];
  /** Requests that the budget did not reach. */
  readonly left: number;
  /** Requests that cannot be asked again, and why. */
  readonly notAgain: Readonly<Partial<Record<NotAgain, number>>>;
}

const MOST_RUNS = 5;
const HEAD = ["purpose", "pattern", "requests", "agree", "before", "now"];

export const figuresOf = ({ tokensIn, tokensOut, cents }: Sum): string =>
  `${tokensIn} tokens in, ${tokensOut} out, ${cents === undefined ? "price not known" : `${Number(cents.toPrecision(3))} cents`}`;

/** Empty where all of it can be asked again. */
export const notAgainLine = (not: Report["notAgain"]): string => {
  const parts = Object.entries(not).map(([why, count]) => `${count} ${why}`);
  return parts.length === 0 ? "" : ` Left out: ${parts.join(", ")}.`;
};

export const reportOf = ({ not, ...rest }: Omit<Report, "notAgain"> & { readonly not: Report["notAgain"] }): Report => ({
  ...rest,
  notAgain: not,
});

const rowOf = ({ purpose, pattern, requests, agreed, before, after }: Row): readonly string[] => [
  purpose,
  pattern,
  String(requests),
  `${Math.round((100 * agreed) / requests)} %`,
  figuresOf(before),
  figuresOf(after),
];

const driftLines = ({ pattern, drift }: Row): readonly string[] =>
  Object.entries(drift).map(([kind, runs]) => {
    const more = runs.length > MOST_RUNS ? ` and ${runs.length - MOST_RUNS} more` : "";
    return `${pattern}: ${kind} differs in ${runs.length}: ${runs.slice(0, MOST_RUNS).join(", ")}${more}`;
  });

/** A table, then where the answers differ. */
export const linesOf = ({ model, rows, left, notAgain }: Report): readonly string[] => {
  const table = [HEAD, ...rows.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return [
    `Rehearsal with ${model}`,
    ...table.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
    ...rows.flatMap(driftLines),
    ...(left > 0 ? [`Not asked, as the budget would have been overspent: ${left}.`] : []),
    ...[notAgainLine(notAgain).trim()].filter((line) => line !== ""),
  ];
};
