import type { CaseFile } from "../../application/case-file.ts";
import type { PersonId } from "../../engine/ids.ts";
import type { Step } from "../../engine/instance.ts";
import { canSee } from "../../engine/may-see.ts";
import { lookupFor, storedValues } from "../../engine/scope.ts";
import { renderTemplate } from "../../engine/template.ts";
import { isTextRef } from "../../engine/value.ts";
import { cleanText } from "../controls/clean-text.ts";
import type { Wrong } from "../scope.ts";
import type { Looking } from "./tool.ts";

/** What people wrote is told as a quoted text: it cannot end where they like. */
export const quoted = (text: string, most = 500): string => JSON.stringify(cleanText(text).slice(0, most).toWellFormed());

export const moment = (at: number): string => new Date(at).toISOString().slice(0, 16).concat("Z");

/** Personal values are left out: without their texts a template reads them as not given. */
const titleOf = (file: CaseFile, template: string, step?: Step["key"]): string =>
  renderTemplate(template, lookupFor({ ...file, texts: new Map() }, step));

export const caseTitleOf = (file: CaseFile): string => titleOf(file, file.definition.case.title);

export const stepTitleOf = (file: CaseFile, key: Step["key"]): string =>
  titleOf(file, file.definition.steps.find((step) => step.key === key)?.title ?? key, key);

export const whoIs = ({ directory }: CaseFile, person: PersonId | undefined): string =>
  person === undefined ? "nobody" : `${quoted(directory.people.get(person)?.name ?? person, 100)} (${person})`;

/** A case by name may be seen; what membership of a channel opens is not looked up for an agent. */
export const isSeenBy = ({ definition, instance, directory }: CaseFile, person: PersonId): boolean =>
  canSee(definition, instance, directory, person, false);

/** The case that the run is about, as long as its person may see it. */
export const caseInView = async ({ files, workspace, instance, person }: Looking): Promise<CaseFile | Wrong> => {
  const file = instance === undefined ? undefined : await files.of(workspace, instance);
  if (file === undefined) return { wrong: "You do not work on a case here." };
  return isSeenBy(file, person) ? file : { wrong: "Whoever you act for may not see this case." };
};

const workOf = (file: CaseFile, step: Step): readonly string[] => {
  if (step.status === "waiting" || step.status === "skipped")
    return step.planned === undefined ? [] : [`planned for ${whoIs(file, step.planned)}`];
  const due = step.dueAt === undefined ? [] : [`due ${moment(step.dueAt)}`];
  if (step.status === "done") return [`by ${whoIs(file, step.by)}`, ...(step.outcome === undefined ? [] : [`outcome ${step.outcome}`])];
  const { owner, heardAt } = step;
  const block = step.status === "blocked" ? [`waits for ${step.block.on}: ${quoted(step.block.reason)}`] : [];
  const ladder = step.episode === undefined ? [] : [`escalated to level ${step.episode.asked.length}`];
  return [`owner ${whoIs(file, owner)}`, ...due, `last heard ${moment(heardAt)}`, ...block, ...ladder];
};

export const stepLine = (file: CaseFile, step: Step): string =>
  `${step.key} ${quoted(stepTitleOf(file, step.key), 150)}: ${[step.status, ...workOf(file, step)].join(", ")}`;

export const valueLines = ({ instance }: CaseFile): readonly string[] =>
  Object.entries(storedValues(instance)).map(([name, value]) =>
    isTextRef(value) ? `${name}: given, personal, not shown` : `${name}: ${typeof value === "string" ? quoted(value) : String(value)}`,
  );
