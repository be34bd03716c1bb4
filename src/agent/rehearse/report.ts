import type { Purpose, Usage } from "../../application/ports/model.ts";
import type { Played } from "./rehearse.ts";

/** Summed over requests. `cents`: undefined where the price of one of them is not known. */
export interface Sum {
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly cents: number | undefined;
}

/** One pattern under one purpose. `drift`: in which respects the answers differ, with the runs in which they do. */
export interface Row {
  readonly purpose: Purpose;
  readonly pattern: string;
  readonly requests: number;
  readonly agreed: number;
  readonly before: Sum;
  readonly after: Sum;
  readonly drift: Readonly<Record<string, readonly string[]>>;
}

interface Cost {
  readonly usage: Usage;
  readonly cents: number | undefined;
}

export const sumOf = (costs: readonly Cost[]): Sum => ({
  tokensIn: costs.reduce((sum, { usage }) => sum + usage.input + usage.cacheRead + usage.cacheWrite, 0),
  tokensOut: costs.reduce((sum, { usage }) => sum + usage.output, 0),
  cents: costs.reduce<number | undefined>((sum, { cents }) => (sum === undefined || cents === undefined ? undefined : sum + cents), 0),
});

const driftOf = (played: readonly Played[]): Row["drift"] => {
  const kinds = [...new Set(played.flatMap(({ differs }) => differs))].sort();
  const runsWith = (kind: string): readonly string[] =>
    played.filter(({ differs }) => differs.includes(kind)).map(({ recorded }) => recorded.run);
  return Object.fromEntries(kinds.map((kind) => [kind, [...new Set(runsWith(kind))]]));
};

const rowOf = (played: readonly [Played, ...Played[]]): Row => ({
  purpose: played[0].recorded.request.purpose,
  pattern: played[0].recorded.pattern,
  requests: played.length,
  agreed: played.filter(({ differs }) => differs.length === 0).length,
  before: sumOf(played.map(({ recorded }) => recorded.cost)),
  after: sumOf(played.map(({ spent }) => spent)),
  drift: driftOf(played),
});

/** For each purpose and pattern: how often the models agree, what each cost, and where they differ. */
export const rowsOf = (played: readonly Played[]): readonly Row[] => {
  const groups = Map.groupBy(played, ({ recorded }) => `${recorded.request.purpose} ${recorded.pattern}`);
  const names = [...groups.keys()].sort();
  return names.flatMap((name) => {
    const [first, ...rest] = groups.get(name) ?? [];
    return first === undefined ? [] : [rowOf([first, ...rest])];
  });
};
