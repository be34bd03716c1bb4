import { type Model, type ModelAnswer, ModelFault, type Spent, type Usage } from "../../application/ports/model.ts";
import { differencesOf } from "./compare.ts";
import { estimateOf } from "./estimate.ts";
import type { Recorded } from "./recorded.ts";

/** What may be spent: cents where the model's price is known, tokens where it is not. */
export interface Budget {
  readonly cents: number | undefined;
  readonly tokens: number | undefined;
}

/** What became of one request. `differs`: in which respects; none when the models agree. */
export interface Played {
  readonly recorded: Recorded;
  readonly differs: readonly string[];
  readonly spent: Pick<Spent, "usage" | "cents">;
}

export interface Rehearsal {
  readonly played: readonly Played[];
  /** Not asked, as the budget would have been overspent. */
  readonly left: number;
}

interface Ports {
  readonly model: Model;
  /** US cents of so much; undefined where the model's price is not known. */
  readonly priceOf: (usage: Usage) => number | undefined;
  readonly budget: Budget;
  readonly onPlayed: (played: Played) => void;
}

const tokensIn = ({ input, cacheRead, cacheWrite, output }: Usage): number => input + cacheRead + cacheWrite + output;

const answerOf = async (model: Model, { request }: Recorded): Promise<ModelAnswer | ModelFault> => {
  try {
    return await model.answer(request);
  } catch (error) {
    if (error instanceof ModelFault) return error;
    throw error;
  }
};

const NOTHING: Played["spent"] = { usage: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 }, cents: 0 };

const playedAs = (recorded: Recorded, answer: ModelAnswer | ModelFault): Played => {
  if (answer instanceof ModelFault) return { recorded, differs: [`fault: ${answer.kind}`], spent: answer.spent ?? NOTHING };
  const stopped = answer.stop === "end" || answer.stop === "tools" ? [] : [`stopped: ${answer.stop}`];
  return { recorded, differs: stopped.length > 0 ? stopped : differencesOf(recorded, answer), spent: answer };
};

/** Asks another model what was asked before, one after the other, as long as there is money for the next. Nothing comes of its answers. */
export const rehearse = async (all: readonly Recorded[], { model, priceOf, budget, onPlayed }: Ports): Promise<Rehearsal> => {
  const played: Played[] = [];
  let [cents, tokens] = [0, 0];
  for (const [n, recorded] of all.entries()) {
    const usage = estimateOf(recorded);
    const isTooMuch =
      cents + (priceOf(usage) ?? 0) > (budget.cents ?? Number.POSITIVE_INFINITY) ||
      tokens + tokensIn(usage) > (budget.tokens ?? Number.POSITIVE_INFINITY);
    if (isTooMuch) return { played, left: all.length - n };
    const done = playedAs(recorded, await answerOf(model, recorded));
    cents += done.spent.cents ?? 0;
    tokens += tokensIn(done.spent.usage);
    played.push(done);
    onPlayed(done);
  }
  return { played, left: 0 };
};
