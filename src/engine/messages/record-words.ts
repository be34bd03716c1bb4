import type { InstanceId, Instant, PersonId, StepKey } from "../ids.ts";
import type { StoredValue } from "../value.ts";
import type { Envelope } from "./envelope.ts";

/** What a model worded for people to read, beside what a template says. */
export interface ModelWords {
  /** By part; references to texts that can be erased. */
  readonly words: Readonly<Record<string, StoredValue>>;
  /** What they are from: ids of facts, each with its row or place. */
  readonly sources: readonly string[];
}

/** Which of them: the packet of one handoff, or other words for a draft that is not approved yet. */
export type WordsFor =
  | { readonly kind: "packet"; readonly step: StepKey; readonly pass: number; readonly to: PersonId; readonly at: Instant }
  | { readonly kind: "draft"; readonly draft: string };

export interface RecordWords extends Envelope, ModelWords {
  readonly type: "RecordWords";
  readonly instance: InstanceId;
  readonly about: WordsFor;
}

export type WordsEventBody = ModelWords & {
  readonly type: "words.recorded";
  readonly step: StepKey | undefined;
  readonly about: WordsFor;
};
