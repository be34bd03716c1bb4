import type { Suggestion } from "./autonomy/suggestion.ts";
import type { Happening } from "./happening.ts";
import type { Instance } from "./instance.ts";

export const openSuggestions = (instance: Instance): readonly Suggestion[] =>
  Object.values(instance.suggestions ?? {}).filter(({ status }) => status === "open");

/** What waits for somebody's answer. What an agent did alone waits for nobody: it can be undone. */
export const openProposals = (instance: Instance): readonly Suggestion[] => openSuggestions(instance).filter(({ how }) => how !== "acted");

export const expire = (h: Happening, { id, kind, step }: Suggestion, why: string): void =>
  h.emit({ type: "suggestion.expired", step, suggestion: id, kind, why }, { rule: `automation.acts.${kind}` });

/** The step is on another pass, or no longer stands as it stood. */
const hasMoved = (instance: Instance, { step: key, was }: Suggestion): boolean => {
  const step = key === undefined ? undefined : instance.steps[key];
  return was !== undefined && (step?.pass !== was.pass || step.status !== was.status);
};

/** A suggestion is about the case as it was: when that is gone, so is the suggestion, and an act can no longer be undone. */
export const expireSuggestions = (h: Happening): void => {
  for (const open of openSuggestions(h.instance())) {
    const { status } = h.instance();
    if (status === "completed" || status === "cancelled") expire(h, open, "the case has ended");
    else if (open.until <= h.now) expire(h, open, "its time is over");
    else if (hasMoved(h.instance(), open)) expire(h, open, "the step is no longer as it was");
  }
};
