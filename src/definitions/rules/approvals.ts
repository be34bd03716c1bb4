import type { Who } from "../../engine/definition.ts";
import { normalisePeople } from "../normalise/who.ts";
import type { PeopleDocument } from "../schema/who.ts";
import type { DirectoryNames } from "./directory-names.ts";
import type { Finding, WorkflowContext, WorkflowRule } from "./rule.ts";

/** A quorum can be reached by the approvers there are, once those who may not approve are taken away. */
export const quorumCanBeReached: WorkflowRule = ({ document, directory }) =>
  Object.entries(document.steps).flatMap(([key, step]): Finding[] => {
    if (step.kind !== "approval" || directory === undefined) return [];
    const excluded = new Set(everyone(step.not, document.owner, directory).map(({ id }) => id));
    const approvers = everyone(step.approvers, document.owner, directory);
    const left = approvers.filter(({ id }) => !excluded.has(id));
    const path = ["steps", key];
    if (left.length === 0)
      return [
        {
          path: [...path, approvers.length > 0 ? "not" : "approvers"],
          message: "nobody is left to approve",
          expected: "an approver who is not excluded",
        },
      ];
    const most = left.reduce((sum, { count }) => sum + count, 0);
    if (typeof step.quorum !== "number" || step.quorum <= most) return [];
    return [{ path: [...path, "quorum"], message: `a quorum of ${step.quorum} of ${most}`, expected: `at most ${most}` }];
  });

interface Somebody {
  /** The same for the same person or role. */
  readonly id: string;
  /** How many it can stand for. */
  readonly count: number;
}

const everyone = (people: PeopleDocument | undefined, owner: PeopleDocument, directory: DirectoryNames): Somebody[] => {
  const named = normalisePeople(people).flatMap((who) => (who.who === "process-owner" ? normalisePeople(owner) : [who]));
  const all = named.flatMap((who) => standsFor(who, directory));
  return [...new Map(all.map((somebody) => [somebody.id, somebody])).values()];
};

// A team that nobody knows is already a mistake of its own: it counts as many.
const standsFor = (who: Who, directory: DirectoryNames): Somebody[] => {
  if (who.who === "address") return [{ id: who.address, count: 1 }];
  if (who.who !== "team") return [{ id: JSON.stringify(who), count: 1 }];
  const team = directory.teams.get(who.team);
  if (team === undefined) return [{ id: JSON.stringify(who), count: Number.MAX_SAFE_INTEGER }];
  return team.members.map((member) => ({ id: member, count: 1 }));
};

/** An approval has at least one approver named. */
export const approversAreNamed: WorkflowRule = ({ document }: WorkflowContext) =>
  Object.entries(document.steps).flatMap(([key, step]): Finding[] =>
    step.kind === "approval" && Array.isArray(step.approvers) && step.approvers.length === 0
      ? [{ path: ["steps", key, "approvers"], message: "an approval without approvers", expected: "at least one approver" }]
      : [],
  );
