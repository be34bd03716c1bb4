import type { ActKind } from "./autonomy/kinds.ts";
import type { Definition } from "./definition.ts";
import type { Directory } from "./directory.ts";
import type { History } from "./first-owner.ts";
import type { Instant } from "./ids.ts";
import type { Context, Rejection } from "./messages/decision.ts";
import type { PostToPerson, PostUnderMessage } from "./messages/effect.ts";
import type { Event, EventOf } from "./messages/event.ts";
import type { WorkspaceCommand } from "./messages/workspace-command.ts";
import type { WorkspaceEventBody } from "./messages/workspace-event.ts";
import type { ProposedStart } from "./proposed-start.ts";
import { actorName } from "./refusal.ts";

/** What an act without an instance is decided on. `seq` is that of the last row of the workspace's chain. */
export interface WorkspaceInput {
  readonly command: WorkspaceCommand;
  readonly directory: Directory;
  readonly now: Instant;
  readonly seq: number;
  /** Of the workflow that a bad event was for, that is to be started, or whose autonomy it is about. */
  readonly definition: Definition | undefined;
  /** Kinds of act whose promotion waits for a signature, for who signs one. */
  readonly proposed: ReadonlySet<ActKind>;
  /** Kinds of act that are signed for, for who takes a signature back. */
  readonly signed: ReadonlySet<ActKind>;
  /** For what is said of a proposed start: as it stands, undefined when it is new. */
  readonly proposal?: ProposedStart | undefined;
  /** For a proposed start: what it would be decided on. */
  readonly starting?: (Pick<Context, "load" | "previous"> & { readonly history?: History }) | undefined;
}

/** As `Decision`, for the workspace's own chain. `detail` is the answer that a repeat of the command gets. */
export type WorkspaceDecision =
  | {
      readonly ok: true;
      readonly events: readonly Event[];
      readonly effects: readonly (PostToPerson | PostUnderMessage)[];
      /** Keys of messages outside any case that say something else now. */
      readonly redraw?: readonly string[];
      readonly detail?: Readonly<Record<string, unknown>>;
    }
  | { readonly ok: false; readonly rejection: Rejection; readonly events: readonly Event[]; readonly effects: readonly PostToPerson[] };

export type RowWords = Pick<Event, "verdict" | "reason">;

const rowOf = ({ now, seq }: WorkspaceInput, body: WorkspaceEventBody, { verdict, reason }: RowWords): Event => ({
  seq: seq + 1,
  at: now,
  action: body.type,
  verdict,
  reason,
  step: undefined,
  pass: undefined,
  body,
});

export const done = (
  input: WorkspaceInput,
  body: WorkspaceEventBody,
  told: RowWords,
  effects: readonly (PostToPerson | PostUnderMessage)[] = [],
) => ({
  ok: true as const,
  events: [rowOf(input, body, told)],
  effects,
});

export const denied = (input: WorkspaceInput, rejection: Rejection): WorkspaceDecision => {
  const { actor, type } = input.command;
  const body: EventOf<"workspace.refused"> = { type: "workspace.refused", act: type, by: actorName(actor), why: rejection.code };
  return { ok: false, rejection, events: [rowOf(input, body, { verdict: "DENY", reason: `${rejection.code}: ${type}` })], effects: [] };
};
