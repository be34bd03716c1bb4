import type { Definition, Field } from "../../engine/definition.ts";
import type { Directory } from "../../engine/directory.ts";
import type { InstanceId, PersonId, WorkspaceId } from "../../engine/ids.ts";
import type { Value } from "../../engine/value.ts";
import type { CaseFile } from "../case-file.ts";

interface Written {
  readonly workspace: WorkspaceId;
  /** The writer. */
  readonly person: PersonId;
  readonly run: string;
  readonly words: string;
  readonly directory: Directory;
  readonly signal: AbortSignal;
}

/** A message that may ask for something to be started. */
export interface RequestToRoute extends Written {
  /** What it may ask for. */
  readonly workflows: readonly Definition[];
  /** What it may belong to: open cases that the writer may see. */
  readonly cases: readonly CaseFile[];
}

export type Urgency = "low" | "medium" | "high" | "critical";

/** What a message seems to be. Nothing starts from it before a person says so. */
export type Routed =
  | {
      readonly is: "request";
      readonly definition: Definition;
      /** Each backed by words of the message. */
      readonly inputs: Readonly<Record<string, Value>>;
      readonly urgency: Urgency | undefined;
      readonly confidence: number;
    }
  | { readonly is: "of-case"; readonly instance: InstanceId }
  /** A request, and nobody can tell for which workflow. */
  | { readonly is: "unclear" }
  | { readonly is: "nothing" };

/** Undefined where there was no answer to go by. */
export type RouteRequest = (request: RequestToRoute) => Promise<Routed | undefined>;

/** A reply that may give what a request still needs. */
export interface ReplyToFill extends Written {
  readonly definition: Definition;
  readonly fields: readonly Field[];
}

/** What it says of them, each backed by its words. */
export type ReadMissing = (reply: ReplyToFill) => Promise<Readonly<Record<string, Value>>>;
