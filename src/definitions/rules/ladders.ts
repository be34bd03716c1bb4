import { canonicalJson } from "../../engine/canonical.ts";
import type { Who } from "../../engine/definition.ts";
import { laddersFor } from "../normalise/ladders.ts";
import { normaliseAddress, normalisePeople } from "../normalise/who.ts";
import type { LevelDocument } from "../schema/ladder.ts";
import type { StepDocument } from "../schema/step.ts";
import type { PeopleDocument, WhoDocument } from "../schema/who.ts";
import type { DirectoryNames } from "./directory-names.ts";
import { allLadders } from "./mentions.ts";
import type { Finding, WorkflowContext, WorkflowRule } from "./rule.ts";

/** Only the first level may be the private warning: afterwards somebody else has already been asked. */
export const warningsComeFirst: WorkflowRule = ({ document }) =>
  allLadders(document).flatMap(({ levels, path }) =>
    levels.flatMap((level, index): Finding[] =>
      level.warn !== undefined && index > 0
        ? [
            {
              path: [...path, index, "warn"],
              on: "key",
              message: "a warning after the first level",
              expected: "warn: owner on the first level only",
            },
          ]
        : [],
    ),
  );

/** A level either warns the owner or asks somebody. */
export const levelsAskSomebody: WorkflowRule = ({ document }) =>
  allLadders(document).flatMap(({ levels, path }) =>
    levels.flatMap((level, index): Finding[] => {
      const asks = level.to !== undefined && !(Array.isArray(level.to) && level.to.length === 0);
      if (asks !== (level.warn !== undefined)) return [];
      return [
        {
          path: [...path, index],
          message: asks ? "a level that warns and asks" : "a level that asks nobody",
          expected: "warn: owner, or to: somebody",
        },
      ];
    }),
  );

/** Two levels in a row go to different people: asking the same ones again escalates nothing. */
export const levelsGoToSomebodyElse: WorkflowRule = ({ document }) =>
  allLadders(document).flatMap(({ levels, path }) =>
    levels.flatMap((level, index): Finding[] => {
      const before = levels[index - 1];
      if (
        before?.to === undefined ||
        level.to === undefined ||
        addressees(before.to, document.owner) !== addressees(level.to, document.owner)
      )
        return [];
      return [{ path: [...path, index, "to"], message: "the same people as on the level before", expected: "somebody else" }];
    }),
  );

const addressees = (people: PeopleDocument, owner: PeopleDocument): string => {
  const named = normalisePeople(people).flatMap((who) => (who.who === "process-owner" ? normalisePeople(owner) : [who]));
  return [...new Set(named.map(canonicalJson))].sort().join(" ");
};

/** The last level of each step's ladders reaches a person. */
export const laddersEndInSomebody: WorkflowRule = (context) =>
  Object.entries(context.document.steps).flatMap(([key, step]) =>
    laddersFor(step.kind ?? "task", key, step.escalation, context.document.escalation).flatMap(({ path, levels }): Finding[] => {
      const last = levels.at(-1);
      if (last === undefined || reachesSomebody(context, step, last)) return [];
      const whose = path[0] === "escalation" ? ` for step "${key}"` : "";
      return [
        {
          path: [...path, levels.length - 1],
          message: `the ladder ends in nobody${whose}`,
          expected: "a last level that asks a person, such as to: process-owner",
        },
      ];
    }),
  );

const reachesSomebody = ({ directory }: WorkflowContext, step: StepDocument, last: LevelDocument): boolean => {
  if (last.to === undefined) return false;
  if (directory === undefined) return true;
  return normalisePeople(last.to).some((who) => isSomebody(who, step, directory));
};

const isSomebody = (who: Who, step: StepDocument, directory: DirectoryNames): boolean => {
  if (who.who === "team") return true; // a team has members; an unknown one is another rule's
  if (who.who === "step-team-lead")
    return teamsOf(step).some((team) => directory.teams.get(team)?.lead !== undefined || !directory.teams.has(team));
  if (who.who === "manager-of" && who.of.who === "address") return directory.managers.get(normaliseAddress(who.of.address)) !== undefined;
  return true;
};

const teamsOf = (step: StepDocument): string[] => {
  const people = [step.owner, step.kind === "approval" ? step.approvers : undefined];
  return people
    .flatMap((each) => (each === undefined ? [] : [each].flat()))
    .flatMap((who: WhoDocument) => (typeof who === "object" && "team" in who ? [who.team] : []));
};
