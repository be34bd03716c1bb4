import type { InstanceId, PersonId, WorkspaceId } from "../../engine/ids.ts";
import type { PlainFact, WordedSentence } from "../../insights/wording/check-wording.ts";
import type { Language } from "../../insights/wording/language.ts";

interface ToWord {
  readonly workspace: WorkspaceId;
  readonly instance: InstanceId;
  /** On whose behalf; their budget is asked. */
  readonly person: PersonId;
  readonly run: string;
  readonly language: Language;
  /** Of everybody who is known. */
  readonly names: readonly string[];
  readonly signal: AbortSignal;
}

/** For a customer, only what a customer may hear fits in: that is its type. */
type ForAudience =
  | { readonly audience: "customer"; readonly facts: readonly PlainFact<"customer">[] }
  | { readonly audience: "team" | "executive"; readonly facts: readonly PlainFact[] };

export type UpdateToWord = ToWord & ForAudience;

/** Sentences that hold against the facts; undefined where there are none, and a template is used. */
export type WordUpdate = (update: UpdateToWord) => Promise<readonly WordedSentence[] | undefined>;

export interface PacketToWord extends ToWord {
  /** Of the trace, the state, and what people wrote in the case's thread. */
  readonly facts: readonly PlainFact[];
}

/** What whoever takes over is told first, each sentence with what it is from. */
export interface WordedPacket {
  readonly summary: readonly WordedSentence[];
  readonly decisions: readonly WordedSentence[];
  readonly open: readonly WordedSentence[];
}

export type WordPacket = (packet: PacketToWord) => Promise<WordedPacket | undefined>;
