import type { StepKind } from "../../engine/definition.ts";
import { type Level, TRIGGERS, type Trigger } from "../../engine/definition.ts";
import { type Path, pathText } from "../path.ts";
import type { EscalationDocument, LevelDocument } from "../schema/ladder.ts";
import { normaliseDuration } from "./duration.ts";
import { normalisePeople } from "./who.ts";

/** Offered by a level that names nobody's choice: the three that need no definition and never write to a customer. */
const OFFERED_BY_DEFAULT = ["reassign", "extend", "cancel"] as const;

interface Ladder {
  readonly trigger: Trigger;
  /** Where the list of levels stands. */
  readonly path: Path;
  readonly levels: readonly LevelDocument[];
}

/** The triggers that a kind of step can pull: an approval is answered or not, nobody is heard of an action, everything else is silent or heard. */
const triggersOf = (kind: StepKind): readonly Trigger[] =>
  TRIGGERS.filter((trigger) =>
    trigger === "silent" ? kind !== "approval" && kind !== "action" : trigger !== "unanswered" || kind === "approval",
  );

/** The ladders of a step: its own where it has any, else the workflow's. A list is the ladder of every trigger. */
export const laddersFor = (
  kind: StepKind,
  key: string,
  own: EscalationDocument | undefined,
  workflow: EscalationDocument | undefined,
): Ladder[] => {
  const inherited = ladders(kind, ["escalation"], workflow);
  const owned = ladders(kind, ["steps", key, "escalation"], own);
  const replaced = new Set(owned.map(({ trigger }) => trigger));
  return [...owned, ...inherited.filter(({ trigger }) => !replaced.has(trigger))];
};

const ladders = (kind: StepKind, path: Path, escalation: EscalationDocument | undefined): Ladder[] => {
  if (escalation === undefined) return [];
  return triggersOf(kind).flatMap((trigger): Ladder[] => {
    if (Array.isArray(escalation)) return [{ trigger, path, levels: escalation }];
    const levels = escalation[trigger];
    return levels === undefined ? [] : [{ trigger, path: [...path, trigger], levels }];
  });
};

export const normaliseLadders = (ladders: readonly Ladder[]): Partial<Record<Trigger, readonly Level[]>> => {
  const levels = ladders
    .filter((ladder) => ladder.levels.length > 0)
    .map(({ trigger, path, levels }) => [trigger, levels.map((level, index) => normaliseLevel(level, [...path, index]))] as const);
  return Object.fromEntries(levels);
};

const normaliseLevel = (level: LevelDocument, path: Path): Level => ({
  after: normaliseDuration(level.after),
  warnOwner: level.warn !== undefined,
  to: normalisePeople(level.to),
  inform: normalisePeople(level.inform),
  offer: level.offer ?? (level.warn === undefined ? OFFERED_BY_DEFAULT : []),
  rule: pathText(path),
});
