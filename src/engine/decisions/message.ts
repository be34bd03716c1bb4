import type { Decider } from "../decider.ts";
import { draftMessage } from "../drafts.ts";
import { endStep, isSaid } from "../end-step.ts";
import { isWork } from "../evolve/fold.ts";
import { type Happening, stepDefinition } from "../happening.ts";
import type { PersonId, StepKey } from "../ids.ts";
import type { Draft } from "../instance.ts";
import { invariant } from "../invariant.ts";
import type { ApproveMessage, DraftMessage, MarkMessageSent, RejectMessage } from "../messages/command.ts";
import type { Rejection } from "../messages/decision.ts";
import { namesOf } from "../permissions.ts";
import { actorOf } from "../tell.ts";
import { failAction } from "./action-result.ts";

type OnDraft = ApproveMessage | RejectMessage | MarkMessageSent;

/** What became of a draft, for whoever comes second. */
const SETTLED: { readonly [S in Exclude<Draft["status"], "pending">]: string } = {
  approved: "This message was approved",
  rejected: "This message was rejected",
  sent: "This message was sent",
  void: "This message is no longer wanted",
};

const alreadySettled = (h: Happening, draft: Draft, status: Exclude<Draft["status"], "pending">): Rejection => {
  const by = draft.approvedBy === undefined ? "" : ` by ${namesOf({ directory: h.context.directory }, [draft.approvedBy])}`;
  return { code: "wrong-state", message: `${SETTLED[status]}${status === "approved" ? by : ""}.` };
};

/** Entitlement names somebody: a machine never settles a message. */
const settlerOf = (h: Happening): PersonId => {
  const person = actorOf(h);
  invariant(person !== undefined, "a message is settled by a person");
  return person;
};

const draftOf = (h: Happening, { draft }: OnDraft): Draft => {
  const found = h.instance().drafts[draft];
  invariant(found !== undefined, `draft ${draft} has approvers, but is not there`);
  return found;
};

const ruleOf = (draft: Draft): string => `messages.${draft.message}.approve`;

/** The action that had this message drafted, while it is still at it: it ends when a person has sent it. */
const postedBy = (h: Happening, { step: key, message, at }: Draft): StepKey | undefined => {
  const { status } = h.instance();
  if (key === undefined || (status !== "running" && status !== "paused")) return undefined;
  const rule = stepDefinition(h.definition, key);
  const step = h.step(key);
  const isPost = rule.kind === "action" && rule.action.do === "post" && rule.action.message === message;
  return isPost && isWork(step) && step.activatedAt <= at ? key : undefined;
};

/** Prepares a message by name: the workflow says who it goes to, what it says, and who must approve it. */
export const draft: Decider<DraftMessage> = (h, command) => {
  if (!Object.hasOwn(h.definition.messages, command.message)) {
    return { code: "unknown", message: `This workflow has no message called ${command.message}.` };
  }
  draftMessage(h, command.message, command.step, actorOf(h), command.words === undefined ? {} : { words: command.words });
  return undefined;
};

export const approveMessage: Decider<ApproveMessage> = (h, command) => {
  const found = draftOf(h, command);
  if (found.status !== "pending") return alreadySettled(h, found, found.status);
  const offered = command.offered === true;
  if (offered && found.offered === undefined) return { code: "stale", message: "There are no other words for this message." };
  const body = { type: "message.approved", draft: found.id, by: settlerOf(h), ...(offered ? { offered } : {}) } as const;
  h.emit(body, { rule: ruleOf(found) });
  return undefined;
};

export const rejectMessage: Decider<RejectMessage> = (h, command) => {
  const found = draftOf(h, command);
  if (found.status !== "pending") return alreadySettled(h, found, found.status);
  const options = { verdict: "DENY", rule: ruleOf(found) } as const;
  h.emit({ type: "message.rejected", draft: found.id, by: settlerOf(h), why: command.reason }, options);
  const action = postedBy(h, found);
  if (action !== undefined) failAction(h, action, isSaid(command.reason) ? command.reason : "Its message was rejected.");
  return undefined;
};

/** Where no channel to somebody outside is connected, the approver sends it and says so. Twice is once. */
export const markSent: Decider<MarkMessageSent> = (h, command) => {
  const found = draftOf(h, command);
  if (found.status === "sent") return undefined;
  if (found.status === "pending")
    return { code: "wrong-state", message: "This message is not approved yet. Approve it before it is sent." };
  if (found.status !== "approved") return alreadySettled(h, found, found.status);
  const by = settlerOf(h);
  h.emit({ type: "message.sent", draft: found.id, by }, { rule: ruleOf(found) });
  const action = postedBy(h, found);
  if (action !== undefined) endStep(h, action, { by });
  return undefined;
};
