import type { InstanceId } from "../ids.ts";
import type { StoredValue } from "../value.ts";
import type { Envelope } from "./envelope.ts";

interface OnSuggestion extends Envelope {
  readonly instance: InstanceId;
  readonly suggestion: string;
}

/** Carries a suggestion out, in the name of whoever accepts it. */
export interface AcceptSuggestion extends OnSuggestion {
  readonly type: "AcceptSuggestion";
  /** Why they do it and not the owner, where that has to be said. */
  readonly note?: string;
}
/** Carries it out with other values; what is left out stays as proposed. */
export interface EditSuggestion extends OnSuggestion {
  readonly type: "EditSuggestion";
  readonly evidence?: Readonly<Record<string, StoredValue>>;
  readonly inputs?: Readonly<Record<string, StoredValue>>;
  /** A block's reason, a note's text. */
  readonly words?: string;
  readonly note?: string;
}
export interface DismissSuggestion extends OnSuggestion {
  readonly type: "DismissSuggestion";
  readonly why: string;
}
/** Takes back what an agent did alone, within ten minutes. */
export interface UndoAct extends OnSuggestion {
  readonly type: "UndoAct";
}

export type SuggestionCommand = AcceptSuggestion | EditSuggestion | DismissSuggestion | UndoAct;
