import type { Path } from "../path.ts";
import type { FieldDocument } from "../schema/field.ts";
import type { EscalationDocument, LevelDocument } from "../schema/ladder.ts";
import type { StepDocument } from "../schema/step.ts";
import type { PeopleDocument, WhoDocument } from "../schema/who.ts";
import type { WorkflowDocument } from "../schema/workflow.ts";

/** Somebody named in a workflow; `step` is the step that names them, if one does. */
export interface WhoMention {
  readonly who: WhoDocument;
  readonly path: Path;
  readonly step: string | undefined;
}

/** Everybody a workflow names, in `manager_of` too. */
export const whoMentions = (document: WorkflowDocument): WhoMention[] => [
  ...mention(document.owner, ["owner"]),
  ...mention(document.access?.start, ["access", "start"]),
  ...(document.access?.see === "channel" ? [] : mention(document.access?.see, ["access", "see"])),
  ...mention(document.access?.audit, ["access", "audit"]),
  ...mention(document.watchers, ["watchers"]),
  ...fieldMentions(document.inputs, ["inputs"]),
  ...Object.entries(document.alternatives ?? {}).flatMap(([id, alternative]) => [
    ...(alternative.do === "reassign" ? mention(alternative.to, ["alternatives", id, "to"]) : []),
    ...(alternative.do === "skip" ? mention(alternative.approval, ["alternatives", id, "approval"]) : []),
  ]),
  ...Object.entries(document.messages ?? {}).flatMap(([id, message]) => [
    ...mention(message.to, ["messages", id, "to"]),
    ...mention(message.approve, ["messages", id, "approve"]),
  ]),
  ...levelsIn(document.escalation, ["escalation"]).flatMap(levelMentions),
  ...Object.entries(document.steps).flatMap(([key, step]) => stepMentions(key, step)),
];

const stepMentions = (key: string, step: StepDocument): WhoMention[] =>
  [
    ...mention(step.owner, ["steps", key, "owner"]),
    ...fieldMentions(step.evidence, ["steps", key, "evidence"]),
    ...levelsIn(step.escalation, ["steps", key, "escalation"]).flatMap(levelMentions),
    ...(step.kind === "approval" ? mention(step.approvers, ["steps", key, "approvers"]) : []),
    ...(step.kind === "approval" ? mention(step.not, ["steps", key, "not"]) : []),
  ].map((found) => ({ ...found, step: key }));

const fieldMentions = (fields: Readonly<Record<string, FieldDocument>> | undefined, path: Path): WhoMention[] =>
  Object.entries(fields ?? {}).flatMap(([name, field]) => mention(field.from, [...path, name, "from"]));

const levelMentions = ({ level, path }: LevelMention): WhoMention[] => [
  ...mention(level.to, [...path, "to"]),
  ...mention(level.inform, [...path, "inform"]),
];

const mention = (people: PeopleDocument | undefined, path: Path): WhoMention[] => {
  if (people === undefined) return [];
  if (Array.isArray(people)) return people.flatMap((who, index) => mention(who, [...path, index]));
  const inner = typeof people === "object" && "manager_of" in people ? mention(people.manager_of, [...path, "manager_of"]) : [];
  return [{ who: people, path, step: undefined }, ...inner];
};

interface LevelMention {
  readonly level: LevelDocument;
  readonly path: Path;
}

/** Every level under an `escalation` key, whichever way it is written. */
export const levelsIn = (escalation: EscalationDocument | undefined, path: Path): LevelMention[] =>
  laddersIn(escalation, path).flatMap((ladder) => ladder.levels.map((level, index) => ({ level, path: [...ladder.path, index] })));

const laddersIn = (escalation: EscalationDocument | undefined, path: Path): { levels: readonly LevelDocument[]; path: Path }[] => {
  if (escalation === undefined) return [];
  if (Array.isArray(escalation)) return [{ levels: escalation, path }];
  return Object.entries(escalation).flatMap(([trigger, levels]) => (levels === undefined ? [] : [{ levels, path: [...path, trigger] }]));
};

/** Every level of a workflow and its steps, as written. */
export const allLadders = (document: WorkflowDocument): { levels: readonly LevelDocument[]; path: Path }[] => [
  ...laddersIn(document.escalation, ["escalation"]),
  ...Object.entries(document.steps).flatMap(([key, step]) => laddersIn(step.escalation, ["steps", key, "escalation"])),
];
