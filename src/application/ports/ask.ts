import type { PersonId } from "../../engine/ids.ts";
import type { Question } from "../ask-question.ts";
import type { ModelAnswer } from "./model.ts";

/** A question to a model; who the people of its case are, and which controls hold there, is known where it is asked. */
export interface Asked extends Omit<Question, "policy" | "people" | "caseId" | "person" | "once"> {
  /** On whose behalf. */
  readonly person: PersonId;
}

/** `words` are for a log, or for whoever waits. */
export type AskOutcome =
  | { readonly ok: true; readonly answer: ModelAnswer }
  | { readonly ok: false; readonly why: "no-model" | "budget" | "denied" | "fault" | "done-before"; readonly words: string };

/** The one way to a model: a run is answered once, however often its job runs; a run whose process died is asked once more. Never throws for what a model did. */
export type Ask = (asked: Asked) => Promise<AskOutcome>;
