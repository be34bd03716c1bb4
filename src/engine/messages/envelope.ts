import type { CommandId, PersonId, WorkspaceId } from "../ids.ts";

/** Who acts. A system actor is the sweep or the queue; an event comes from a signed webhook; an agent acts for a named person. */
export type Actor =
  | { readonly kind: "person"; readonly id: PersonId }
  | { readonly kind: "agent"; readonly id: string; readonly onBehalfOf: PersonId }
  | { readonly kind: "event"; readonly id: string }
  | { readonly kind: "system"; readonly id: string };

/** What every command carries, whatever it asks. */
export interface Envelope {
  /** The same id is the same command: it acts once, and a repeat gets the first answer. */
  readonly id: CommandId;
  readonly workspace: WorkspaceId;
  readonly actor: Actor;
  readonly via: "slack" | "sweep" | "webhook" | "cli" | "agent" | "queue";
  /** Joins what one cause started, across instances. */
  readonly correlation?: string | undefined;
  /** How an agent came to it; left out by everybody else. */
  readonly judgement?: Judgement | undefined;
}

export interface Judgement {
  /** From 0 to 1. */
  readonly confidence: number;
  /** Ids of the rows and texts that it was concluded from. */
  readonly evidence: readonly string[];
  /** The run of the model that it came from. */
  readonly run: string;
  /** How far the agent goes at most, whatever policy allows; left out where policy alone says it. */
  readonly ceiling?: "assist";
}
