import type { ActKind } from "../autonomy/kinds.ts";
import type { Definition } from "../definition.ts";
import type { Directory } from "../directory.ts";
import type { InstanceId, Instant, PersonId } from "../ids.ts";
import type { Instance } from "../instance.ts";
import type { Effect } from "./effect.ts";
import type { Event } from "./event.ts";

/**
 * Why a command was not carried out: an expected answer, not an error. `message` is written for the person who asked.
 */
export interface Rejection {
  readonly code: RejectionCode;
  readonly message: string;
  /** Who could do it. */
  readonly who?: readonly PersonId[];
  /** Field name to what is wrong with it, for a form. */
  readonly fields?: Readonly<Record<string, string>>;
  /** What is missing, in the order of the definition. */
  readonly missing?: readonly string[];
  /** The running instance of the case, for `already-running`. */
  readonly instance?: InstanceId;
}

export type RejectionCode =
  | "not-entitled"
  | "stale"
  | "wrong-state"
  | "missing-evidence"
  | "invalid"
  | "already-running"
  | "confirm-new-run"
  | "unknown"
  | "too-late"
  | "limit";

/**
 * Everything the engine may know besides definition and instance; read before deciding, never from live Slack.
 * `now` is never before the instance's last event.
 */
export interface Context {
  readonly now: Instant;
  readonly directory: Directory;
  /** Active steps and last assignment of each person, for picking; missing: none. */
  readonly load: ReadonlyMap<PersonId, Load>;
  /** For a start: what the case already has. */
  readonly previous?: { readonly open: InstanceId | undefined; readonly runs: number };
  /** For an agent's act: the kinds of act whose automation the process owner has signed. */
  readonly signed?: ReadonlySet<ActKind>;
}

export interface Load {
  readonly active: number;
  readonly lastAssignedAt: Instant | undefined;
}

/** What came of a command. A refusal that is audited carries its row in `events`, and is committed too. */
export type Decision =
  | {
      readonly ok: true;
      readonly instance: Instance;
      readonly events: readonly Event[];
      readonly effects: readonly Effect[];
      readonly picks: readonly PersonId[];
    }
  | {
      readonly ok: false;
      readonly rejection: Rejection;
      readonly instance: Instance | undefined;
      readonly events: readonly Event[];
      readonly effects: readonly Effect[];
    };

/** `decide`, as the whole product calls it. */
export type Decide<C> = (definition: Definition, instance: Instance | undefined, command: C, context: Context) => Decision;
