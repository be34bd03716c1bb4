import { kindOf } from "./autonomy/kinds.ts";
import { allowedLevel, automationOf } from "./autonomy/policy.ts";
import type { Suggestion } from "./autonomy/suggestion.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { Rejection } from "./messages/decision.ts";
import { namesOf, whoCan } from "./permissions.ts";
import { type Scene, stepOf } from "./roles.ts";
import { suggestedAct } from "./suggested-act.ts";
import { actingPerson } from "./tell.ts";

/** A check is an agent's proposal of the same act, for the step as it is, that it is at least sure enough of to propose. */
const isCheck = (scene: Scene, { how, kind, step, was, status }: Suggestion, act: InstanceCommand): boolean =>
  how === "proposes" &&
  kind === kindOf(act.type) &&
  step === stepOf(scene, act)?.key &&
  was?.pass === stepOf(scene, act)?.pass &&
  status !== "dismissed";

/**
 * `enforce`: nobody ends the step before a check of it is there, whoever they are: an agent's proposal, or, where there is none, a lead or
 * process owner who is not its owner ends it and says why. Undefined: the way is free.
 */
export const gateOf = (scene: Scene, command: InstanceCommand): Rejection | undefined => {
  const act = suggestedAct(scene, command) ?? command;
  const kind = kindOf(act.type);
  if (scene.instance === undefined || kind === undefined || allowedLevel(automationOf(scene.definition), kind) !== "enforce")
    return undefined;
  // An agent never acts at a gate: what it proposes is the check.
  if (act.actor.kind !== "person" || !answers(command) || stepOf(scene, act)?.status === "done") return undefined;
  if (Object.values(scene.instance.suggestions ?? {}).some((suggestion) => isCheck(scene, suggestion, act))) return undefined;
  const { freely, withNote } = whoCan(scene, act);
  const person = actingPerson(act.actor);
  if (person !== undefined && !freely.includes(person)) return undefined;
  const others = withNote.length === 0 ? "" : ` ${namesOf(scene, withNote)} can end it instead, with a note.`;
  return { code: "wrong-state", message: `This step is checked before it ends, and no check of it is there yet.${others}`, who: withNote };
};

const answers = ({ type }: InstanceCommand): boolean => type !== "DismissSuggestion" && type !== "UndoAct";
