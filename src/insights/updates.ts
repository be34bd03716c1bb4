import type { DraftWords } from "../engine/draft-words.ts";
import type { Draft } from "../engine/instance.ts";
import { type CustomerFact, type Fact, isForCustomer, type Part } from "./facts/fact.ts";
import type { PlainFact } from "./wording/check-wording.ts";

/** A sentence of an update, with the ids of the facts that it says. */
export interface Sentence {
  readonly words: readonly Part[];
  readonly facts: readonly string[];
}

export type Update = readonly Sentence[];

const sentence = ({ words, id }: Pick<Fact, "words" | "id">): Sentence => ({ words: [...words, "."], facts: [id] });

/** An executive wants to know where it stands, what is stuck, and whether the target holds. */
export const executiveFacts = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter(({ kind, hears }) => kind === "progress" || kind === "stuck" || (kind === "target" && hears === "internal"));

/** The team wants the same, with what happened and who is next. */
export const teamFacts = (facts: readonly Fact[]): readonly Fact[] =>
  facts.filter(({ kind, hears }) => kind !== "waits-for-customer" && !(kind === "target" && hears === "customer"));

/** For those inside: each fact as it stands. */
export const insideUpdate = (facts: readonly Fact[]): Update => facts.map(sentence);

/** A customer's update takes nothing but what a customer may hear: a fact that is internal does not fit in here. */
export const customerUpdate = (facts: readonly CustomerFact[]): Update => facts.map(sentence);

export const customerFacts = (facts: readonly Fact[]): readonly CustomerFact[] => facts.filter(isForCustomer);

/** What happened, and who is next, may be summed up; where it stands may not be left out. */
const mustBeSaid = ({ kind }: Fact): boolean => kind !== "happened" && kind !== "next";

/** Facts as a model is given them, in the words of whoever shows them. */
export const plainFacts = <F extends Fact>(
  facts: readonly F[],
  shown: { readonly words: (words: readonly Part[]) => string; readonly source: (fact: Fact) => string },
): readonly PlainFact<F["hears"]>[] =>
  facts.map((fact) => ({
    id: fact.id,
    hears: fact.hears,
    words: shown.words(fact.words),
    source: shown.source(fact),
    mustBeSaid: mustBeSaid(fact),
  }));

export interface Difference {
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

const difference = (now: readonly string[], then: readonly string[]): Difference => ({
  added: now.filter((line) => !then.includes(line)),
  gone: then.filter((line) => !now.includes(line)),
});

/** What one text says that another does not, by the line. */
export const differenceOf = (text: string, before: string): Difference => difference(text.split("\n"), before.split("\n"));

/** What a template says is its facts, line by line. */
const factsIn = ({ facts, text }: DraftWords): readonly string[] => facts ?? text.split("\n").slice(1);

/** The same by what is said and not by how: a model words it differently each time. */
export const factsBetween = (now: DraftWords, before: DraftWords): Difference => difference(factsIn(now), factsIn(before));

export const isSame = ({ added, gone }: Difference): boolean => added.length === 0 && gone.length === 0;

/** The last text under a message's name that somebody may have sent, before another; what was rejected was said to nobody. */
export const lastUpdate = (drafts: Readonly<Record<string, Draft>>, message: string, before?: Draft): Draft | undefined =>
  Object.values(drafts)
    .filter((draft) => draft.message === message && draft.words !== undefined)
    .filter(({ id, at }) => before === undefined || (id !== before.id && at <= before.at))
    .filter(({ status }) => status !== "rejected" && status !== "void")
    .toSorted((a, b) => a.at - b.at)
    .at(-1);
