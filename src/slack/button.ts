import { z } from "zod";
import { InstanceId, PersonId, StepKey, WorkflowId } from "../engine/ids.ts";

/** Everything a person can press, and the action id under which Slack says so. An id may carry `.n` where a message shows several. */
export const ACT = {
  // Carried out at once.
  acknowledge: "acknowledge",
  take: "take",
  unblock: "unblock",
  option: "option",
  arrived: "arrived",
  approve: "approve",
  alternative: "alternative",
  approveProposal: "approve-proposal",
  refuseProposal: "refuse-proposal",
  accept: "accept-handoff",
  approveDraft: "approve-draft",
  approveOffered: "approve-offered",
  sentDraft: "draft-sent",
  resumeAutomation: "resume-automation",
  acceptSuggestion: "accept-suggestion",
  undo: "undo-act",
  signAutonomy: "sign-autonomy",
  revokeAutonomy: "revoke-autonomy",
  resume: "resume-case",
  watch: "watch",
  endAbsence: "end-absence",
  confirmReply: "confirm-reply",
  dismissReply: "dismiss-reply",
  chooseStep: "choose-step",
  confirmNewRun: "confirm-new-run",
  // Open a form or a page, or done at once when nothing has to be asked (`done` without evidence, `snooze` with a preset).
  done: "done",
  blocked: "block",
  handOff: "hand-off",
  later: "later",
  notMine: "not-mine",
  evidence: "add-evidence",
  commit: "commit-to",
  returnHandOff: "return-handoff",
  reject: "reject",
  changes: "request-changes",
  rejectDraft: "reject-draft",
  startProposed: "start-proposed",
  editProposed: "edit-proposed",
  dismissProposed: "dismiss-proposed",
  fillRequest: "fill-request",
  editSuggestion: "edit-suggestion",
  dismissSuggestion: "dismiss-suggestion",
  provide: "provide-input",
  extend: "extend",
  reassign: "reassign",
  skip: "skip",
  reopen: "reopen",
  cancel: "cancel-case",
  pause: "pause-case",
  priority: "priority",
  watchers: "watchers",
  approvers: "change-approvers",
  draftMessage: "draft-message",
  note: "note",
  absence: "absence",
  start: "start-workflow",
  startForm: "start-from-event",
  // Answer with something to read.
  details: "details",
  why: "why-now",
  status: "status",
  audit: "audit-page",
  agentRuns: "agent-runs",
  casePage: "case-page",
  seeDraft: "see-draft",
  /** An overflow: the option says which act, the block id carries the value. */
  more: "more",
  /** A link; Slack reports the click all the same. */
  open: "open-link",
} as const;

export type Act = (typeof ACT)[keyof typeof ACT];

const ACTS: ReadonlySet<string> = new Set(Object.values(ACT));

/** Action ids are unique within a message: the second *Done* of a bundle is `done.1`. */
export const actionId = (act: Act, n = 0): string => (n === 0 ? act : `${act}.${n}`);

/** The act behind an action id; undefined when it is none of ours. */
export const actOf = (action: string): Act | undefined => {
  const name = action.replace(/\.\d+$/, "");
  return ACTS.has(name) ? (name as Act) : undefined; // In the set of acts, so it is one.
};

/** Global and message shortcuts, as the manifest names them. */
export const SHORTCUT = {
  start: "start_workflow",
  startFromMessage: "start_from_message",
  addToCase: "add_to_case",
} as const;

/** What a reply was read as, for the confirmation that carries it out. */
export const READINGS = ["done", "blocked", "unblocked", "commit", "hand-off", "not-mine", "arrived", "note"] as const;
export type Reading = (typeof READINGS)[number];

const WaitingOn = z.enum(["customer", "vendor", "person", "other"]);

/** Ids, and the revision of what was shown; never state. What is true is read again at the click. */
export const ButtonValue = z.strictObject({
  instance: InstanceId.optional(),
  step: StepKey.max(80).optional(),
  pass: z.int().min(0).optional(),
  revision: z.int().min(0).optional(),
  episode: z.int().min(0).optional(),
  alternative: z.string().min(1).max(80).optional(),
  option: z.string().min(1).max(80).optional(),
  draft: z.string().min(1).max(200).optional(),
  suggestion: z.string().min(1).max(80).optional(),
  workflow: WorkflowId.max(80).optional(),
  person: PersonId.max(255).optional(),
  /** The reminder, or the message record, that it was pressed on; the `ts` of the reply whose step is asked for. */
  message: z.string().min(1).max(300).optional(),
  /** A page of the trace: after which row. */
  after: z.int().min(0).optional(),
  reading: z.enum(READINGS).optional(),
  until: z.int().optional(),
  /** On whom a block waits. */
  on: WaitingOn.optional(),
  /** The words a reply was read from: its author's own, for the form they become. */
  words: z.string().max(700).optional(),
});
export type ButtonValue = z.infer<typeof ButtonValue>;

// One letter each: an overflow's value has to fit in a block id of 255.
const SHORT: Readonly<Record<keyof ButtonValue, string>> = {
  instance: "i",
  step: "s",
  pass: "p",
  revision: "r",
  episode: "e",
  alternative: "a",
  option: "o",
  draft: "d",
  suggestion: "g",
  workflow: "w",
  person: "u",
  message: "m",
  after: "n",
  reading: "k",
  until: "t",
  on: "b",
  words: "x",
};
const LONG: ReadonlyMap<string, string> = new Map(Object.entries(SHORT).map(([long, short]) => [short, long]));

/** A value as the text that a button carries. */
export const encode = (value: ButtonValue): string => {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return JSON.stringify(Object.fromEntries(entries.map(([key, each]) => [SHORT[key as keyof ButtonValue], each])));
};

const parseObject = (text: string): object | undefined => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
};

/** The value a button carried; undefined for anything that we would not have written. */
export const decode = (text: string | undefined): ButtonValue | undefined => {
  const parsed = text === undefined || text.length > 2_000 ? undefined : parseObject(text);
  if (parsed === undefined) return undefined;
  const named = Object.entries(parsed).map(([key, each]) => [LONG.get(key) ?? `unknown ${key}`, each]);
  return ButtonValue.safeParse(Object.fromEntries(named)).data;
};

/** A block id that carries a value (for overflows and date pickers, whose own value is what was chosen). `n` keeps it unique. */
export const valueBlockId = (value: ButtonValue, n = 0): string => `${encode(value)}#${n}`;

export const valueOfBlockId = (blockId: string): ButtonValue | undefined => decode(blockId.replace(/#\d+$/, ""));
