import type { InstanceId, WorkflowId } from "../ids.ts";
import type { StoredValue, Value } from "../value.ts";
import type { Envelope } from "./envelope.ts";

/** What a proposal to start something came from. */
export type Origin =
  | { readonly kind: "message"; readonly channel: string; readonly ts: string }
  | { readonly kind: "event"; readonly type: string; readonly id: string }
  | { readonly kind: "case"; readonly instance: InstanceId };

/** On a proposal, which is named by the instance that it would become: the same cause is the same proposal. */
interface OnProposal extends Envelope {
  readonly workflow: WorkflowId;
  readonly newInstance: InstanceId;
}

/**
 * An agent asks whoever it acts for to start a case; who may not start it has it asked of the process owner. `judgement` of the envelope says
 * how sure it is, and from what.
 */
export interface ProposeStart extends OnProposal {
  readonly type: "ProposeStart";
  readonly inputs: Readonly<Record<string, StoredValue>>;
  /** The plain text of what `inputs` holds by reference, for checking; never stored in the chain. */
  readonly personal?: Readonly<Record<string, Value>>;
  /** For the card and the trace: in words of our own, never what somebody wrote. */
  readonly why: string;
  readonly origin: Origin;
  /** Whoever it acts for is in the workflow's channel: looked up by the edge. */
  readonly inChannel?: boolean;
}

/** What was missing, given by whoever it was asked of: in a form, or in their own words, which an agent read. */
export interface FillProposal extends OnProposal {
  readonly type: "FillProposal";
  readonly inputs: Readonly<Record<string, StoredValue>>;
  readonly personal?: Readonly<Record<string, Value>>;
}

/** Time has passed and something is still missing. */
export interface ChaseProposal extends OnProposal {
  readonly type: "ChaseProposal";
}

export interface DismissProposal extends OnProposal {
  readonly type: "DismissProposal";
  readonly why: string;
}

export type ProposalCommand = ProposeStart | FillProposal | ChaseProposal | DismissProposal;
