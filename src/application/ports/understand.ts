import type { WaitingOn } from "../../engine/definition.ts";
import type { InstanceId, Instant, PersonId, StepKey, WorkspaceId } from "../../engine/ids.ts";
import type { CaseFile } from "../case-file.ts";

/** A reply that no clear phrase was found in. */
export interface ReplyToRead {
  readonly workspace: WorkspaceId;
  /** Undefined for what was said outside any case. */
  readonly instance: InstanceId | undefined;
  readonly person: PersonId;
  readonly run: string;
  readonly words: string;
  /** Open steps of theirs that it may be about. */
  readonly candidates: readonly { readonly file: CaseFile; readonly step: StepKey }[];
  /** The writer's. */
  readonly zone: string;
  readonly now: Instant;
  /** An attempt before this one did not end. */
  readonly again: boolean;
  readonly signal: AbortSignal;
}

/** What it seems to say: its writer is asked, and nothing changes before they say yes. */
export interface Understood {
  readonly instance: InstanceId;
  readonly step: StepKey;
  readonly reading: "done" | "blocked" | "unblocked" | "commit" | "hand-off" | "not-mine" | "question";
  /** The writer's own, from which it was read. */
  readonly words: string;
  readonly until?: Instant;
  readonly to?: PersonId;
  readonly on?: WaitingOn;
}

/** Undefined: nothing that holds. */
export type UnderstandReply = (reply: ReplyToRead) => Promise<Understood | undefined>;

/** A question that no rule answers, about a case or about none. */
type QuestionToAnswer = Pick<ReplyToRead, "workspace" | "instance" | "person" | "run" | "words" | "signal">;

/** In plain words, made from what may be known to who asks. Undefined where there is no such answer. */
export type AnswerQuestion = (question: QuestionToAnswer) => Promise<string | undefined>;
