import type { Draft, Instance } from "../instance.ts";
import type { Event } from "../messages/event.ts";
import { type Folds, isWork, noChange, onStep, onWork } from "./fold.ts";

const inDraft = (instance: Instance, id: string, change: Partial<Draft>): Instance => {
  const draft = instance.drafts[id];
  return draft === undefined ? instance : { ...instance, drafts: { ...instance.drafts, [id]: { ...draft, ...change } } };
};

const settled = (status: Draft["status"], { at }: Event) => ({ status, settledAt: at });

/** What people give and settle: evidence, inputs, votes, proposals and drafts. */
export const actFolds = {
  "evidence.added": (instance, { values }) => ({ ...instance, evidence: { ...instance.evidence, ...values } }),
  "input.set": (instance, { inputs }) => ({ ...instance, inputs: { ...instance.inputs, ...inputs } }),
  "note.added": noChange,
  "alternative.picked": noChange,
  "alternative.proposed": onStep((step, { proposal }) => (isWork(step) || step.status === "waiting" ? { ...step, proposal } : step)),
  "alternative.settled": onStep((step) => (isWork(step) || step.status === "waiting" ? { ...step, proposal: undefined } : step)),
  "approval.changed": onWork((step, { request }) => ({ ...step, request })),
  "vote.cast": onWork((step, { vote, unreachable }) => {
    if (step.request === undefined) return step;
    const others = step.request.votes.filter((earlier) => earlier.approver !== vote.approver);
    return { ...step, request: { ...step.request, votes: [...others, vote], unreachable } };
  }),
  "message.drafted": (instance, { draft }) => ({ ...instance, drafts: { ...instance.drafts, [draft.id]: draft } }),
  "message.approved": (instance, { draft, by }, event) => inDraft(instance, draft, { ...settled("approved", event), approvedBy: by }),
  "message.rejected": (instance, { draft }, event) => inDraft(instance, draft, settled("rejected", event)),
  "message.sent": (instance, { draft }, event) => inDraft(instance, draft, settled("sent", event)),
  "message.voided": (instance, { draft }, event) => inDraft(instance, draft, settled("void", event)),
} satisfies Partial<Folds>;
