import type { Suggestion } from "../autonomy/suggestion.ts";
import type { Evidence } from "../evidence.ts";
import type { Instance } from "../instance.ts";
import type { Folds } from "./fold.ts";

/** The settled ones that cards still show; older ones are in the trace. */
const KEPT = 50;

const withSuggestions = (instance: Instance, list: readonly Suggestion[]): Instance => {
  const settled = list.filter(({ status }) => status !== "open");
  const dropped = new Set(settled.slice(0, Math.max(0, settled.length - KEPT)));
  return { ...instance, suggestions: Object.fromEntries(list.filter((each) => !dropped.has(each)).map((each) => [each.id, each])) };
};

const suggestionsOf = ({ suggestions }: Instance): readonly Suggestion[] => Object.values(suggestions ?? {});

const put = (instance: Instance, suggestion: Suggestion): Instance => withSuggestions(instance, [...suggestionsOf(instance), suggestion]);

const settle = (instance: Instance, id: string, change: Partial<Suggestion>): Instance =>
  withSuggestions(
    instance,
    suggestionsOf(instance).map((each) => (each.id === id ? { ...each, ...change } : each)),
  );

const restored = (evidence: Instance["evidence"], before: Suggestion["before"]): Readonly<Record<string, Evidence>> => {
  const kept = Object.entries(evidence).filter(([name]) => !Object.hasOwn(before, name));
  const back = Object.entries(before).flatMap(([name, was]) => (was === null ? [] : [[name, was] as const]));
  return Object.fromEntries([...kept, ...back]);
};

/** What agents propose and do alone, and what people make of it. */
export const suggestionFolds = {
  "suggestion.made": (instance, { suggestion }) => put(instance, suggestion),
  "act.automated": (instance, { suggestion }) => put(instance, suggestion),
  "suggestion.accepted": (instance, { suggestion, by }, { at }) =>
    settle(instance, suggestion, { status: "accepted", answer: { by, at, why: undefined } }),
  "suggestion.edited": (instance, { suggestion, by, final }, { at }) =>
    settle(instance, suggestion, { status: "edited", answer: { by, at, why: undefined }, final }),
  "suggestion.dismissed": (instance, { suggestion, by, why }, { at }) =>
    settle(instance, suggestion, { status: "dismissed", answer: { by, at, why } }),
  "suggestion.expired": (instance, { suggestion }) => settle(instance, suggestion, { status: "expired" }),
  "act.undone": (instance, { suggestion, by, evidence }, { at }) => ({
    ...settle(instance, suggestion, { status: "undone", answer: { by, at, why: undefined } }),
    evidence: restored(instance.evidence, evidence),
  }),
} satisfies Partial<Folds>;
