import type { ActKind } from "./autonomy/kinds.ts";
import type { Definition } from "./definition.ts";
import type { Directory } from "./directory.ts";
import type { PersonId } from "./ids.ts";
import type { Rejection } from "./messages/decision.ts";
import type { PostToPerson } from "./messages/effect.ts";
import type { ReviewAutonomy, RevokeAutonomy, SignAutonomy } from "./messages/workspace-command.ts";
import { processOwnersOf } from "./people.ts";
import { namesOf } from "./permissions.ts";

/** What acts on the autonomy of a workflow are decided on. */
export interface AutonomyInput {
  readonly directory: Directory;
  readonly definition: Definition | undefined;
  /** Kinds whose promotion waits for a signature. */
  readonly proposed: ReadonlySet<ActKind>;
  /** Kinds that somebody has signed for. */
  readonly signed: ReadonlySet<ActKind>;
}

type OnSignature = SignAutonomy | RevokeAutonomy;

const TO: { readonly [T in OnSignature["type"]]: { readonly words: string; readonly nothing: string } } = {
  SignAutonomy: { words: "sign this level of autonomy", nothing: "There is nothing to sign: it is signed already, or not earned." },
  RevokeAutonomy: { words: "take this signature back", nothing: "There is nothing to take back: it is not signed now." },
};

/** The process owner signs what was earned and takes it back, and nobody does it for them; no agent ever does. */
export const mayNotSign = (
  { directory, definition, proposed, signed }: AutonomyInput,
  { type, actor, kind }: OnSignature,
): Rejection | undefined => {
  if (definition === undefined) return { code: "unknown", message: "That workflow is not known here any more." };
  const owners = processOwnersOf({ definition, directory, instance: undefined });
  if (actor.kind !== "person" || !owners.includes(actor.id))
    return { code: "not-entitled", message: `Only ${namesOf({ directory }, owners)} can ${TO[type].words}.`, who: owners };
  const there = type === "SignAutonomy" ? proposed : signed;
  return there.has(kind) ? undefined : { code: "wrong-state", message: TO[type].nothing };
};

/** Each process owner is asked for their signature, or told what was taken back. */
export const saysAutonomy = ({ directory, definition }: AutonomyInput, command: ReviewAutonomy): readonly PostToPerson[] => {
  const { id, workflow, kind, change, figures } = command;
  const owners: readonly PersonId[] = definition === undefined ? [] : processOwnersOf({ definition, directory, instance: undefined });
  return owners.map((person) => ({
    type: "post-to-person",
    key: `${id}:${person}`,
    person,
    content: { kind: "autonomy", workflow, act: kind, change, figures },
  }));
};
