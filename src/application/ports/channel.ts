import type { PersonId } from "../../engine/ids.ts";
import type { CaseFile } from "../case-file.ts";
import type { MessageRecord } from "./messages.ts";

/**
 * Where messages appear to people: Slack first. It renders what is true now and answers what became of the call; the application owns
 * retries, pacing and the record.
 */
export interface Channel {
  /** Posts a pending message (or a bundle of reminders to one person, in which `also` are the others). */
  post(message: MessageRecord, file: CaseFile | undefined, options: PostOptions): Promise<PostOutcome>;
  /** Renders again, with what else is in the same message; edits only when the content differs from `message.hash`. */
  update(message: MessageRecord, file: CaseFile | undefined, also: PostOptions["also"]): Promise<UpdateOutcome>;
  /** Looks for a post whose answer was lost: our own marker, by our own app, since the attempt began. */
  look(message: MessageRecord, file: CaseFile | undefined, thread: Thread | undefined): Promise<LookOutcome>;
  /** Renders a person's home anew. */
  publishHome(person: PersonId): Promise<UpdateOutcome>;
}

export interface Thread {
  readonly channel: string;
  readonly ts: string;
}

export interface PostOptions {
  readonly thread: Thread | undefined;
  readonly also: readonly { readonly message: MessageRecord; readonly file: CaseFile }[];
  /** It may have been posted before and nobody can look: say so on an approval. */
  readonly repeat: boolean;
}

export type PostOutcome =
  | {
      readonly outcome: "sent";
      readonly channel: string;
      readonly threadTs: string | undefined;
      readonly ts: string;
      readonly hash: string;
      readonly final: boolean;
    }
  /** Not taken: try again after `retryAfterMs` of machine time. */
  | { readonly outcome: "not-sent"; readonly retryAfterMs: number; readonly reason: string }
  /** It may have been taken: look before posting again. */
  | { readonly outcome: "ambiguous"; readonly reason: string }
  /** It will never be taken: the person left, the channel is archived, the token revoked. */
  /** `lasting`: nothing else can be said there either, until somebody mends it. */
  | { readonly outcome: "terminal"; readonly reason: string; readonly lasting?: boolean }
  /** Nothing to say any more (the step it reminded of is done). */
  | { readonly outcome: "moot"; readonly reason: string };

export type UpdateOutcome =
  | { readonly outcome: "same" | "edited"; readonly hash: string; readonly final: boolean }
  | { readonly outcome: "not-sent"; readonly retryAfterMs: number; readonly reason: string }
  | { readonly outcome: "terminal"; readonly reason: string };

export type LookOutcome =
  | { readonly found: true; readonly channel: string; readonly threadTs: string | undefined; readonly ts: string }
  | { readonly found: false }
  /** No scope, or a limit of one call a minute: posting again is decided by the kind of message. */
  | { readonly found: "cannot-look" }
  /** Slack cannot be asked just now. */
  | { readonly found: "later"; readonly retryAfterMs: number };
