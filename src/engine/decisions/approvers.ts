import { approvalDefinition, askProcessOwner, requestOf, requestTo } from "../approval-request.ts";
import type { Decider } from "../decider.ts";
import { refuseUnlessWork, titleOf } from "../end-step.ts";
import type { Happening } from "../happening.ts";
import type { PersonId } from "../ids.ts";
import type { ApprovalRequest } from "../instance.ts";
import type { ChangeApprovers } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { isHere } from "../people.ts";
import { postToPeople } from "../step-cards.ts";
import { personOf, tell } from "../tell.ts";
import { decideIfReached } from "./vote.ts";

/** Others are asked instead: never whoever `not` excludes, and, by the table of permissions, never the one who changes it. Votes of those who stay stand. */
export const changeApprovers: Decider<ChangeApprovers> = (h, command) => {
  const { step, note } = command;
  const by = personOf(h);
  const before = requestOf(h.step(step));
  if (before === undefined) {
    return refuseUnlessWork(h, step) ?? { code: "wrong-state", message: `"${titleOf(h, step)}" is no approval.` };
  }
  const approvers = [...new Set(command.approvers)];
  const refused = refuseApprovers(h, before, approvers);
  if (refused !== undefined) return refused;
  const request = requestTo(h, approvalDefinition(h, step), before, approvers);
  h.emit({ type: "approval.changed", step, by, request, note }, { rule: `steps.${step}.approvers` });
  postToPeople(
    h,
    step,
    approvers.filter((person) => !before.approvers.includes(person) && person !== by),
  );
  tell(
    h,
    "approver-changed",
    before.approvers.filter((person) => !approvers.includes(person)),
    { step },
  );
  decideIfReached(h, step, by);
  if (request.unreachable && !before.unreachable) askProcessOwner(h, step);
  return undefined;
};

const refuseApprovers = (h: Happening, before: ApprovalRequest, approvers: readonly PersonId[]): Rejection | undefined => {
  const { directory } = h.context;
  const invalid = (message: string): Rejection => ({ code: "invalid", message, fields: { approvers: message } });
  const name = (person: PersonId): string => directory.people.get(person)?.name ?? person;
  if (approvers.length === 0) return invalid("Name at least one approver.");
  const gone = approvers.find((person) => !isHere(directory, person));
  if (gone !== undefined) return invalid(`${name(gone)} is not here.`);
  const excluded = approvers.find((person) => before.excluded.includes(person));
  if (excluded !== undefined) return invalid(`${name(excluded)} may not approve this: it takes a second pair of eyes.`);
  return undefined;
};
