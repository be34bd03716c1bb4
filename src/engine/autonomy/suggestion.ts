import type { Evidence } from "../evidence.ts";
import type { Instant, PersonId, StepKey } from "../ids.ts";
import type { InstanceCommand } from "../messages/command.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { ActKind, AgentAct } from "./kinds.ts";

type WithoutEnvelope<C> = C extends unknown ? Omit<C, keyof Envelope> : never;

/** The act itself, without who asked for it and when. */
export type BareAct = WithoutEnvelope<Extract<InstanceCommand, { readonly type: AgentAct }>>;

/** What an agent proposed, or did alone, until nothing can be said about it any more. */
export interface Suggestion {
  readonly id: string;
  readonly kind: ActKind;
  readonly step: StepKey | undefined;
  /** How the step was: once it is otherwise, this is no longer meant. */
  readonly was: { readonly pass: number; readonly status: string } | undefined;
  readonly act: BareAct;
  /** The agent. */
  readonly by: string;
  readonly onBehalfOf: PersonId;
  /** Who is asked, or told. */
  readonly to: readonly PersonId[];
  readonly confidence: number | undefined;
  /** Ids of what it was concluded from. */
  readonly evidence: readonly string[];
  readonly run: string | undefined;
  /** `acted`: done alone. `asks`: to be looked at, never accepted unread. */
  readonly how: "acted" | "proposes" | "asks";
  readonly why: string;
  readonly at: Instant;
  /** When it can no longer be answered, or undone. */
  readonly until: Instant;
  readonly status: "open" | "accepted" | "edited" | "dismissed" | "undone" | "expired";
  readonly answer: { readonly by: PersonId; readonly at: Instant; readonly why: string | undefined } | undefined;
  /** What a person made of it, where they changed it. */
  readonly final: BareAct | undefined;
  /** What evidence stood there before the agent's; null: none. */
  readonly before: Readonly<Record<string, Evidence | null>>;
}

const MINUTE = 60_000;
/** Of domain time. */
export const UNDO_MS = 10 * MINUTE;
/** A proposal that nobody answered in three days is about yesterday's case. */
export const SUGGESTION_MS = 3 * 24 * 60 * MINUTE;
