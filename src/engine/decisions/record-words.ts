import type { Decider } from "../decider.ts";
import { isWork } from "../evolve/fold.ts";
import type { Instance } from "../instance.ts";
import type { RecordWords, WordsFor } from "../messages/record-words.ts";

/** A packet is read until its receiver has answered, a draft until it is approved or not. */
export const isAwaited = ({ steps, drafts }: Instance, about: WordsFor): boolean => {
  if (about.kind === "draft") return drafts[about.draft]?.status === "pending";
  const step = steps[about.step];
  if (step === undefined || !isWork(step) || step.pass !== about.pass || step.handOff === undefined) return false;
  const { to, at, accepted } = step.handOff;
  return to === about.to && at === about.at && !accepted;
};

/** What a model worded is shown where it was waited for, and decides nothing. */
export const recordWords: Decider<RecordWords> = (h, { about, words, sources }) => {
  if (!isAwaited(h.instance(), about)) return { code: "stale", message: "Nobody waits for these words any more." };
  h.emit({ type: "words.recorded", step: about.kind === "packet" ? about.step : undefined, about, words, sources }, { rule: about.kind });
  return undefined;
};
