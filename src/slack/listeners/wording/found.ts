import type { PersonId } from "../../../engine/ids.ts";
import type { ModelWords } from "../../../engine/messages/record-words.ts";
import type { PlainFact, WordedSentence } from "../../../insights/wording/check-wording.ts";

/** Who words it, on whose behalf, and what came of it. */
export interface Found extends ModelWords {
  readonly agent: "clerk" | "concierge";
  readonly person: PersonId;
}

/** Where those are from that some sentence says. */
export const sourcesIn = (sentences: readonly WordedSentence[], facts: readonly PlainFact[]): readonly string[] =>
  facts.filter(({ id }) => sentences.some((sentence) => sentence.facts.includes(id))).map(({ source }) => source);
