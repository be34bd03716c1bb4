import { approvalDefinition, approvals, approverFor, askProcessOwner, requestOf, withVote } from "../approval-request.ts";
import { sendBack } from "../back.ts";
import type { Decider } from "../decider.ts";
import type { OnOutcome } from "../definition.ts";
import { endCase } from "../end-case.ts";
import { closeWork, isSaid, refuseUnlessWork, titleOf } from "../end-step.ts";
import type { Happening } from "../happening.ts";
import type { PersonId, StepKey } from "../ids.ts";
import type { ApprovalRequest, Vote } from "../instance.ts";
import type { CastVote } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { processOwner } from "../people.ts";
import { namesOf } from "../permissions.ts";
import { setInputs } from "../set-inputs.ts";
import { personOf, tell, tellThread } from "../tell.ts";

/**
 * A vote, judged at the click: on today's proposal, once for each human, for themselves or for one absent approver. It may be changed until
 * the request is decided. One rejection, or one request for changes, decides; a reason is needed for both.
 */
export const castVote: Decider<CastVote> = (h, command) => {
  const { step } = command;
  const by = personOf(h);
  const request = requestOf(h.step(step));
  if (request === undefined) return refuseUnlessWork(h, step) ?? notAnApproval(h, step);
  const refused = refuseVote(h, command, request);
  if (refused !== undefined) return refused;
  const approver = approverFor(h, step, request, by);
  if (approver === undefined) return notYours(h, request);
  if (isAgain(request, command, by, approver)) return undefined;
  cast(h, step, request, { by, approver, vote: command.vote, reason: command.reason, at: h.now });
  return undefined;
};

/** The same once more changes nothing: only an approval can be, as anything else decides. */
const isAgain = ({ votes }: ApprovalRequest, { vote, reason }: CastVote, by: PersonId, approver: PersonId): boolean =>
  votes.some((each) => each.by === by && each.approver === approver && each.vote === vote && each.reason === reason);

/** Ends a request whose quorum is reached: what it sets is set, and the step is done. */
export const decideIfReached = (h: Happening, step: StepKey, by: PersonId): void => {
  const request = requestOf(h.step(step));
  if (request === undefined || request.approvers.length === 0 || approvals(request) < request.needed) return;
  const rule = approvalDefinition(h, step).rule;
  if (Object.keys(request.sets).length > 0) setInputs(h, { by, inputs: request.sets, rule: `${rule}.sets` });
  closeWork(h, step, by);
  h.emit({ type: "approval.decided", step, outcome: "approved", by, why: undefined }, { rule: `${rule}.quorum` });
};

const cast = (h: Happening, step: StepKey, request: ApprovalRequest, vote: Vote): void => {
  const after = withVote(h, request, vote);
  h.emit({ type: "vote.cast", step, vote, revision: request.revision, unreachable: after.unreachable });
  if (vote.vote !== "approve") {
    refuse(h, step, vote);
    return;
  }
  decideIfReached(h, step, vote.by);
  if (after.unreachable && !request.unreachable) askProcessOwner(h, step);
};

const refuse = (h: Happening, step: StepKey, { by, vote, reason }: Vote): void => {
  const { onReject, onChanges, rule } = approvalDefinition(h, step);
  const rejected = vote === "reject";
  closeWork(h, step, by);
  h.emit(
    { type: "approval.decided", step, outcome: rejected ? "rejected" : "changes", by, why: reason },
    { verdict: rejected ? "DENY" : "WARN", rule: `${rule}.${rejected ? "on_reject" : "on_changes"}` },
  );
  follow(h, step, rejected ? onReject : onChanges, { by, reason, rejected });
};

const follow = (
  h: Happening,
  step: StepKey,
  then: OnOutcome,
  { by, reason: why, rejected }: { readonly by: PersonId; readonly reason: string | undefined; readonly rejected: boolean },
): void => {
  switch (then.do) {
    case "back":
      sendBack(h, { to: then.step, from: step, by, why, counts: true, atMost: then.atMost });
      return;
    case "cancel":
      endCase(h, { by, outcome: rejected ? "rejected" : "changes", why, rule: `steps.${step}.${rejected ? "on_reject" : "on_changes"}` });
      return;
    case "ask":
      tell(h, "rejected-ask", processOwner(h), { step, detail: why });
      tellThread(h, "rejected-ask", { step, detail: why });
      return;
    case "continue":
      return;
  }
};

const refuseVote = (h: Happening, command: CastVote, request: ApprovalRequest): Rejection | undefined => {
  if (command.revision !== request.revision) {
    return { code: "stale", message: `What "${titleOf(h, command.step)}" proposes has changed since. Look at it again, then vote.` };
  }
  if (command.vote === "approve" || isSaid(command.reason)) return undefined;
  return { code: "invalid", message: "Say why, so that the work can go on.", fields: { reason: "Say why." } };
};

const notAnApproval = (h: Happening, step: StepKey): Rejection => ({
  code: "wrong-state",
  message: `"${titleOf(h, step)}" is no approval.`,
});

const notYours = (h: Happening, { approvers }: ApprovalRequest): Rejection => ({
  code: "not-entitled",
  message: `This vote is not yours. Asked: ${namesOf(h.context, approvers)}.`,
  who: approvers,
});
