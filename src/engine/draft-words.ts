/** What a message says, and the facts that it says it from, each with its row or place. */
export interface DraftWords {
  readonly text: string;
  readonly sources: readonly string[];
}
