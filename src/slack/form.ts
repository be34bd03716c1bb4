import { z } from "zod";
import type { Field } from "../engine/definition.ts";
import { ButtonValue } from "./button.ts";

/** Callback ids of our modals; what `app.view` listens to. */
export const FORM = {
  start: "form.start",
  done: "form.done",
  evidence: "form.evidence",
  decide: "form.decide",
  blocked: "form.blocked",
  handOff: "form.hand-off",
  notMine: "form.not-mine",
  returnHandOff: "form.return-handoff",
  reject: "form.reject",
  changes: "form.request-changes",
  rejectDraft: "form.reject-draft",
  editSuggestion: "form.edit-suggestion",
  dismissSuggestion: "form.dismiss-suggestion",
  dismissProposal: "form.dismiss-proposal",
  fillRequest: "form.fill-request",
  commit: "form.commit",
  snooze: "form.snooze",
  extend: "form.extend",
  reassign: "form.reassign",
  skip: "form.skip",
  reopen: "form.reopen",
  cancel: "form.cancel",
  pause: "form.pause",
  resume: "form.resume",
  absence: "form.absence",
  note: "form.note",
  addToCase: "form.add-to-case",
  chooseWorkflow: "form.choose-workflow",
  evidenceOf: "form.evidence-of-case",
  provide: "form.provide",
  priority: "form.priority",
  watchers: "form.watchers",
  approvers: "form.approvers",
  draftMessage: "form.draft-message",
  alternative: "form.alternative",
  /** Pages to read; they are never submitted. */
  details: "page.details",
  why: "page.why",
  casePage: "page.case",
  draft: "page.draft",
} as const;
export type FormId = (typeof FORM)[keyof typeof FORM];

/** Block ids of the inputs that are ours. Every input's action id is `INPUT_ACTION`. */
export const INPUT = {
  reason: "reason",
  on: "on",
  onWhom: "on-whom",
  until: "until",
  from: "from",
  urgency: "urgency",
  person: "person",
  somebodyElse: "somebody-else",
  note: "note",
  missing: "missing",
  preset: "preset",
  delegate: "delegate",
  option: "option",
  caseId: "case",
  workflow: "workflow",
  owner: "owner",
  as: "as",
  field: "field",
  priority: "priority",
  watchers: "watchers",
  approvers: "approvers",
  message: "message",
} as const;

export const INPUT_ACTION = "value";

/** The block of a workflow's own input or evidence. */
export const fieldBlock = (name: string): string => `field:${name}`;

/** The input or evidence behind a block id; undefined for one of ours. */
export const fieldOfBlock = (blockId: string): string | undefined => (blockId.startsWith("field:") ? blockId.slice(6) : undefined);

/** A choice is sent by its number: its words may be longer than an option's value may be. */
export const choiceAt = (field: Field, option: string): string | undefined =>
  /^\d+$/.test(option) ? field.options[Number(option)] : undefined;

/** What a modal remembers: what it is about, where its answer goes, and for a start the event or message that it came from. */
export const FormContext = z.strictObject({
  about: ButtonValue,
  channel: z.string().max(40).optional(),
  thread: z.string().max(40).optional(),
  event: z.strictObject({ type: z.string().max(200), id: z.string().max(400) }).optional(),
  /** To the message that it was opened from. */
  link: z.string().max(500).optional(),
});
export type FormContext = z.infer<typeof FormContext>;

/** `private_metadata` of a modal. */
export const encodeContext = (context: FormContext): string => JSON.stringify(context);

export const decodeContext = (text: string | undefined): FormContext | undefined => {
  if (text === undefined || text.length > 3_000) return undefined;
  try {
    return FormContext.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};
