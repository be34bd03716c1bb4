/** What a message says, and the facts that it says it from, each with its row or place. */
export interface DraftWords {
  readonly text: string;
  readonly sources: readonly string[];
  /** All that there was to say, fact by fact: whether anything has changed is asked of these, not of the text. */
  readonly facts?: readonly string[];
  /** The language in which a model worded it; left out where it is from a template. */
  readonly worded?: string;
}
