import type { Draft } from "../engine/instance.ts";
import { type CustomerFact, type Fact, isForCustomer, type Part } from "./facts/fact.ts";

/** A sentence of an update, with the ids of the facts that it says. */
export interface Sentence {
  readonly words: readonly Part[];
  readonly facts: readonly string[];
}

export type Update = readonly Sentence[];

const sentence = ({ words, id }: Pick<Fact, "words" | "id">): Sentence => ({ words: [...words, "."], facts: [id] });

/** An executive wants to know where it stands, what is stuck, and whether the target holds. */
export const executiveUpdate = (facts: readonly Fact[]): Update =>
  facts.filter(({ kind, hears }) => kind === "progress" || kind === "stuck" || (kind === "target" && hears === "internal")).map(sentence);

/** The team wants the same, with what happened and who is next. */
export const teamUpdate = (facts: readonly Fact[]): Update =>
  facts.filter(({ kind, hears }) => kind !== "waits-for-customer" && !(kind === "target" && hears === "customer")).map(sentence);

/** A customer's update takes nothing but what a customer may hear: a fact that is internal does not fit in here. */
export const customerUpdate = (facts: readonly CustomerFact[]): Update => facts.map(sentence);

export const customerFacts = (facts: readonly Fact[]): readonly CustomerFact[] => facts.filter(isForCustomer);

export interface Difference {
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** What one text says that another does not, by the line. */
export const differenceOf = (text: string, before: string): Difference => {
  const [now, then] = [text.split("\n"), before.split("\n")];
  return { added: now.filter((line) => !then.includes(line)), gone: then.filter((line) => !now.includes(line)) };
};

/** The last text under a message's name that somebody may have sent, before another; what was rejected was said to nobody. */
export const lastUpdate = (drafts: Readonly<Record<string, Draft>>, message: string, before?: Draft): Draft | undefined =>
  Object.values(drafts)
    .filter((draft) => draft.message === message && draft.words !== undefined)
    .filter(({ id, at }) => before === undefined || (id !== before.id && at <= before.at))
    .filter(({ status }) => status !== "rejected" && status !== "void")
    .toSorted((a, b) => a.at - b.at)
    .at(-1);
