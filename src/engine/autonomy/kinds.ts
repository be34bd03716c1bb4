/** What an agent may do or propose, by the words of a definition: the acts that `permissions.ts` opens to agents, and no others. */
export const KIND_OF = {
  StartWorkflow: "start",
  AddNote: "note",
  CompleteStep: "complete",
  AddEvidence: "evidence",
  BlockStep: "block",
  UnblockStep: "unblock",
  MarkArrived: "arrived",
  ReassignStep: "reassign",
  DraftMessage: "draft",
  ProvideInput: "input",
  EscalateStep: "escalate",
} as const;

export type AgentAct = keyof typeof KIND_OF;
export type ActKind = (typeof KIND_OF)[AgentAct];
export const ACT_KINDS: readonly ActKind[] = Object.values(KIND_OF);

/** Undefined for an act that no agent may do. */
export const kindOf = (type: string): ActKind | undefined => (isAgentAct(type) ? KIND_OF[type] : undefined);

const isAgentAct = (type: string): type is AgentAct => Object.hasOwn(KIND_OF, type);

/** Completes "The agent may ...", in the charter and on its cards. */
export const KIND_WORDS: { readonly [K in ActKind]: string } = {
  start: "start a case",
  note: "add a note",
  complete: "say that a step is done",
  evidence: "add evidence",
  block: "say that a step is blocked",
  unblock: "lift a block",
  arrived: "say that something has arrived",
  reassign: "give a step to somebody else",
  draft: "draft a message to somebody outside",
  input: "fill in an input",
  escalate: "ask for help on a step before its clock does",
};

/** Why an act can never be done without asking: it cannot be taken back, goes outside, or is a person's. A kind that is not here can be undone. */
export const ALWAYS_ASKED: { readonly [K in ActKind]?: string } = {
  start: "a case is started by a person",
  note: "a note cannot be unread",
  unblock: "work starts again at once",
  reassign: "it is somebody else's to decide",
  draft: "it reaches a customer",
  input: "steps start from it at once",
};

export const canBeUndone = (kind: ActKind): boolean => ALWAYS_ASKED[kind] === undefined;

/** What ends a step: a check can be asked of it first. */
export const GATED: readonly ActKind[] = ["complete", "arrived"];
