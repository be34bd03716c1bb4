import { approvalDefinition, requestTo } from "./approval-request.ts";
import { ownerClock } from "./clocks.ts";
import { decideIfReached } from "./decisions/vote.ts";
import { isWork } from "./evolve/fold.ts";
import { type Happening, stepDefinition } from "./happening.ts";
import { easeSilence } from "./heard.ts";
import type { PersonId, StepKey } from "./ids.ts";
import type { ApprovalRequest } from "./instance.ts";
import type { Rejection } from "./messages/decision.ts";
import { isHere, standIn } from "./people.ts";
import { namesOf } from "./permissions.ts";
import { answerable } from "./reach.ts";
import { postToPeople } from "./step-cards.ts";
import { tell } from "./tell.ts";

export const invalid = (field: string, message: string): Rejection => ({ code: "invalid", message, fields: { [field]: message } });

/** Refuses somebody who has the step already, has left, or is absent with nobody to stand in. */
export const refuseReceiver = (h: Happening, key: StepKey, to: PersonId): Rejection | undefined => {
  const { directory } = h.context;
  const name = namesOf(h.context, [to]);
  const step = h.step(key);
  if (isWork(step) && step.owner === to) return invalid("to", `${name} has this step already.`);
  if (!isHere(directory, to)) return invalid("to", `${name} is not here.`);
  return standIn(directory, to, h.now) === undefined ? invalid("to", `${name} is absent, and nobody stands in.`) : undefined;
};

/** The card by DM to whoever has the step now, where its definition says so. */
export const postToNewOwner = (h: Happening, key: StepKey, owner: PersonId): void => {
  h.book(owner);
  if (stepDefinition(h.definition, key).notify !== "thread") postToPeople(h, key, [owner]);
};

export interface Reassignment {
  readonly to: PersonId;
  readonly by: PersonId;
  readonly note: string | undefined;
}

/** Gives a step to somebody else, or to their delegate when they are absent. The due date stays; silence starts anew. */
export const reassign = (h: Happening, key: StepKey, change: Reassignment): Rejection | undefined => {
  const step = h.step(key);
  if (isWork(step) && step.request !== undefined) return reassignApproval(h, key, step.request, change);
  const present = standIn(h.context.directory, change.to, h.now);
  const refused = refuseReceiver(h, key, change.to);
  if (refused !== undefined || present === undefined) return refused;
  const { by, note } = change;
  const from = isWork(step) ? step.owner : step.planned;
  const team = isWork(step) ? step.team : undefined;
  const pick = { owner: present.person, insteadOf: present.insteadOf, team, candidates: [change.to] };
  const clock = isWork(step) ? ownerClock(h, key, present.person) : {};
  h.emit({ type: "step.reassigned", step: key, by, from, pick, note, clock });
  if (isWork(step)) {
    easeSilence(h, key);
    postToNewOwner(h, key, present.person);
  }
  if (from !== undefined) tell(h, "reassigned-away", [from], { step: key, detail: note });
  return undefined;
};

/** Somebody else is asked instead of the approvers who have not voted; votes that were cast stand. */
const reassignApproval = (h: Happening, key: StepKey, request: ApprovalRequest, { to, by, note }: Reassignment): Rejection | undefined => {
  const name = namesOf(h.context, [to]);
  if (to === by) return invalid("to", "You cannot make yourself an approver.");
  if (request.excluded.includes(to)) return invalid("to", `${name} may not approve this: it takes a second pair of eyes.`);
  if (request.approvers.includes(to)) return invalid("to", `${name} is asked already.`);
  const refused = refuseReceiver(h, key, to);
  if (refused !== undefined) return refused;
  const open = answerable(h.step(key));
  const approvers = [...request.approvers.filter((person) => !open.includes(person)), to];
  const changed = requestTo(h, approvalDefinition(h, key), request, approvers);
  h.emit({ type: "approval.changed", step: key, by, request: changed, note });
  postToPeople(h, key, [to]);
  tell(h, "approver-changed", open, { step: key, detail: note });
  decideIfReached(h, key, by);
  return undefined;
};
