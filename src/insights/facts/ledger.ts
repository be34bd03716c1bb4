import type { PersonId } from "../../engine/ids.ts";
import type { BareFact, Fact, Row, Told } from "./fact.ts";
import { happenedFacts } from "./happened.ts";
import { standingFacts } from "./standing.ts";

/** From which row on something is news. */
export type Since = { readonly row: number } | { readonly at: number } | { readonly actedBy: PersonId };

const rowBefore = (rows: readonly Row[], since: Since): number => {
  if ("row" in since) return since.row;
  if ("at" in since) return rows.findLast(({ at }) => at < since.at)?.seq ?? 0;
  return rows.findLast(({ actorId, onBehalfOf }) => actorId === since.actedBy || onBehalfOf === since.actedBy)?.seq ?? 0;
};

const numbered = (facts: readonly BareFact[]): readonly Fact[] => facts.map((fact, n) => ({ ...fact, id: `F${n + 1}` }));

/**
 * All that can be said of a case, numbered: where it stands, and what happened since. Whatever is told of it, by a template or a model, is told
 * from these and keeps their ids.
 */
export const ledgerOf = (told: Told, rows: readonly Row[], since: Since): readonly Fact[] =>
  numbered([...standingFacts(told, rows), ...happenedFacts(told, rows, rowBefore(rows, since))]);
